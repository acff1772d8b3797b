"""Charts: thin drawings in the notation of ISO 24896:2026 and IBCS; values in, a figure out.

Scenarios are told by fill (actual solid dark, previous year solid light, plan outlined), colour is kept for
judgement.

1. Each of `attainment`, `bridge`, `concentration`, `course`, `gap`, `history`, `ranking`, `spread` and `visits`
   draws one kind of chart, of what its `scene` knows: whom the page is about, when, in which language.
2. They share parts: `rows`; `columns` with their `months`, `variances` and `strips`; `marks`, `phrases`, `amounts`
   in few digits, an `axis`; and the look, which is in `style`.
3. Everything is put on a `sheet` as `ink`, texts as `lettering` has them; `svg` writes it small, with `numerals` no
   reader could tell from longer ones and the `outlines` of the letters.
"""

from tallybook.charts.attainment import attainment
from tallybook.charts.bridge import bridge
from tallybook.charts.concentration import concentration
from tallybook.charts.course import course
from tallybook.charts.gap import explains, gap
from tallybook.charts.history import history
from tallybook.charts.ranking import ranking
from tallybook.charts.rows import compares
from tallybook.charts.scene import Scene
from tallybook.charts.sheet import rehearse
from tallybook.charts.spread import spread
from tallybook.charts.visits import visits

__all__ = [
    "Scene",
    "attainment",
    "bridge",
    "compares",
    "concentration",
    "course",
    "explains",
    "gap",
    "history",
    "ranking",
    "rehearse",
    "spread",
    "visits",
]
