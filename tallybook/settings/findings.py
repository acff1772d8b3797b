"""Settings of the findings: which sentences pages tell, from when on, how they weigh and how they are put."""

from decimal import Decimal
from string import Formatter
from typing import Annotated

from pydantic import Field, field_validator
from pydantic_core import PydanticCustomError

from tallybook.domain.findings import SENTENCES, Rule
from tallybook.settings.part import Part

Weight = Annotated[Decimal, Field(ge=0, le=100)]
Fraction = Annotated[Decimal, Field(ge=0, le=1)]


class Findings(Part):
    """Which sentences are drawn from the data, in which order and words."""

    most: Annotated[int, Field(ge=1, le=20)] = 5
    """How many sentences stand at the head of a page at the most."""
    weights: dict[Rule, Weight] = {}
    """Rule: how much its sentence weighs, from 0 to 100; the heaviest come first, and 0 leaves it out."""
    full_size: Annotated[Decimal, Field(gt=0, le=1)] = Decimal("0.3")
    """From which size on an effect counts in full; 0.3 is 30 % of plan, of last year, of all customers."""
    size_counts: Fraction = Decimal("0.5")
    """Which share of a weight goes by the size of the effect; 0 takes no heed of it."""
    sentences: dict[Rule, str] = {}
    """Rule: a sentence of the house's own, with the original's names in braces."""
    gap_from: Fraction = Decimal("0.05")
    """From which share of plan or last year on a difference is worth explaining."""
    explained_from: Fraction = Decimal("0.5")
    """Which share of a difference its three greatest causes must make to be named."""
    months: Annotated[int, Field(ge=2, le=12)] = 3
    """How many months in a row are worth telling."""
    concentrated_from: Fraction = Decimal("0.8")
    """From which share of the largest fifth of customers on their concentration is told."""
    concentration_moved: Fraction = Decimal("0.05")
    """By how much this share must have moved within a year to be told; 0.05 is five percentage points."""
    ranked_from: Annotated[int, Field(ge=1)] = 3
    """The fewest people of a unit that is ranked among others; smaller ones are left out, and the page says so."""
    rank_moved: Annotated[int, Field(ge=1)] = 3
    """By how many places a rank must have moved to be told."""
    key_tiers: tuple[str, ...] = ()
    """The tiers of customers who are to be visited in every period, as the table customers names them."""

    @field_validator("sentences")
    @classmethod
    def _names_are_known(cls, sentences: dict[Rule, str]) -> dict[Rule, str]:
        for rule, sentence in sentences.items():
            known = _names(SENTENCES[rule].template)
            try:
                unknown = _names(sentence) - known
            except ValueError:
                unknown = {"{"}
            if unknown:
                raise PydanticCustomError(
                    "unknown_names",
                    "the sentence of {rule} names {names}",
                    {
                        "rule": str(rule),
                        "names": ", ".join(sorted(unknown)),
                        "known": ", ".join(sorted(known)),
                    },
                )
        return sentences


def _names(template: str) -> set[str]:
    """The names in braces; anything more than a name in them counts as a name that nobody knows."""
    parts = [part for part in Formatter().parse(template) if part[1] is not None]
    return {f"{name}{'!' if conversion else ''}{':' if form else ''}" for _, name, form, conversion in parts}
