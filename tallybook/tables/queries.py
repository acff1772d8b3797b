"""Queries that ask for no more than a period needs."""

import re
from collections.abc import Iterable, Mapping
from datetime import date

from tallybook.settings import Source

# The days that a query may name, and what they are where no period is asked for: everything.
DAYS = {"history_start": date.min, "period_start": date.min, "period_end": date.max}


def asking(source: Source, days: Mapping[str, date]) -> Source:
    """The source with the days that its query names among its parameters; what is declared there comes first."""
    named = {name: days.get(name, DAYS[name]).isoformat() for name in _named(source)}
    return source.model_copy(update={"parameters": named | source.parameters}) if named else source


def name_days(sources: Iterable[Source]) -> bool:
    """Whether any of the sources asks for more where no period is named."""
    return any(source.only_needed or _named(source) for source in sources)


def _named(source: Source) -> list[str]:
    return [
        name
        for name in DAYS
        if name not in source.parameters and re.search(rf"[:$]{name}\b", source.query or "")
    ]
