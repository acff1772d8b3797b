"""Tally: the figures that people write, found, understood and held against facts and against each other.

`find(text, units)` gives every figure with its exact value, `tally(text, Ledger.of(known))` each with its verdict;
`known(facts, kpis)` and `read(json, file)` make what is known.
Values in, values out; no disk, clock or chance. The steps: `finding` (with `excluded`, `numerals`, `quantities`,
`units`, `hedges`), `understanding` (with `lexicon`, `naming`, `kinds`, `periods`, `grids`), `judging` (with
`evidence`, `closeness`), `arithmetic` (with `moves`), `waivers`.
"""

from tallybook.tally.checking import Ledger, tally
from tallybook.tally.finding import MOST, find
from tallybook.tally.knowing import known
from tallybook.tally.written import NOBODY, read

__all__ = ["MOST", "NOBODY", "Ledger", "find", "known", "read", "tally"]
