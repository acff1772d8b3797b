"""Pages: every summary, the cover, the board and the definitions, as MyST from the workspace's templates."""

from collections.abc import Mapping

from tallybook.compose import contexts
from tallybook.compose.contexts import BookContent, Context
from tallybook.compose.templating import Templates
from tallybook.domain.pages import Page
from tallybook.domain.subjects import SubjectKind
from tallybook.domain.summary import Summary
from tallybook.errors import say
from tallybook.wording import Wording

_COMMON = {"book", "organisation", "period", "through"}
_SUBJECT = _COMMON | {
    "cards", "concentration", "extra", "failure", "figures", "handed_in", "id", "kpis", "members", "name",
    "neighbours", "note", "overview", "path", "person", "problems", "promises", "reconciliation", "remarks",
    "score", "steps", "visit_count", "visits",
}  # fmt: skip
KNOWN: Mapping[str, set[str]] = {
    "manager": _SUBJECT,
    "unit": _SUBJECT,
    "index": _COMMON | {"cards", "overview", "people", "units"},
    "board": _COMMON | {"failed", "handed_in", "missing", "people", "rows", "tolerated"},
    "definitions": _COMMON | {"kpis"},
}


def check_templates(sources: Mapping[str, str], wording: Wording) -> None:
    """Raise PagesError where a template is missing, malformed, or names something unknown."""
    Templates(sources, wording).check(KNOWN)


def render(book: BookContent, sources: Mapping[str, str]) -> tuple[Page, ...]:
    """The book's pages, the cover first; raises PagesError with template and line."""
    templates = Templates(sources, book.wording)
    pages = [
        _page(templates, "index", contexts.index(book), book.wording.message(say("Cover"))),
        _page(templates, "board", contexts.board(book), book.wording.message(say("Board"))),
        _page(templates, "definitions", contexts.definitions(book), book.wording.message(say("Definitions"))),
    ]
    return (*pages, *(_subject(templates, book, summary) for summary in book.summaries))


def _page(templates: Templates, name: str, context: Context, label: str) -> Page:
    return Page(slug=name, title=label, label=label, text=templates.render(name, context))


def _subject(templates: Templates, book: BookContent, summary: Summary) -> Page:
    kind = "manager" if summary.subject.kind is SubjectKind.MANAGER else "unit"
    return Page(
        slug=summary.subject.slug,
        title=summary.subject.name,
        label=summary.subject.name,
        text=templates.render(kind, contexts.subject(book, summary)),
        parent=summary.path[-1].slug if summary.path else None,
        figures=summary.results.figures if summary.results else (),
        failed=summary.failure is not None,
    )
