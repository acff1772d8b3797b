"""Settings of editions: books for one audience, each made of that audience's own slices alone."""

import re
from typing import Annotated, Literal

from pydantic import Field, field_validator
from pydantic_core import PydanticCustomError

from tallybook.domain.subjects import safe
from tallybook.settings.part import Part

# What names a folder on any file system, and in any address; some names are Windows's own.
_DEVICE = r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])"
_NAME = re.compile(rf"(?!{_DEVICE}\Z)(?=.{{1,40}}\Z)[a-z0-9]+(?:[-_][a-z0-9]+)*")

Masked = Literal[
    "managers.name",
    "customers.name",
    "customers.contact",
    "customers.phone",
    "visits.handler",
    "problems.owner",
    "commitments.owner",
]
LeftOut = Literal[
    "managers.title",
    "managers.grade",
    "customers",
    "customers.tier",
    "customers.contact",
    "customers.phone",
    "customers.gained_on",
    "customers.lost_on",
    "visits",
    "visits.purpose",
    "visits.need",
    "visits.opinion",
    "visits.handler",
    "visits.due",
    "visits.closed_on",
    "problems",
    "problems.cause",
    "problems.owner",
    "problems.due",
    "problems.closed_on",
    "commitments",
    "commitments.owner",
    "commitments.due",
    "commitments.reason",
    "notes",
    "notes.achievements",
    "notes.problems",
    "notes.next_steps",
    "notes.success_case",
    "notes.failure_case",
    "notes.promises",
    "notes.opinions",
]


class Edition(Part):
    """A book for one audience: a unit with everyone below it, or one person."""

    name: str
    """What it is called on the command line and in folders: small letters, digits and hyphens."""
    audience: Annotated[str, Field(min_length=1)]
    """The id of the unit or person that it is for; `unit-ID` or `manager-ID` where both have the same id."""
    mask: tuple[Masked, ...] = ()
    """Columns that are masked, in the columns and in all texts: names become 张**, phone numbers 138****5678."""
    leave_out: tuple[LeftOut, ...] = ()
    """Tables, columns and parts of notes that are left out, and with them their sections."""
    leave_out_kpis: tuple[str, ...] = ()
    """The kpi_ids that are left out, with the ratios made of them and the promises that they measure."""
    compared_from: Annotated[int, Field(ge=1)] = 3
    """From how many on people are compared with each other; fewer are neither ranked nor drawn side by side."""

    @classmethod
    def of(cls, id_: str) -> "Edition":
        """The edition of an id for which none is declared; nothing is masked in it."""
        name = safe(id_)
        # Two hyphens at an end stand in no other name.
        return cls.model_construct(name=f"{name}--" if re.fullmatch(_DEVICE, name) else name, audience=id_)

    @property
    def hides(self) -> bool:
        """Whether anything is masked or left out that its audience's slices hold."""
        return bool(self.mask or self.leave_out or self.leave_out_kpis)

    @field_validator("name")
    @classmethod
    def _names_a_folder(cls, name: str) -> str:
        if _NAME.fullmatch(name) is None:
            raise PydanticCustomError("edition_name", "the name of an edition names a folder")
        return name
