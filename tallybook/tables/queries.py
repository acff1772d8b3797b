"""Queries that ask for no more than a period needs."""

import re
from collections.abc import Mapping
from datetime import date

from tallybook.settings import Source

# The days that a query may name, and what they are where no period is asked for: everything.
DAYS = {"history_start": date.min, "period_start": date.min, "period_end": date.max}


def asking(source: Source, days: Mapping[str, date]) -> Source:
    """The source with the days that its query names among its parameters; what is declared there comes first."""
    named = {
        name: days.get(name, otherwise).isoformat()
        for name, otherwise in DAYS.items()
        if re.search(rf"[:$]{name}\b", source.query or "")
    }
    return source.model_copy(update={"parameters": named | source.parameters}) if named else source
