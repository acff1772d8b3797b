"""Pages: every summary, the cover, the board and the definitions, as MyST from the workspace's templates.

`render(book, sources) -> tuple[Page, ...]` and `check_templates(sources, wording)`; `sources` are the texts of
the templates by file name. Both raise PagesError with every mistake's template, line and what would be right.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from tallybook.compose import contexts, sample
from tallybook.compose.content import BookContent
from tallybook.compose.contexts import reviewed
from tallybook.compose.contexts.common import PAGES, Context
from tallybook.compose.escapes import visible
from tallybook.compose.templating import MistakesError, Open, Sample, Templates, merged
from tallybook.domain.pages import Page
from tallybook.domain.summary import Summary
from tallybook.errors import Fault, PagesError, say
from tallybook.wording import Wording

# The pages that a book has one of each, in their order.
_OTHERS: Mapping[str, Callable[[BookContent], Context]] = {
    "index": contexts.index,
    "board": contexts.board,
    "tally": contexts.sheet,
    "definitions": contexts.definitions,
}
WHOLE = tuple(_OTHERS)
_SAMPLES = (
    (sample.full, say("an example with everything")),
    (sample.bare, say("an example without data")),
)


def check_templates(sources: Mapping[str, str], wording: Wording) -> None:
    """Raise PagesError with everything that is wrong in the templates, found without any data."""
    found = Templates(sources, wording).check(samples(wording))
    if found:
        raise _refused(found)


def known(wording: Wording) -> Mapping[str, Mapping[str, Any]]:
    """What each page's template may name, with an example for each name."""
    return {page: merged(one.context for one in some) for page, some in samples(wording).items()}


def samples(wording: Wording) -> Mapping[str, Sequence[Sample]]:
    """Examples of what each page's template is given."""
    found: dict[str, list[Sample]] = defaultdict(list)
    for make, label in _SAMPLES:
        book = make(wording)
        for page, context in _contexts(book):
            found[page].append(Sample(label, _opened(context)))
    return found


def _contexts(book: BookContent) -> Iterator[tuple[str, Context]]:
    for name, made in _OTHERS.items():
        yield name, made(book)
    for summary in book.summaries:
        yield str(summary.subject.kind), contexts.subject(book, summary)


def _opened(context: Context) -> Context:
    """A sample in which a notebook may have named its figures and extra values as it likes."""
    figure = {"file": "example", "message": "example", "title": "example", "alt": "example"}
    open_ = {"figures": figure, "extra": 1}
    return context | {
        name: Open(context[name], example) for name, example in open_.items() if name in context
    }


def render(book: BookContent, sources: Mapping[str, str]) -> tuple[Page, ...]:
    """The book's pages, the cover first; raises PagesError with what is wrong on any of them."""
    templates = Templates(sources, book.wording)
    makers = (
        *(partial(_page, templates, book, name, made) for name, made in _OTHERS.items()),
        *(partial(_subject, templates, book, summary) for summary in book.summaries),
    )
    pages: list[Page] = []
    found: dict[tuple[str, int | None], Fault] = {}
    for make in makers:
        try:
            pages.append(make())
        except MistakesError as error:
            found |= {
                (fault.file, fault.row): fault
                for fault in error.faults
                if (fault.file, fault.row) not in found
            }
    if found:
        raise _refused(found.values())
    return tuple(pages)


def _page(templates: Templates, book: BookContent, name: str, made: Callable[[BookContent], Context]) -> Page:
    label = book.wording.message(PAGES[name])
    return Page(
        slug=name,
        title=label,
        label=label,
        text=templates.render(name, made(book), label),
        mark=reviewed.mark(book),
    )


def _subject(templates: Templates, book: BookContent, summary: Summary) -> Page:
    name = visible(summary.subject.name)
    return Page(
        slug=summary.subject.slug,
        title=name,
        label=name,
        text=templates.render(str(summary.subject.kind), contexts.subject(book, summary), name),
        parent=summary.path[-1].slug if summary.path else None,
        figures=summary.results.figures if summary.results else (),
        failed=summary.failure is not None,
        mark=reviewed.mark(book, summary.subject),
    )


def _refused(found: Collection[Fault]) -> PagesError:
    ordered = sorted(found, key=lambda fault: (fault.file, fault.row or 0))
    return PagesError(say("Mistakes in the templates: {count}.", count=len(ordered)), ordered)
