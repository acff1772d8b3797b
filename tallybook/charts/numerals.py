"""Numerals: numbers as SVG has them, with no more decimals than a reader can see."""

import re

_DECIMALS = re.compile(r"\d+\.\d{3,}")


def exact(number: float) -> str:
    """A number with up to six decimals, as matplotlib writes it."""
    return f"{number:f}".rstrip("0").rstrip(".")


def short(number: float) -> str:
    """A number to a hundredth."""
    return shortened(exact(number))


def shortened(text: str) -> str:
    """A text with all its numbers to a hundredth."""
    return _DECIMALS.sub(lambda found: _rounded(float(found[0])), text)


def _rounded(number: float) -> str:
    # Numbers below one are factors, of which every digit counts.
    return f"{number:.4f}".rstrip("0") if number < 1 else f"{number:.2f}"
