"""How putting pages on paper went, apart from the documents themselves."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Unprinted:
    """A document that could not be made: on which page it failed, where that is known, and why."""

    page: str | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Unformed:
    """A kind of thing that paper has no form for: on which page it stands; its words are there as plain ones."""

    page: str
    node: str
