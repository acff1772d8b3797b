"""Pages: finished MyST text with its place in the book."""

from dataclasses import dataclass

from tallybook.domain.results import Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page; `slug` is its file name's stem, `parent` the slug of the page above it, None at the top.

    `label` is the short name in the sidebar. Figures are written as `figures/SLUG--NAME.svg`.
    `failed` marks the page that stands where a chapter is missing. `mark` is the word that every medium shows
    across the page, such as draft; empty where somebody answers for it, or where no review is used.
    """

    slug: str
    title: str
    label: str
    text: str
    parent: str | None = None
    figures: tuple[Figure, ...] = ()
    failed: bool = False
    mark: str = ""
