"""Reviewing: what people did with a summary, what exactly they approved, and where it stands thereby."""

from dataclasses import dataclass
from enum import StrEnum

from tallybook.domain.facts import Fact
from tallybook.domain.subjects import Subject


class Action(StrEnum):
    """What a person does with a summary."""

    SUBMIT = "submit"
    RETURN = "return"
    APPROVE = "approve"
    PUBLISH = "publish"
    REOPEN = "reopen"


class ReviewState(StrEnum):
    """Where a summary stands; VOID is an approval of something that has changed since."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"
    PUBLISHED = "published"
    VOID = "void"

    @property
    def is_final(self) -> bool:
        """Whether somebody answers for what the page says, as it says it now."""
        return self in (ReviewState.APPROVED, ReviewState.PUBLISHED)


class Part(StrEnum):
    """What an approval is of, part by part."""

    NARRATIVE = "narrative"
    FACTS = "facts"
    FIGURES = "figures"
    ROWS = "rows"
    TEMPLATE = "template"


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """What a reviewer says about a section; `section` is empty where it is about the whole."""

    section: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing that was done: to which subject (its slug), by whom (a person's id) and when.

    `kept` is the SHA-256 of what was approved.
    """

    action: Action
    subject: str
    by: str
    time: str
    comments: tuple[Comment, ...] = ()
    kept: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of a table that a page shows; of a unit's page its digest stands for its columns."""

    table: str
    id: str
    columns: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """Exactly what an approval is of; figures and templates by their digests.

    Places among others are no part of it: they change with the others' figures. `rest` is the digest of
    everything else that the notebook handed over.
    """

    version: int = 1
    subject: Subject
    period: str
    narrative: tuple[tuple[str, str], ...]
    facts: tuple[Fact, ...]
    figures: tuple[tuple[str, str], ...]
    rows: tuple[Row, ...]
    templates: tuple[tuple[str, str], ...]
    rest: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One difference: in which part, of which item and field of it, from which text to which.

    Of a fact the item is the kpi_id, and values are plain decimals or the name of why there is none.
    """

    subject: Subject
    part: Part
    item: str
    field: str = ""
    old: str | None = None
    new: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """Where one subject's summary stands: since when and by whom, and what has changed since it was approved.

    `approvals` counts them; `comments` are those of the last return that nobody has answered by submitting.
    """

    subject: Subject
    state: ReviewState = ReviewState.DRAFT
    by: str = ""
    by_name: str = ""
    time: str = ""
    approvals: int = 0
    kept: str = ""
    comments: tuple[Comment, ...] = ()
    changes: tuple[Change, ...] = ()
