"""What each person's business is month by month, as it came and as it was planned, before chance scatters it."""

from typing import NamedTuple

from tools.demo.calendar import MONTHS, Month
from tools.demo.chance import Chance
from tools.demo.house import House, Person

_SEASON = (0.985, 0.975, 1.0, 0.99, 0.99, 1.015, 0.99, 0.985, 1.01, 0.99, 0.995, 1.02)
_RUSH = (1.15, 0.75, 1.2, 0.95, 0.9, 1.2, 0.85, 0.85, 1.15, 0.85, 0.95, 1.2)
_QUARTER_END, _OTHER_END = 1.035, 1.006
_EXPECTED_GROWTH = {2024: 0.10, 2025: 0.12}
_LOANS_ISSUED_A_MONTH = 0.085
_FEES_A_MONTH = 0.00062
_ABROAD_A_MONTH = 0.004
_PLANNED_RISK = 0.013


class Level(NamedTuple):
    """One month's: balances in 万元, and what the month brings."""

    deposits: float
    deposits_at_end: float
    loans: float
    bad_loans: float
    issued: float
    fees: float
    abroad: float

    def plus(self, other: "Level", share: float) -> "Level":
        """This and a share of another's, which was taken over."""
        return Level(*(mine + share * taken for mine, taken in zip(self, other, strict=True)))


class Levels:
    """The months of everybody, what was taken over included."""

    def __init__(self, house: House, seed: int) -> None:
        self._house = house
        self._came = {person.manager_id: _as_it_came(person, seed) for person in house.people}
        self._planned = {person.manager_id: _as_planned(person, seed) for person in house.people}

    def came(self, person: Person, month: Month) -> Level:
        """As it came."""
        return self._with_taken_over(self._came, person, month)

    def planned(self, person: Person, month: Month) -> Level:
        """As it was planned."""
        return self._with_taken_over(self._planned, person, month)

    @staticmethod
    def _with_taken_over(levels: dict[str, list[Level]], person: Person, month: Month) -> Level:
        own = levels[person.manager_id][month.passed]
        heritage = person.takes_over
        if heritage is None or month.passed < heritage.since:
            return own
        return own.plus(levels[heritage.giver][month.passed], heritage.share)


def loans_at_start(person: Person, seed: int) -> float:
    """Loans at the start, in a person's own proportion to deposits."""
    return person.deposits * Chance(seed, "loans", person.manager_id).between(0.72, 1.08)


def _as_it_came(person: Person, seed: int) -> list[Level]:
    chance = Chance(seed, "levels", person.manager_id)
    loans, drift, result = loans_at_start(person, seed), 0.0, []
    lending, charging, trading = (chance.between(0.9, 1.1) for _ in range(3))
    for month in MONTHS:
        grown = 1 + person.growth * _years(person, month)
        drift = 0.7 * drift + chance.between(-0.016, 0.016)
        deposits = person.deposits * (grown + drift) * _SEASON[month.number - 1]
        lent = loans * (1 + 0.6 * person.growth * _years(person, month) + drift / 2)
        rush = _RUSH[month.number - 1] * chance.between(0.88, 1.12)
        result.append(
            Level(
                deposits=deposits,
                deposits_at_end=deposits * _end(month) * chance.between(0.99, 1.01),
                loans=lent,
                bad_loans=lent * _risk(person, month) * chance.between(0.95, 1.05),
                issued=lending * loans * _LOANS_ISSUED_A_MONTH * grown * rush,
                fees=charging * person.deposits * _FEES_A_MONTH * grown * rush * chance.between(0.9, 1.1),
                abroad=trading * person.deposits * _ABROAD_A_MONTH * grown * rush if person.trade else 0.0,
            )
        )
    return result


def _as_planned(person: Person, seed: int) -> list[Level]:
    loans, result = loans_at_start(person, seed), []
    for month in MONTHS:
        grown = _planned_growth(person, month)
        season, rush = _SEASON[month.number - 1], _RUSH[month.number - 1]
        lent = loans * (1 + 0.6 * (grown - 1))
        result.append(
            Level(
                deposits=person.deposits * grown * season,
                deposits_at_end=person.deposits * grown * season * _end(month),
                loans=lent,
                bad_loans=lent * _planned_risk(person),
                issued=loans * _LOANS_ISSUED_A_MONTH * grown * rush,
                fees=person.deposits * _FEES_A_MONTH * grown * rush,
                abroad=person.deposits * _ABROAD_A_MONTH * grown * rush if person.trade else 0.0,
            )
        )
    return result


def _planned_growth(person: Person, month: Month) -> float:
    """A plan starts half-way between what the year before brought and what had been expected of it."""
    expected = _EXPECTED_GROWTH[month.year]
    if person.begins:
        return 1 + 1.1 * _years(person, month)
    start = 1 + 0.5 * (person.growth + expected) * (month.year - 2024)
    return start * (1 + expected * month.number / 12)


def _planned_risk(person: Person) -> float:
    return max(_PLANNED_RISK, 0.85 * person.risk[0])


def _risk(person: Person, month: Month) -> float:
    """Loans are classified anew each quarter."""
    passed = (month.passed // 3) / 5
    return person.risk[0] + (person.risk[1] - person.risk[0]) * passed


def _years(person: Person, month: Month) -> float:
    joined = (person.begins.year - 2024) * 12 + person.begins.month - 1 if person.begins else 0
    return max(0, month.passed - joined + 0.5) / 12


def _end(month: Month) -> float:
    return _QUARTER_END if month.number % 3 == 0 else _OTHER_END
