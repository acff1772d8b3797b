"""The sheet of an archive's test on paper: what was tested, what was found, each item of DA/T 70-2018."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import tallybook
from tallybook import archive, book
from tallybook.archive import HEADS, STANDINGS, Finding, Item, Standing, Verified
from tallybook.book import Grid, Named, Slip, Verdict
from tallybook.pipeline.papers import MOST, SHEET, moment, short
from tallybook.wording import Wording

_MOST_FINDINGS = 30
# In points; together as wide as the paper has room.
_ITEMS, _DAMAGES = (60.0, 140.0, 55.0, 226.0), (231.0, 250.0)
_STATUSES = {Standing.MET: "good", Standing.NOT_MET: "bad", Standing.NOT_YET: "watch"}


def print_sheet(found: Verified, folder: Path, when: datetime, target: Path, wording: Wording) -> None:
    """Put what a verification of the archive in `folder` has found into a PDF/A file."""
    damaged = len(found.findings)
    slip = Slip(
        title=wording.text("Test of the archive"),
        under=wording.text("Authenticity, integrity, usability and security, after DA/T 70-2018"),
        organisation=" · ".join(dict.fromkeys(short(one.organisation) for one in found.books)),
        language=wording.language,
        made=when,
        lead=wording.text("Damaged places in {folder}: {count}.", count=damaged, folder=folder)
        if damaged
        else wording.text("All good: everything is what was sealed."),
        status="bad" if damaged else "good",
        parts=tuple(_parts(found, folder, when, wording)),
        signatures=(wording.text("Tested by"), wording.text("Checked by"), wording.text("Date")),
        foot=wording.text("Tested with Tallybook {version}", version=tallybook.__version__),
        sheet=wording.message(SHEET),
    )
    book.print_slip(slip, target)


def _parts(found: Verified, folder: Path, when: datetime, wording: Wording) -> Iterator[Named | Grid]:
    yield Named(heading=wording.text("What was tested"), rows=tuple(_looked_at(found, folder, when, wording)))
    yield Named(
        heading=wording.text("Digests"),
        rows=(
            (
                wording.text("Head of the log: SHA-256 of line {number}", number=len(found.entries)),
                found.head,
            ),
        ),
        typed=True,
    )
    if found.findings:
        yield _damages(found.findings, wording)
    yield Grid(
        heading=wording.text("The items of DA/T 70-2018, as Tallybook reads them; no certification"),
        widths=_ITEMS,
        heads=tuple(wording.message(head) for head in HEADS),
        rows=tuple(_row(item, wording) for item in archive.sheet(found)),
    )


def _looked_at(found: Verified, folder: Path, when: datetime, wording: Wording) -> Iterator[tuple[str, str]]:
    yield wording.text("Archive"), short(str(folder))
    more = len(found.objects) - MOST
    names = (*found.objects[:MOST], *((wording.text("and {count} more", count=more),) if more > 0 else ()))
    yield wording.text("Objects"), wording.text(", ").join(names)
    yield (
        wording.text("Content"),
        wording.text(
            "{versions} versions, {files} files, {bytes} bytes",
            versions=found.versions,
            files=found.files,
            bytes=f"{found.bytes:,}",
        ),
    )
    yield wording.text("Tested at"), moment(when, wording)


def _damages(findings: tuple[Finding, ...], wording: Wording) -> Grid:
    rows = [(short(_place(one, wording)), wording.message(one.words)) for one in findings[:_MOST_FINDINGS]]
    if (more := len(findings) - _MOST_FINDINGS) > 0:
        rows.append((wording.text("and {count} more", count=more), ""))
    heads = (wording.text("Where"), wording.text("Damage"))
    return Grid(heading=wording.text("Damages"), widths=_DAMAGES, heads=heads, rows=tuple(rows))


def _place(finding: Finding, wording: Wording) -> str:
    if finding.line is None:
        return finding.place
    return finding.place + wording.text(", ") + wording.text("line {row}", row=finding.line)


def _row(item: Item, wording: Wording) -> tuple[str | Verdict, ...]:
    word, mark = STANDINGS[item.standing]
    verdict = Verdict(status=_STATUSES.get(item.standing, "none"), mark=mark, word=wording.message(word))
    said = [wording.message(one) for one in (item.property, item.asked, item.answer)]
    return said[0], said[1], verdict, said[2]
