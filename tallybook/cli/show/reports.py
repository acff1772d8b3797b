"""How a build ended."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from tallybook.cli.show.lines import enumerated, failed_line, plain_failed
from tallybook.errors import say
from tallybook.pipeline import Report, Stage
from tallybook.wording import Wording

UNSHOWN = 8
# A medium's first file where it is the only one, and where there are others beside it.
_PAPERS = {
    ".pdf": (
        say("As PDF: {path}"),
        say("As PDF: {path}, and beside it {count} files, one for each branch and each person."),
    ),
    ".docx": (
        say("In Word: {path}"),
        say("In Word: {path}, and beside it {count} files, one for each branch and each person."),
    ),
    ".xlsx": (
        say("For management in Excel: {path}"),
        say("For management in Excel: {path}, and beside it {count} files, one for each unit below."),
    ),
}


def report(found: Report, wording: Wording, *, excel: bool = False) -> Iterable[str]:
    """How a build ended, in a few lines; `excel` where workbooks were asked for."""
    yield wording.text(
        "The book is at {path}: {pages} pages, {chapters} chapters.",
        path=found.book,
        pages=found.pages,
        chapters=found.subjects - len(found.failed) - found.left_out,
    )
    yield from _on_paper(found, wording)
    if excel and not _papers(found, ".xlsx"):
        yield wording.text("No Excel file: workbooks are made for units, and this book is about one person.")
    if found.without_data:
        yield wording.text("▲ There are no data in this period: no figure of the book is known.")
    yield from warnings(found.warnings, wording)
    yield from _runs(found, wording)
    yield from _data(found, wording)
    yield from _failed(found, wording)
    yield from _unshown(found, wording)
    yield from _unformed(found, wording)


def _runs(found: Report, wording: Wording) -> Iterable[str]:
    """What was not run, or run again."""
    if found.left_out:
        yield wording.text(
            "This is a preview; the whole book was not touched. {count} chapters that it was not asked to run are missing from it.",
            count=found.left_out,
        )
    if found.unchanged:
        yield wording.text("Nothing has changed since it was built.")
    elif found.cached:
        yield wording.text("Chapters unchanged and not run again: {count}.", count=found.cached)
    if found.damaged:
        names = enumerated(found.damaged, wording)
        yield wording.text(
            "Chapters of which what was kept was damaged, and which were run again ({count}): {names}.",
            count=len(found.damaged),
            names=names,
        )


def _data(found: Report, wording: Wording) -> Iterable[str]:
    """What is to be known of the data and the notes."""
    if found.changed:
        yield wording.text(
            "The data are others than those of the book before: {tables}. `tallybook snapshot diff` shows them.",
            tables=wording.text("; ").join(
                f"{one.table} +{one.added} −{one.removed} ~{one.changed}" for one in found.changed
            ),
        )
    if found.tolerated:
        yield wording.text(
            "Faults in the data that were tolerated: {count}; the pages say where.", count=found.tolerated
        )
    if found.without_note:
        names = enumerated(found.without_note, wording)
        yield wording.text("No note yet from {count}: {names}.", count=len(found.without_note), names=names)
    if found.differing:
        yield wording.text(
            "Figures in notes that differ from the data: {count}; see the page of the number check, or run `tallybook tally {period}`.",
            count=found.differing,
            period=found.period,
        )


def _failed(found: Report, wording: Wording) -> Iterable[str]:
    if found.failed:
        yield wording.text(
            "Chapters missing because their notebooks failed: {count}", count=len(found.failed)
        )
    for failure in found.failed:
        yield "  " + failed_line(failure.job.subject, wording.failure(failure), wording)
        yield "  " + wording.text("Details are in {log}.", log=failure.log)


def _on_paper(found: Report, wording: Wording) -> Iterable[str]:
    for ending, (alone, first) in _PAPERS.items():
        if papers := _papers(found, ending):
            told = first if len(papers) > 1 else alone
            yield wording.text(told.template, path=papers[0], count=len(papers) - 1)


def _papers(found: Report, ending: str) -> list[Path]:
    """The book's papers of one form, that of the whole book first."""
    return [path for path in found.papers if path.suffix == ending]


def warnings(told: Sequence[str], wording: Wording) -> Iterable[str]:
    """What may well be a mistake in the data, and what to do about it."""
    for line in told:
        yield f"▲ {line}"
    if told:
        yield wording.text("They count in no figure. Change data_through where that is not meant.")


def _unshown(found: Report, wording: Wording) -> Iterable[str]:
    if found.unshown:
        yield wording.text(
            "The book's fonts have no sign for {count} characters; a reader sees them only where their own fonts "
            "do, and drawings show 〓:",
            count=len({one.character for one in found.unshown}),
        )
    for one in found.unshown[:UNSHOWN]:
        code = f"U+{ord(one.character):04X}"
        yield f"  {one.page}{wording.text(': ')}{one.character} ({code}) …{one.around}…"
    if (rest := len(found.unshown) - UNSHOWN) > 0:
        yield "  " + wording.text("And in more places: {count}.", count=rest)


def _unformed(found: Report, wording: Wording) -> Iterable[str]:
    if found.unformed:
        yield wording.text(
            "PDF and Word have no form for {count} kinds of things on pages and show their words alone:",
            count=len({one.node for one in found.unformed}),
        )
    for one in found.unformed[:UNSHOWN]:
        yield f"  {one.page}{wording.text(': ')}{one.node}"
    if (rest := len(found.unformed) - UNSHOWN) > 0:
        yield "  " + wording.text("And in more places: {count}.", count=rest)


def plain_report(found: Report, wording: Wording, seconds: Mapping[Stage, float]) -> dict[str, object]:
    """A build's end for machines; seconds by stage."""
    return {
        "period": found.period,
        "book": str(found.book),
        "pages": found.pages,
        "pdf": [str(path) for path in _papers(found, ".pdf")],
        "word": [str(path) for path in _papers(found, ".docx")],
        "excel": [str(path) for path in _papers(found, ".xlsx")],
        "subjects": found.subjects,
        "chapters": found.subjects - len(found.failed) - found.left_out,
        "cached": found.cached,
        "unchanged": found.unchanged,
        "damaged": list(found.damaged),
        "left_out": found.left_out,
        "without_data": found.without_data,
        "warnings": list(found.warnings),
        "snapshot": found.snapshot,
        "changed": [
            {"table": one.table, "added": one.added, "removed": one.removed, "changed": one.changed}
            for one in found.changed
        ],
        "tolerated": found.tolerated,
        "differing": found.differing,
        "without_note": list(found.without_note),
        "failed": [plain_failed(failure, wording) for failure in found.failed],
        "unshown": [
            {"page": one.page, "character": one.character, "around": one.around} for one in found.unshown
        ],
        "unformed": [{"page": one.page, "node": one.node} for one in found.unformed],
        "seconds": {str(stage): round(took, 3) for stage, took in seconds.items()},
    }
