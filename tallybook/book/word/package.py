"""The door to python-docx: parts in a package, related to each other, written as the same bytes each time."""

import datetime
import io
import zipfile
from pathlib import Path

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.opc.parts.coreprops import CorePropertiesPart
from docx.package import Package as DocxPackage

from tallybook.book.word.xml import Element, clean, written

_BEGINNING = (1980, 1, 1, 0, 0, 0)
# Word allows no longer title or author than this.
_MOST = 255


class Package:
    """A .docx file under way."""

    def __init__(self, *, title: str, author: str, language: str) -> None:
        self._package = DocxPackage()
        self.document = self._part("document", CONTENT_TYPE.WML_DOCUMENT_MAIN)
        self.footnotes = self._part("footnotes", CONTENT_TYPE.WML_FOOTNOTES)
        self._package.relate_to(self.document, RELATIONSHIP_TYPE.OFFICE_DOCUMENT)
        self._pictures: dict[bytes, Part] = {}
        self._edges = 0
        core = CorePropertiesPart.default(self._package)
        self._package.relate_to(core, RELATIONSHIP_TYPE.CORE_PROPERTIES)
        said, day = core.core_properties, datetime.datetime(*_BEGINNING, tzinfo=datetime.UTC)
        said.title, said.author = clean(title)[:_MOST], clean(author)[:_MOST]
        said.last_modified_by, said.language = said.author, language
        said.created = said.modified = day

    def picture(self, part: Part, data: bytes) -> str:
        """A picture's relation to the part that shows it; equal pictures are kept once."""
        if data not in self._pictures:
            name = PackURI(f"/word/media/image{len(self._pictures) + 1}.png")
            self._pictures[data] = Part(name, CONTENT_TYPE.PNG, data, self._package)
        return part.relate_to(self._pictures[data], RELATIONSHIP_TYPE.IMAGE)

    def address(self, part: Part, address: str) -> str:
        """An address's relation to the part that leads there."""
        return part.relate_to(clean(address), RELATIONSHIP_TYPE.HYPERLINK, is_external=True)

    def edge(self, root: Element, *, foot: bool) -> str:
        """A head or foot of sheets, and its relation to the document."""
        self._edges += 1
        kind, relation = (
            (CONTENT_TYPE.WML_FOOTER, RELATIONSHIP_TYPE.FOOTER)
            if foot
            else (CONTENT_TYPE.WML_HEADER, RELATIONSHIP_TYPE.HEADER)
        )
        name = f"{'footer' if foot else 'header'}{self._edges}"
        return self.document.relate_to(self._part(name, kind, written(root)), relation)

    def add(self, name: str, data: bytes) -> None:
        """A part that belongs to the document: its styles, numbering, settings or theme."""
        kind, relation = _KINDS[name]
        self.document.relate_to(self._part(name, kind, data), relation)

    def write(self, path: Path | io.BytesIO, document: Element, footnotes: Element | None) -> None:
        """Write the file."""
        if footnotes is not None:
            self.footnotes._blob = written(footnotes)
            self.document.relate_to(self.footnotes, RELATIONSHIP_TYPE.FOOTNOTES)
        self.document._blob = written(document)
        made = io.BytesIO()
        self._package.save(made)
        with zipfile.ZipFile(made) as loose, zipfile.ZipFile(path, "w") as packed:
            for name in loose.namelist():
                entry = zipfile.ZipInfo(name, _BEGINNING)
                entry.compress_type = zipfile.ZIP_STORED if name.endswith(".png") else zipfile.ZIP_DEFLATED
                entry.external_attr = 0o644 << 16
                packed.writestr(entry, loose.read(name))

    def _part(self, name: str, kind: str, data: bytes = b"") -> Part:
        return Part(PackURI(f"/word/{name}.xml"), kind, data, self._package)


_KINDS = {
    "styles": (CONTENT_TYPE.WML_STYLES, RELATIONSHIP_TYPE.STYLES),
    "numbering": (CONTENT_TYPE.WML_NUMBERING, RELATIONSHIP_TYPE.NUMBERING),
    "settings": (CONTENT_TYPE.WML_SETTINGS, RELATIONSHIP_TYPE.SETTINGS),
    "theme/theme1": (CONTENT_TYPE.OFC_THEME, RELATIONSHIP_TYPE.THEME),
}
