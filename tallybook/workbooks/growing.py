"""Rows that have a height and grow all the same with what is written into them, as those do that Excel fitted itself."""

import io
import re
import zipfile
from collections.abc import Collection

_FIXED = re.compile(rb'(<row [^>]*?) customHeight="1"')


def let_grow(data: bytes, sheets: Collection[int]) -> bytes:
    """The workbook with the rows of some sheets, counted from 1, free to grow; XlsxWriter fixes every height it is given."""
    names = {f"xl/worksheets/sheet{number}.xml" for number in sheets}
    if not names:
        return data
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(written, "w") as new:
        for part in old.infolist():
            content = old.read(part)
            new.writestr(part, _FIXED.sub(rb"\1", content) if part.filename in names else content)
    return written.getvalue()
