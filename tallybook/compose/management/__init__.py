"""Management's workbooks: of each unit who leads, every KPI of every member, gaps, promises and the number check.

The figures are those of the unit's page, rounded as they are there, as numbers that can be sorted and filtered.
`ranking`, `matrix`, `gaps`, `promised` and `checked` each make a sheet, `figures` and `looks` their cells, and
`listing` is what sheets of rows have in common.
"""

from collections.abc import Mapping

from tallybook.compose.content import BookContent
from tallybook.compose.management import checked, gaps, matrix, promised, ranking
from tallybook.domain.summary import Summary
from tallybook.workbooks import Workbook


def workbooks(book: BookContent) -> Mapping[str, Workbook]:
    """A workbook for each unit, by the name of its page, from the top down."""
    return {unit.subject.slug: _workbook(book, unit) for unit in book.units()}


def _workbook(book: BookContent, unit: Summary) -> Workbook:
    return Workbook(
        title=f"{unit.subject.name} · {book.wording.period(book.period)}",
        author=book.organisation,
        sheets=(
            ranking.sheet(book, unit),
            matrix.sheet(book, unit),
            gaps.sheet(book, unit),
            promised.promises(book, unit),
            promised.steps(book, unit),
            checked.sheet(book, unit),
        ),
    )
