"""What paper has no form for is told at the end of a build."""

from pathlib import Path

from tallybook.book import Unformed
from tallybook.cli import show
from tallybook.pipeline.values import Report
from tallybook.wording import Wording

FOUND = tuple(Unformed(page=f"manager-{number}", node="gauge") for number in range(30))
REPORT = Report(
    period="2025-H1",
    book=Path("index.html"),
    pages=1,
    subjects=0,
    cached=0,
    left_out=0,
    failed=(),
    without_note=(),
    tolerated=0,
    unformed=FOUND,
)


def test_pages_and_things_are_named_some_of_them() -> None:
    told = list(show.report(REPORT, Wording("zh")))
    start = next(place for place, line in enumerate(told) if "1 种内容" in line)
    assert told[start + 1] == "  manager-0：gauge"
    assert len(told) - start == show.UNSHOWN + 2
    assert str(len(FOUND) - show.UNSHOWN) in told[-1]


def test_machines_are_told_all() -> None:
    told = show.plain_report(REPORT, Wording("en"), {})
    assert told["unformed"] == [{"page": one.page, "node": "gauge"} for one in FOUND]
