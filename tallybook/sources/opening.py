"""Which reader a file needs: the one its name asks for, if its content is of that kind."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from tallybook.errors import Message, say
from tallybook.settings.sources import Format, Source
from tallybook.sources import finding, json_lines, parquet, separated, workbooks
from tallybook.sources.grids import Grid
from tallybook.sources.unfit import Unfit

_SUFFIXES = {
    ".xlsx": Format.EXCEL,
    ".xlsm": Format.EXCEL,
    ".xls": Format.EXCEL,
    ".xlsb": Format.EXCEL,
    ".ods": Format.EXCEL,
    ".et": Format.EXCEL,
    ".parquet": Format.PARQUET,
    ".jsonl": Format.JSONL,
    ".ndjson": Format.JSONL,
}
_ZIP, _OLE, _PARQUET, _PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PAR1", b"%PDF"
_HEAD = 512


def grids(path: Path, source: Source) -> Iterator[Grid]:
    """The grids of a file; raises Unfit where it, or what it holds, cannot be read as what it says it is."""
    kind = source.format or _SUFFIXES.get(path.suffix.lower(), Format.CSV)
    head = finding.read(path, _HEAD)
    if not head:
        raise Unfit(
            "empty-file", say("The file is empty."), say("Its first line names the columns; export it again.")
        )
    if (remedy := _other_content(kind, head)) is not None:
        raise Unfit("renamed-file", say("The file is not what its name says."), remedy)
    return _READERS[kind](path, source)


def _other_content(kind: Format, head: bytes) -> Message | None:
    """What to do with a file that holds something else than its kind; None where it may be what it says."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if kind is not Format.EXCEL and head.startswith((_ZIP, _OLE)):
        return say("It is a workbook: give it the ending .xlsx or .xls, or say format: excel.")
    if kind is not Format.PARQUET and head.startswith(_PARQUET):
        return say("It is a Parquet file: give it the ending .parquet, or say format: parquet.")
    if kind is not Format.EXCEL and head.startswith(_PDF):
        return say("It is a PDF; ask for the table that it was made from.")
    if kind is Format.EXCEL and not head.startswith((_ZIP, _OLE)):
        if start.startswith((b"<html", b"<!doctype html", b"<table", b"<meta", b"<style", b"<div")):
            return say("It is a web page with a table: open it in Excel and save it as .xlsx.")
        if start.startswith(b"<"):
            return say("It is XML, not a workbook: open it in Excel and save it as .xlsx.")
        return say("It is no workbook; where it is text, give it the ending .csv, or say format: csv.")
    if kind is Format.PARQUET and not head.startswith(_PARQUET):
        return say("It is no Parquet file; give it the ending of what it is, or say so with format.")
    return None


_READERS: Mapping[Format, Callable[[Path, Source], Iterator[Grid]]] = {
    Format.CSV: separated.grids,
    Format.EXCEL: workbooks.grids,
    Format.PARQUET: parquet.grids,
    Format.JSONL: json_lines.grids,
}
