"""Values of other programs as text cells."""

import datetime as dt
import uuid
from decimal import Decimal

from tallybook.errors import say
from tallybook.sources.unfit import Unfit


def written(value: object, column: str) -> str:
    """A value as text: numbers with all their digits, dates as ISO 8601, a time of day only where there is one.

    Raises Unfit for what is no single value.
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, dt.datetime):
        whole = value.time() == dt.time.min and value.tzinfo is None
        return value.date().isoformat() if whole else value.isoformat(" ")
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, bool | int | float | Decimal | uuid.UUID):
        return str(value)
    raise Unfit(
        "nested-value",
        say("The value of {column} is a list or an object.", column=column),
        say("A cell holds one text or number: export it flat."),
    )
