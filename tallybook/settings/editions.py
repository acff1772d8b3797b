"""Settings of editions: books for one audience, each made of that audience's own slices alone."""

import re
from typing import Annotated

from pydantic import Field, field_validator
from pydantic_core import PydanticCustomError

from tallybook.domain.subjects import safe
from tallybook.settings.part import Part

# What names a folder on any file system, and in any address.
_NAME = re.compile(r"(?=.{1,40}\Z)[a-z0-9]+(?:[-_][a-z0-9]+)*")


class Edition(Part):
    """A book for one audience: a unit with everyone below it, or one person."""

    name: str
    """What it is called on the command line and in folders: small letters, digits and hyphens."""
    audience: Annotated[str, Field(min_length=1)]
    """The id of the unit or person that it is for; `unit-ID` or `manager-ID` where both have the same id."""

    @classmethod
    def of(cls, id_: str) -> "Edition":
        """The edition of an id for which none is declared; nothing is masked in it."""
        return cls.model_construct(name=safe(id_), audience=id_)

    @field_validator("name")
    @classmethod
    def _names_a_folder(cls, name: str) -> str:
        if _NAME.fullmatch(name) is None:
            raise PydanticCustomError("edition_name", "the name of an edition names a folder")
        return name
