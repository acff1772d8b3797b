"""Pages: every summary, the cover, the board and the definitions, as MyST from the workspace's templates.

`render(book, sources) -> tuple[Page, ...]` and `check_templates(sources, wording)`; `sources` are the texts of
the templates by file name. Both raise PagesError with template, line and the nearest right name.
"""

from collections.abc import Mapping

from tallybook.compose import contexts
from tallybook.compose.content import BookContent
from tallybook.compose.contexts.common import PAGES, Context
from tallybook.compose.escapes import visible
from tallybook.compose.templating import Templates
from tallybook.domain.pages import Page
from tallybook.domain.subjects import SubjectKind
from tallybook.domain.summary import Summary
from tallybook.wording import Wording

_COMMON = frozenset({"book", "language", "organisation", "pages", "period", "through", "tolerated_count"})
_SUBJECT = _COMMON | {
    "audit", "cards", "concentration", "customers", "extra", "failure", "figures", "handed_in", "id", "kpis",
    "members", "message", "name", "neighbours", "note", "overview", "path", "person", "problem_counts", "problems",
    "problems_left", "promise_counts", "promises", "promises_left", "reconciliation", "remarks", "score", "steps",
    "steps_left", "visit_counts", "visits", "visits_left",
}  # fmt: skip
# What each page's template is given, known before anything is measured, so that a check needs no results.
KNOWN: Mapping[str, frozenset[str]] = {
    "manager": _SUBJECT,
    "unit": _SUBJECT,
    "index": _COMMON
    | {"cards", "failed_count", "handed_in", "lead", "lead_unit", "message", "overview", "people", "units"},
    "board": _COMMON | {"failed", "handed_in", "missing", "people", "rows", "tolerated", "unanswered"},
    "definitions": _COMMON | {"grouped", "kpis", "weighted"},
}


def check_templates(sources: Mapping[str, str], wording: Wording) -> None:
    """Raise PagesError where a template is missing, malformed, or names something unknown."""
    Templates(sources, wording).check(KNOWN)


def render(book: BookContent, sources: Mapping[str, str]) -> tuple[Page, ...]:
    """The book's pages, the cover first; raises PagesError with template and line."""
    templates = Templates(sources, book.wording)
    return (
        _page(templates, book, "index", contexts.index(book)),
        _page(templates, book, "board", contexts.board(book)),
        _page(templates, book, "definitions", contexts.definitions(book)),
        *(_subject(templates, book, summary) for summary in book.summaries),
    )


def _page(templates: Templates, book: BookContent, name: str, context: Context) -> Page:
    label = book.wording.message(PAGES[name])
    return Page(slug=name, title=label, label=label, text=templates.render(name, context))


def _subject(templates: Templates, book: BookContent, summary: Summary) -> Page:
    kind = "manager" if summary.subject.kind is SubjectKind.MANAGER else "unit"
    name = visible(summary.subject.name)
    return Page(
        slug=summary.subject.slug,
        title=name,
        label=name,
        text=templates.render(kind, contexts.subject(book, summary)),
        parent=summary.path[-1].slug if summary.path else None,
        figures=summary.results.figures if summary.results else (),
        failed=summary.failure is not None,
    )
