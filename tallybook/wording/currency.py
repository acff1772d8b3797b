"""Units that are a currency's sign with or without a scale: £, £k, US$m, € million."""

import re
from typing import NamedTuple

_SCALES = ("", "k", "m", "bn")
_UNIT = re.compile(r"(?P<sign>US\$|HK\$|[$€£¥])(?P<scale>k|m|bn| (?:thousand|million|billion)|)")


class Currency(NamedTuple):
    """A sign, which stands before the number, and a scale, which stands behind it."""

    sign: str
    scale: str

    def times_thousand(self, times: int) -> str | None:
        """The unit that is so many times a thousand of this one; None where English has no letter for it."""
        place = _SCALES.index(self.scale) + times if self.scale in _SCALES else len(_SCALES)
        return self.sign + _SCALES[place] if place < len(_SCALES) else None


def currency(unit: str) -> Currency | None:
    """What a unit says of currency and scale; None of any other unit."""
    found = _UNIT.fullmatch(unit)
    return Currency(found["sign"], found["scale"]) if found else None
