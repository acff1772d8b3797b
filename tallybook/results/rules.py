"""What a payload must be beyond its schema: about one subject and period, with figures that can be published."""

import re
from collections import Counter

from tallybook.domain.results import Figure, Results
from tallybook.errors import ResultsError, ResultsTooLargeError, say
from tallybook.results import svg

FIGURE_LIMIT = 3_000_000
_NAME = re.compile(r"(?=.{1,60}\Z)[a-z0-9]+(?:[-_][a-z0-9]+)*")


def check(results: Results) -> None:
    """Raise ResultsError for the first thing that makes results unfit for a page."""
    _check_facts(results)
    _check_once([fact.id for fact in (*results.facts, *results.members)])
    _check_once([course.kpi_id for course in results.courses])
    _check_once([figure.name for figure in results.figures])
    _check_once([name for name, _ in results.extra])
    for figure in results.figures:
        _check_figure(figure)


def _check_facts(results: Results) -> None:
    for fact in results.facts:
        if fact.subject != results.subject:
            raise ResultsError(
                say("Fact {fact} is not about {subject}.", fact=fact.id, subject=results.subject.name)
            )
    for fact in (*results.facts, *results.members):
        if fact.period != results.period:
            raise ResultsError(say("Fact {fact} is not of {period}.", fact=fact.id, period=results.period))


def _check_once(names: list[str]) -> None:
    for name, count in Counter(names).items():
        if count > 1:
            raise ResultsError(say("{name} is handed over {count} times.", name=name, count=count))


def _check_figure(figure: Figure) -> None:
    if not _NAME.fullmatch(figure.name):
        raise ResultsError(
            say(
                "{name} cannot be a figure's name. Use small letters, digits and single hyphens.",
                name=repr(figure.name),
            )
        )
    if not figure.alt.strip():
        raise ResultsError(say("Figure {name} has no alt text.", name=figure.name))
    if len(figure.svg.encode(errors="replace")) > FIGURE_LIMIT:
        raise ResultsTooLargeError(
            say(
                "Figure {name} has more than {limit} MB. Draw fewer points.",
                name=figure.name,
                limit=FIGURE_LIMIT // 1_000_000,
            )
        )
    if refused := svg.refused(figure.svg, figure=figure.name):
        raise ResultsError(refused)
