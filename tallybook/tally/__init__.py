"""Tally: the figures that people write, found, understood and held against facts and against each other.

`find(text, units)` gives every figure with its exact value. Values in, values out; no disk, clock or chance.
"""

from tallybook.tally.finding import find

__all__ = ["find"]
