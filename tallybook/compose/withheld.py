"""Pages that are published without being approved say so, and nothing else."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tallybook.compose.escapes import escape
from tallybook.domain.pages import Page
from tallybook.errors import say
from tallybook.wording import Wording

_NOT_YET = say("This page is not approved yet. It is published when it is.")
_SO_FAR = say("These pages are approved so far; the others are published when they are.")
_COVER = "index"


def approved_only(pages: Sequence[Page], wording: Wording) -> Iterator[Page]:
    """The pages, each that carries a mark emptied; the cover then leads to those that are approved."""
    final = [page for page in pages if not page.mark]
    for page in pages:
        if not page.mark:
            yield page
            continue
        is_cover = page.slug == _COVER
        links = [f"- [{escape(one.label)}]({one.slug}.md)" for one in final] if is_cover else []
        told = wording.message(_SO_FAR if is_cover else _NOT_YET)
        lines = [f"# {escape(page.title)}", "", escape(told), "", *links, ""]
        yield replace(page, text="\n".join(lines), figures=())
