"""The book in other media: whether Word and Excel can be written, what Word looks like, and management's workbooks."""

from collections.abc import Mapping

from tallybook import book, compose, workbooks
from tallybook.pipeline.values import Plan
from tallybook.sources import finding
from tallybook.workspace import Workspace


def check_media(workspace: Workspace, plan: Plan) -> None:
    """Raise an error of ours before anything is run where a medium that is asked for cannot be made."""
    if plan.word:
        book.check_word(word_look(workspace))
    if plan.excel:
        finding.check_installed("xlsxwriter", "excel")


def word_look(workspace: Workspace) -> book.WordLook:
    """What Word documents look like."""
    fonts = workspace.settings.word.model_dump(exclude={"reference"})
    return book.WordLook(**fonts, reference=workspace.word_reference)


def for_management(content: compose.BookContent) -> Mapping[str, bytes]:
    """The workbook of each unit as a file, by the name of its page."""
    return {page: workbooks.write(workbook) for page, workbook in compose.workbooks(content).items()}
