"""Kinds: what a figure says of its KPI, from its measure and the words beside it."""

from dataclasses import dataclass

from tallybook.domain.tallying import FactKind, Measure
from tallybook.tally.lexicon import Tag

BASES = frozenset({Tag.YOY, Tag.LAST_YEAR, Tag.POP, Tag.LAST_TIME})
_NOUNS = frozenset({Tag.GROWTH, Tag.SHRINKAGE})
_LAST_YEAR = frozenset({Tag.YOY, Tag.LAST_YEAR})
_MOVED = frozenset({Tag.UP, Tag.DOWN}) | _NOUNS
_GAPS = frozenset({Tag.GAP, Tag.GAP_UP, Tag.GAP_DOWN})
_IGNORED = frozenset({Tag.FILL, Tag.UNKNOWN, Tag.PERIOD, Tag.YEAR, Tag.SCOPE})
_K = FactKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """The parts of the words before and behind a figure, what it is compared with, and what was said just before."""

    measure: Measure
    tags: tuple[Tag, ...]
    behind: tuple[Tag, ...]
    basis: Tag | None
    percent: bool
    of_it: bool
    signed: bool
    before: tuple[FactKind, ...]

    @property
    def all(self) -> frozenset[Tag]:
        """Every part beside the figure."""
        return frozenset((*self.tags, *self.behind))

    @property
    def last(self) -> Tag | None:
        """The part of the last word before the figure that means something."""
        return next((tag for tag in reversed(self.tags) if tag not in _IGNORED), None)

    @property
    def is_silent(self) -> bool:
        """Whether no word stands between this figure and the one before it."""
        return self.last is None


def kinds(said: Said) -> tuple[FactKind, ...]:
    """The kinds of fact that the figure may be; none where the words do not say."""
    match said.measure:
        case Measure.RANK:
            return (_K.RANK,)
        case Measure.AMOUNT:
            return _amount(said)
        case Measure.PERCENT:
            return _level(said) if said.percent else _percentage(said)
        case Measure.POINTS:
            return _points(said)
        case Measure.TIMES:
            return (_K.ATTAINMENT,) if Tag.PLAN in said.all else _rates(said.basis)


def direction(said: Said) -> int:
    """Up is 1, down is -1; 0 where the words do not say."""
    ways = {Tag.UP: 1, Tag.GAP_UP: 1, Tag.GROWTH: 1, Tag.DOWN: -1, Tag.GAP_DOWN: -1, Tag.SHRINKAGE: -1}
    found = [ways[tag] for tag in (*said.tags, *said.behind) if tag in ways]
    return found[-1] if found and len(set(found)) == 1 else (ways.get(said.last, 0) if said.last else 0)


def is_growth(said: Said) -> bool:
    """Whether a multiple is what was added, and not what it came to."""
    return bool(_MOVED & set(said.tags)) and said.last is not Tag.TO


def _moved(said: Said) -> bool:
    """Whether the figure is a change: words of change beside it, and no word that leads to where it came."""
    if said.last is Tag.FROM:
        return False
    if _NOUNS & set(said.tags) or _MOVED & set(said.behind):
        return True
    return bool(_MOVED & set(said.tags)) and said.last not in (Tag.TO, Tag.LEVEL)


def _amount(said: Said) -> tuple[FactKind, ...]:
    if Tag.FROM in said.tags and (Tag.TO in said.behind or said.last is Tag.FROM or said.last in BASES):
        return _before(said.basis)
    if BASES & set(said.behind) and _GAPS & set(said.behind):
        return _changes(said.basis)
    if planned := _planned(said):
        return planned
    if Tag.JOIN in said.tags and BASES & set(said.behind) and not _MOVED & said.all:
        return _before(said.basis)
    if _moved(said):
        return _changes(said.basis)
    if said.last in BASES or _tells_of_before(said):
        return _before(said.basis)
    if said.is_silent and said.before and said.before[0] in (_K.POP, _K.YOY):
        return tuple(
            {_K.POP: _K.CHANGE, _K.YOY: _K.YOY_CHANGE}[k] for k in said.before if k in (_K.POP, _K.YOY)
        )
    return (_K.ACTUAL,)


def _planned(said: Said) -> tuple[FactKind, ...]:
    """What is said of the plan in the KPI's own unit: the plan itself, or the distance to it."""
    meaning = [tag for tag in said.tags if tag not in _IGNORED]
    if meaning[-2:] == [Tag.PLAN, Tag.LEVEL] or (said.last is Tag.PLAN and said.of_it):
        return (_K.TARGET,)
    if said.behind[:1] == (Tag.PLAN,) and Tag.JOIN in said.tags:
        return (_K.TARGET,)
    if Tag.PLAN in said.all and (_MOVED | _GAPS) & said.all and said.last is not Tag.PLAN:
        return (_K.GAP,)
    if (
        said.last is Tag.PLAN
        and (_GAPS & set(said.tags))
        and said.tags.index(Tag.PLAN) > min(said.tags.index(tag) for tag in _GAPS & set(said.tags))
    ):
        return (_K.GAP,)
    if Tag.PLAN in said.tags:
        return (_K.ACTUAL, _K.TARGET) if Tag.DONE in said.tags else (_K.TARGET,)
    if _GAPS & set(said.tags) and not BASES & set(said.tags) and said.last is not Tag.TO:
        # 较年初增加 2120 万元，缺口 1770 万元: what was compared with before is not what is missing now.
        return (_K.GAP, *_changes(said.basis)) if said.basis else (_K.GAP,)
    if Tag.PLAN in said.behind:
        return (_K.GAP,) if _GAPS & said.all else (_K.ACTUAL,)
    return ()


def _tells_of_before(said: Said) -> bool:
    """去年同期存款日均为 X, "last year it was X": the other period is named, and nothing moved."""
    here = {*said.tags, *said.behind} & {Tag.LAST_YEAR, Tag.LAST_TIME}
    return bool(here) and Tag.TO not in said.tags and Tag.NOW not in said.tags


def _level(said: Said) -> tuple[FactKind, ...]:
    """A percentage of a KPI that is one."""
    if Tag.ATTAINED in said.all:
        return (_K.ATTAINMENT,)
    found = _amount(said)
    if Tag.SHARE in said.tags:
        return (_K.SHARE,)
    points = {_K.YOY_CHANGE: _K.YOY_POINTS}
    return tuple(points.get(kind, kind) for kind in found)


def _percentage(said: Said) -> tuple[FactKind, ...]:
    everything = said.all
    if Tag.SHARE in said.tags or Tag.SHARE in said.behind:
        return (_K.ATTAINMENT,) if Tag.PLAN in everything else (_K.SHARE,)
    if Tag.ATTAINED in said.tags:
        return (_K.ATTAINMENT,)
    if _GAPS & set(said.behind) and BASES & set(said.behind):
        return _rates(said.basis)
    if _GAPS & everything and (Tag.PLAN in everything or Tag.DONE in everything or not said.basis):
        return (_K.GAP_RATE,)
    if Tag.PLAN in everything:
        return (_K.GAP_RATE,) if _moved(said) else (_K.ATTAINMENT,)
    if _moved(said) or said.last in _LAST_YEAR or said.last is Tag.POP:
        return _rates(said.basis)
    if Tag.DONE in said.tags:
        return (_K.ATTAINMENT,)
    return _of_the_same(said)


def _of_the_same(said: Said) -> tuple[FactKind, ...]:
    """A percentage right behind a change is its rate: 增加 2857.07 箱，约 10.33%."""
    if not said.is_silent:
        return ()
    planned = _K.GAP_RATE if said.signed else _K.ATTAINMENT
    rates = {_K.YOY_CHANGE: _K.YOY, _K.CHANGE: _K.POP, _K.GAP: _K.GAP_RATE, _K.TARGET: planned}
    return tuple(rates[kind] for kind in said.before if kind in rates)


def _points(said: Said) -> tuple[FactKind, ...]:
    if Tag.PLAN in said.all or (_GAPS & set(said.tags) and not said.basis):
        return (_K.GAP,) if said.percent else (_K.GAP_RATE,)
    if not said.percent:
        return _rates(said.basis)
    if not (_MOVED | _GAPS | BASES | {Tag.FROM}) & said.all and not said.before:
        # 不良率 0.78 个百分点 is a level, loosely put.
        return ()
    return tuple({_K.YOY_CHANGE: _K.YOY_POINTS}.get(kind, kind) for kind in _changes(said.basis))


def _changes(basis: Tag | None) -> tuple[FactKind, ...]:
    return (_K.GAP,) if basis is Tag.PLAN else _by(basis, _K.YOY_CHANGE, _K.CHANGE)


def _rates(basis: Tag | None) -> tuple[FactKind, ...]:
    return (_K.GAP_RATE,) if basis is Tag.PLAN else _by(basis, _K.YOY, _K.POP)


def _before(basis: Tag | None) -> tuple[FactKind, ...]:
    return (_K.TARGET,) if basis is Tag.PLAN else _by(basis, _K.PRIOR_YEAR, _K.PRIOR)


def _by(basis: Tag | None, year: FactKind, before: FactKind) -> tuple[FactKind, ...]:
    if basis is None:
        return year, before
    return (year,) if basis in _LAST_YEAR else (before,)
