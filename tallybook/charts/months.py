"""Months side by side: where each column stands, which of them belong to the period, and their names."""

from dataclasses import dataclass

from tallybook.charts.scene import Scene
from tallybook.charts.sheet import Sheet, Words
from tallybook.charts.style import ACCENT, BAND, INK, QUIET, SMALL, WIDTH, Look
from tallybook.domain.period import Period

# Where columns stand closer than this there is only room for a month's number.
_NARROW = 26.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Months:
    """Consecutive months from `left` to `right`; `unfinished` are those whose data end before they do."""

    scene: Scene
    slugs: tuple[str, ...]
    left: float
    right: float = WIDTH
    unfinished: frozenset[str] = frozenset()

    @property
    def pitch(self) -> float:
        """The distance of two columns; a few months do not spread over the whole width."""
        return min((self.right - self.left) / max(len(self.slugs), 1), 54.0)

    @property
    def end(self) -> float:
        """Where the last column ends."""
        return self.left + self.pitch * len(self.slugs)

    def middle(self, place: int) -> float:
        """The middle of a month's column."""
        return self.left + self.pitch * (place + 0.5)

    @property
    def current(self) -> tuple[int, ...]:
        """The places of the months that belong to the period."""
        within = {month.slug for month in self.scene.period.months}
        return tuple(place for place, slug in enumerate(self.slugs) if slug in within)

    def band(self, sheet: Sheet, top: float, bottom: float) -> None:
        """A pale ground behind the months of the period, with its name."""
        if not self.current or len(self.current) == len(self.slugs):
            return
        start, end = self.left + self.pitch * self.current[0], self.left + self.pitch * (self.current[-1] + 1)
        sheet.box((start, top), (end - start, bottom - top), Look(fill=BAND))
        words = Words(side="right", size=SMALL, color=ACCENT, room=end)
        sheet.text((end - 4, top + 9), self.scene.when, words)

    def names(self, sheet: Sheet, y: float) -> None:
        """The months' names under their columns, the years under the first and each January."""
        for place, slug in enumerate(self.slugs):
            ours = place in self.current
            words = Words(side="center", size=SMALL, color=INK if ours else QUIET, bold=ours)
            sheet.text((self.middle(place), y + 9), self._name(slug), words)
            if place == 0 or slug.endswith("-01"):
                sheet.text(
                    (self.middle(place), y + 22), slug[:4], Words(side="center", size=SMALL, color=QUIET)
                )

    def _name(self, slug: str) -> str:
        star = "*" if slug in self.unfinished else ""
        if self.pitch < _NARROW:
            return f"{Period.parse(slug).start.month}{star}"
        return self.scene.wording.month(slug) + star
