"""Who there is: the bank, its regions and branches, and the managers with their ways."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from tools.demo.chance import Chance
from tools.demo.names import GIVEN, SURNAMES

BANK = "云汀市商业银行"


class Unit(NamedTuple):
    """A line of the table of units."""

    unit_id: str
    name: str
    parent_id: str
    leader_id: str


class Stint(NamedTuple):
    """A time in one unit; None is open on that side."""

    unit_id: str
    first: date | None = None
    last: date | None = None

    def covers(self, day: date) -> bool:
        """Whether it holds on that day."""
        return (self.first or date.min) <= day <= (self.last or date.max)


class Heritage(NamedTuple):
    """Whose customers somebody takes over, in which share of the business, from which month of the demo on."""

    giver: str
    share: float
    since: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A manager: deposits at the start in 万元, yearly growth, and non-performing loans at start and end."""

    manager_id: str
    name: str
    title: str
    grade: str
    stints: tuple[Stint, ...]
    deposits: float
    growth: float
    risk: tuple[float, float]
    trade: bool
    takes_over: Heritage | None = None

    def there(self, day: date) -> bool:
        """Whether the person is in the house on that day."""
        return any(stint.covers(day) for stint in self.stints)

    def unit(self, day: date) -> str:
        """The unit on that day, or the last one before."""
        return next((s.unit_id for s in self.stints if s.covers(day)), self.stints[-1].unit_id)

    @property
    def is_first(self) -> bool:
        """Whether it is the first person of the house, who works on new year's day so that data begin with the year."""
        return int(self.manager_id[1:]) == 1

    @property
    def begins(self) -> date | None:
        """The first day in the house, where it is within memory."""
        return self.stints[0].first


class House(NamedTuple):
    """All units and persons."""

    units: tuple[Unit, ...]
    people: tuple[Person, ...]

    def person(self, manager_id: str) -> Person:
        """The person of that id."""
        return next(person for person in self.people if person.manager_id == manager_id)

    def unit_name(self, unit_id: str) -> str:
        """The name of that unit."""
        return next(unit.name for unit in self.units if unit.unit_id == unit_id)

    def below(self, unit_id: str) -> set[str]:
        """The unit and all below it."""
        found = {unit_id}
        for unit in self.units:
            if unit.parent_id in found:
                found.add(unit.unit_id)
        return found


_HQ = Unit("hq", BANK + "公司业务部", "", "")
_DEMO_UNITS = (
    _HQ,
    Unit("east", "东部片区", "hq", ""),
    Unit("b01", "望江支行", "east", "m001"),
    Unit("b02", "汀东支行", "east", "m005"),
    Unit("b03", "高新支行", "east", "m009"),
    Unit("west", "西部片区", "hq", ""),
    Unit("b04", "古城支行", "west", "m013"),
    Unit("b05", "临港支行", "west", "m017"),
    Unit("b06", "云麓支行", "west", "m021"),
)
_SENIOR, _PLAIN, _ASSISTANT = "高级客户经理", "客户经理", "助理客户经理"
# Number, name, title, grade, deposits at the start, yearly growth, NPL at start and end, foreign trade.
_DEMO_PEOPLE = (
    (1, "林知夏", _SENIOR, "高级", 36500, 0.13, (0.009, 0.008), True),
    (2, "周正阳", _PLAIN, "中级", 24800, 0.07, (0.012, 0.013), True),
    (3, "龚䶮", _PLAIN, "中级", 21600, 0.16, (0.010, 0.011), False),
    (4, "许曼", _PLAIN, "初级", 12400, 0.11, (0.014, 0.012), True),
    (5, "郑宇航", _SENIOR, "高级", 32800, 0.09, (0.011, 0.012), True),
    (6, "唐喆", _PLAIN, "中级", 22300, 0.12, (0.013, 0.012), True),
    (7, "苏婉清", _PLAIN, "中级", 19700, 0.19, (0.008, 0.007), False),
    (8, "马建国", _SENIOR, "高级", 17900, 0.02, (0.017, 0.018), False),
    (9, "欧阳明远", _SENIOR, "特级", 45200, 0.46, (0.006, 0.004), True),
    (10, "顾一鸣", _PLAIN, "高级", 28900, 0.38, (0.007, 0.006), True),
    (11, "何𬍛", _PLAIN, "中级", 20500, 0.24, (0.009, 0.007), True),
    (12, "陆书瑶", _PLAIN, "中级", 17300, 0.33, (0.005, 0.006), False),
    (13, "杨㛃", _SENIOR, "高级", 27600, -0.03, (0.021, 0.038), False),
    (14, "韩冰", _PLAIN, "中级", 18200, -0.07, (0.022, 0.041), True),
    (15, "田志刚", _PLAIN, "初级", 14900, -0.10, (0.019, 0.035), False),
    (16, "谢文博", _PLAIN, "初级", 11800, 0.03, (0.016, 0.022), False),
    (17, "邓堃", _SENIOR, "高级", 30400, 0.15, (0.010, 0.010), True),
    (18, "沈一诺", _PLAIN, "中级", 23100, 0.17, (0.011, 0.009), True),
    (19, "曹龑", _PLAIN, "中级", 21900, 0.08, (0.013, 0.015), True),
    (20, "罗海燕", _PLAIN, "初级", 13600, 0.14, (0.010, 0.012), True),
    (21, "宋𠅤", _SENIOR, "高级", 19800, 0.18, (0.012, 0.011), False),
    (22, "潘晓峰", _PLAIN, "初级", 10900, 0.10, (0.014, 0.016), False),
    (23, "钱立群", _PLAIN, "中级", 15200, 0.22, (0.009, 0.009), True),
    (24, "范雨桐", _ASSISTANT, "见习", 3600, 0.90, (0.002, 0.004), False),
)
_RETIRED, _MOVED, _JOINED = date(2025, 3, 31), date(2025, 4, 1), date(2025, 2, 17)
_STINTS = {
    8: (Stint("b02", None, _RETIRED),),
    11: (Stint("b03", None, date(2025, 3, 31)), Stint("b05", _MOVED)),
    24: (Stint("b06", _JOINED),),
}
_HANDED_OVER_IN = 15
_SUCCESSORS = {6: Heritage("m008", 0.6, _HANDED_OVER_IN), 7: Heritage("m008", 0.4, _HANDED_OVER_IN)}


def demo_house() -> House:
    """The bank of the demo: one person moved, one joined and one retired in the first half of 2025."""
    people = tuple(
        Person(
            manager_id=f"m{number:03d}",
            name=name,
            title=title,
            grade=grade,
            stints=_STINTS.get(number, (Stint(f"b{(number + 3) // 4:02d}"),)),
            deposits=deposits,
            growth=growth,
            risk=risk,
            trade=trade,
            takes_over=_SUCCESSORS.get(number),
        )
        for number, name, title, grade, deposits, growth, risk, trade in _DEMO_PEOPLE
    )
    return House(_DEMO_UNITS, people)


def synthetic_house(managers: int, seed: int) -> House:
    """A bank of any size, for measuring: about ten managers a branch, six branches a region."""
    branches = max(1, round(managers / 10))
    regions = max(1, -(-branches // 6))
    units = [_HQ, *(Unit(f"r{n:02d}", f"第{n}片区", "hq", "") for n in range(1, regions + 1))]
    units += [Unit(f"b{n:03d}", f"第{n}支行", f"r{(n - 1) // 6 + 1:02d}", "") for n in range(1, branches + 1)]
    people = (_anyone(n, f"b{(n - 1) * branches // managers + 1:03d}", seed) for n in range(1, managers + 1))
    return House(tuple(units), tuple(people))


def _anyone(number: int, unit_id: str, seed: int) -> Person:
    chance = Chance(seed, "person", number)
    risk = chance.between(0.004, 0.02)
    return Person(
        manager_id=f"m{number:04d}",
        name=chance.one_of(SURNAMES) + chance.one_of(GIVEN),
        title=chance.one_of((_SENIOR, _PLAIN, _PLAIN, _ASSISTANT)),
        grade=chance.one_of(("高级", "中级", "中级", "初级")),
        stints=(Stint(unit_id),),
        deposits=chance.between(9000, 42000),
        growth=chance.between(-0.1, 0.4),
        risk=(risk, risk * chance.between(0.7, 1.6)),
        trade=chance.happens(0.6),
    )
