"""Charts: thin drawings in the notation of ISO 24896:2026 and IBCS; values in, a figure out.

Scenarios are told by fill (actual solid dark, previous year solid light, plan outlined), colour is kept for
judgement. `style` holds what all charts share, `sheet` is what they are drawn on, `lettering` draws any text
as it is, and `svg` writes the drawing small, with the `outlines` of its letters. `rows`, `months`, `strips` and
`marks` are parts that several charts use; each of the others draws one kind of chart.
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
