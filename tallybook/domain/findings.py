"""Findings: the sentences that the data themselves say, each by a rule that has a name and a weight."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from tallybook.errors import Message, say


class Rule(StrEnum):
    """By what a finding was made; settings call rules by these names."""

    NO_DATA = "no_data"
    NO_RATE = "no_rate"
    OF_PLAN = "of_plan"
    IN_STEP = "in_step"
    BEHIND = "behind"
    AHEAD = "ahead"
    INCOMPLETE = "incomplete"
    UNRECONCILED = "unreconciled"
    SAME_AS_YEAR = "same_as_year"
    MORE_THAN_YEAR = "more_than_year"
    LESS_THAN_YEAR = "less_than_year"
    MORE_BY_RATE = "more_by_rate"
    LESS_BY_RATE = "less_by_rate"
    ON_TARGET = "on_target"
    ON_TARGET_RANGE = "on_target_range"
    MEMBERS_RANKED = "members_ranked"
    PROMISES = "promises"
    BEHIND_BY = "behind_by"
    AHEAD_BY = "ahead_by"
    LOST_BY = "lost_by"
    GAINED_BY = "gained_by"
    MONTHS_MISSED = "months_missed"
    MONTHS_REACHED = "months_reached"
    TURNED_WORSE = "turned_worse"
    TURNED_BETTER = "turned_better"
    CONCENTRATED = "concentrated"
    MORE_CONCENTRATED = "more_concentrated"
    LESS_CONCENTRATED = "less_concentrated"
    CUSTOMERS_LOST = "customers_lost"
    CUSTOMERS_GAINED = "customers_gained"
    KEY_UNVISITED = "key_unvisited"
    PROBLEMS_OVERDUE = "problems_overdue"
    OPINIONS_OVERDUE = "opinions_overdue"
    RANK_FELL = "rank_fell"
    RANK_ROSE = "rank_rose"
    OWN = "own"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A sentence with the rule that made it, and how much it weighs: 100 is the most.

    Where on the page it can be seen: at the fact of a KPI, or in a section. `size` is how great the effect is,
    as a fraction of what it is measured against; None where that cannot be told.
    """

    rule: Rule
    weight: Decimal
    sentence: Message
    kpi_id: str | None = None
    section: str | None = None
    size: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnFinding:
    """A finding by a rule of the workspace's own, as its notebook hands it over; plain text in the book's language."""

    text: str
    weight: Decimal
    kpi_id: str | None = None

    def __post_init__(self) -> None:
        if not self.text.strip() or not 0 <= self.weight <= 100:
            raise ValueError("a finding has a text, and a weight from 0 to 100")


SENTENCES: Mapping[Rule, Message] = {
    Rule.NO_DATA: say("{kpi}: no data for this period."),
    Rule.NO_RATE: say("{kpi}: {value}; {why}."),
    Rule.OF_PLAN: say("{kpi}: {value}, {attained} of plan."),
    Rule.IN_STEP: say("{kpi}: {value}, {attained} of plan, in step with the time that has passed."),
    Rule.BEHIND: say(
        "{kpi}: {value}, {attained} of plan, {points} points less than the time that has passed."
    ),
    Rule.AHEAD: say(
        "{kpi}: {value}, {attained} of plan, {points} points more than the time that has passed."
    ),
    Rule.INCOMPLETE: say("The data end on {day}, when {progress} of the period had passed."),
    Rule.UNRECONCILED: say("The members' figures do not add up to the unit's in {kpis}."),
    Rule.SAME_AS_YEAR: say("{kpi}: the same as a year ago."),
    Rule.MORE_THAN_YEAR: say("{kpi}: {change} more than a year ago."),
    Rule.LESS_THAN_YEAR: say("{kpi}: {change} less than a year ago."),
    Rule.MORE_BY_RATE: say("{kpi}: {change} or {rate} more than a year ago."),
    Rule.LESS_BY_RATE: say("{kpi}: {change} or {rate} less than a year ago."),
    Rule.ON_TARGET: say("KPIs on target: {good} of {count} with a plan."),
    Rule.ON_TARGET_RANGE: say(
        "KPIs on target: {good} of {count} with a plan; the highest attainment is that of {best} ({high}), the lowest that of {worst} ({low})."
    ),
    Rule.MEMBERS_RANKED: say(
        "Of {count} members, {first} leads with a score of {high}; {last} comes last with {low}."
    ),
    Rule.PROMISES: say("Last period's promises ({count}): {counts}."),
    Rule.BEHIND_BY: say("Most of what {kpi} lacks to its plan ({total}) comes from {parts}."),
    Rule.AHEAD_BY: say("Most of what {kpi} has beyond its plan ({total}) comes from {parts}."),
    Rule.LOST_BY: say("Most of what {kpi} lost on last year ({total}) comes from {parts}."),
    Rule.GAINED_BY: say("Most of what {kpi} gained on last year ({total}) comes from {parts}."),
    Rule.MONTHS_MISSED: say("{kpi} has missed its monthly plan {months} months in a row."),
    Rule.MONTHS_REACHED: say("{kpi} has reached its monthly plan {months} months in a row."),
    Rule.TURNED_WORSE: say(
        "Since {month} {kpi} has been worse than in the same months of last year, after {months} months in which it was better."
    ),
    Rule.TURNED_BETTER: say(
        "Since {month} {kpi} has been better than in the same months of last year, after {months} months in which it was worse."
    ),
    Rule.CONCENTRATED: say("The largest fifth of customers ({top} of {customers}) brings {share} of {kpi}."),
    Rule.MORE_CONCENTRATED: say(
        "The largest fifth of customers ({top} of {customers}) brings {share} of {kpi}; last year it brought {before}."
    ),
    Rule.LESS_CONCENTRATED: say(
        "The largest fifth of customers ({top} of {customers}) brings {share} of {kpi}, no longer {before} as last year."
    ),
    Rule.CUSTOMERS_LOST: say("Customers lost: {lost} ({names}); gained: {gained}."),
    Rule.CUSTOMERS_GAINED: say("Customers gained: {gained} ({names}); lost: {lost}."),
    Rule.KEY_UNVISITED: say("{count} of {all} key customers were not visited: {names}."),
    Rule.PROBLEMS_OVERDUE: say("Problems not dealt with by their date: {count}, the oldest due on {day}."),
    Rule.OPINIONS_OVERDUE: say(
        "What customers said and nobody dealt with by the date set: {count}, the oldest due on {day}."
    ),
    Rule.RANK_FELL: say("By {kpi} the rank among {peers} fell from {before} to {rank}."),
    Rule.RANK_ROSE: say("By {kpi} the rank among {peers} rose from {before} to {rank}."),
    Rule.OWN: say("{text}"),
}

_LEADING = (Rule.NO_DATA, Rule.NO_RATE, Rule.OF_PLAN, Rule.IN_STEP, Rule.BEHIND, Rule.AHEAD)
WEIGHTS: Mapping[Rule, Decimal] = {
    **dict.fromkeys(_LEADING, Decimal(100)),
    Rule.INCOMPLETE: Decimal(98),
    Rule.UNRECONCILED: Decimal(96),
    Rule.KEY_UNVISITED: Decimal(80),
    Rule.BEHIND_BY: Decimal(78),
    Rule.LOST_BY: Decimal(76),
    Rule.TURNED_WORSE: Decimal(74),
    Rule.MONTHS_MISSED: Decimal(72),
    Rule.LESS_BY_RATE: Decimal(70),
    Rule.MORE_BY_RATE: Decimal(70),
    Rule.LESS_THAN_YEAR: Decimal(70),
    Rule.MORE_THAN_YEAR: Decimal(70),
    Rule.SAME_AS_YEAR: Decimal(70),
    Rule.RANK_FELL: Decimal(66),
    Rule.CUSTOMERS_LOST: Decimal(64),
    Rule.MORE_CONCENTRATED: Decimal(62),
    Rule.ON_TARGET: Decimal(60),
    Rule.ON_TARGET_RANGE: Decimal(60),
    Rule.PROMISES: Decimal(58),
    Rule.PROBLEMS_OVERDUE: Decimal(56),
    Rule.AHEAD_BY: Decimal(54),
    Rule.GAINED_BY: Decimal(54),
    Rule.TURNED_BETTER: Decimal(52),
    Rule.RANK_ROSE: Decimal(50),
    Rule.OPINIONS_OVERDUE: Decimal(49),
    Rule.MEMBERS_RANKED: Decimal(48),
    Rule.CONCENTRATED: Decimal(46),
    Rule.LESS_CONCENTRATED: Decimal(44),
    Rule.CUSTOMERS_GAINED: Decimal(42),
    Rule.MONTHS_REACHED: Decimal(40),
}
