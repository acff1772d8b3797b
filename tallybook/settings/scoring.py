"""Settings of score cards: how results and conduct weigh, what counts of an attainment, and who gets which grade."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from tallybook.domain.period import Period
from tallybook.errors import UsageError
from tallybook.settings.part import Part

Points = Annotated[Decimal, Field(ge=0, le=100)]
_ALL = 100


class Weights(Part):
    """How many of the hundred points results and conduct can bring."""

    results: Points
    """The points for results."""
    conduct: Points
    """The points for conduct."""

    @model_validator(mode="after")
    def _a_hundred(self) -> "Weights":
        if self.results + self.conduct != _ALL:
            raise PydanticCustomError("no_hundred", "results and conduct do not add up to 100")
        return self


class Grade(Part):
    """A grade and the share of people that it is for."""

    name: Annotated[str, Field(min_length=1)]
    """What it is called."""
    share: Annotated[Decimal, Field(ge=0, le=1)]
    """The share of people that it is for; 0.1 is 10 %."""


class ScoreCards(Part):
    """Points for results and conduct, and grades with quotas."""

    normal: Weights = Weights(results=Decimal(75), conduct=Decimal(25))
    """The weights in a normal market."""
    abnormal: Weights = Weights(results=Decimal(50), conduct=Decimal(50))
    """The weights in an abnormal market."""
    abnormal_periods: tuple[str, ...] = ()
    """The periods in which the market is abnormal, such as `2025-H1`."""
    floor: Annotated[Decimal, Field(ge=0, le=1)] = Decimal("0.6")
    """The attainment below which a result brings no points."""
    cap: Annotated[Decimal, Field(ge=1, le=10)] = Decimal("1.2")
    """The attainment beyond which a result brings no more points."""
    grades: tuple[Grade, ...] = ()
    """The grades, the best first; their shares add up to 1."""
    quotas: Literal["largest_remainder", "at_most"] = "largest_remainder"
    """How shares become people: nearest to them, or no more than they allow, what is left going to the last grade."""
    ties: Literal["upper", "lower"] = "upper"
    """The grade of all who have equal points on both sides of a border between grades."""

    @field_validator("abnormal_periods")
    @classmethod
    def _are_periods(cls, periods: tuple[str, ...]) -> tuple[str, ...]:
        for period in periods:
            try:
                Period.parse(period)
            except UsageError as error:
                raise PydanticCustomError("no_period", "there is no such period") from error
        return periods

    @model_validator(mode="after")
    def _everybody_has_a_grade(self) -> "ScoreCards":
        names = [grade.name for grade in self.grades]
        if twice := sorted({name for name in names if names.count(name) > 1}):
            raise PydanticCustomError("grade_twice", "two grades are called {name}", {"name": twice[0]})
        if self.grades and sum(grade.share for grade in self.grades) != 1:
            raise PydanticCustomError("no_whole", "the shares of the grades do not add up to 1")
        return self
