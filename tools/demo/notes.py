"""Notes: what each manager writes about a half-year, quoting the own figures, mostly rightly."""

from collections.abc import Iterator
from typing import NamedTuple

from tools.demo import note_stock
from tools.demo.calendar import MONTHS
from tools.demo.chance import Chance
from tools.demo.deck import Deck
from tools.demo.house import Person
from tools.demo.kpis import BY_ID
from tools.demo.quoting import Mistake, Quoted, quoted
from tools.demo.world import World

# Who hands nothing in: one has retired, three are late.
_MISSING = ("m008", "m014", "m016", "m022")
_WROTE_BEFORE = ("m001", "m009", "m013", "m021", "m023")
_LAZY = "m015"
_PLACEHOLDERS = "m006"
_MISTAKES = {
    "m005": ("deposit_avg", Mistake.RATE),
    "m013": ("npl_ratio", Mistake.POINTS),
    "m019": ("loan_issued", Mistake.PERIOD),
    "m020": ("fee_income", Mistake.FIGURE),
}
_LEADS = ("deposit_avg", "loan_issued", "fee_income")
_OTHERS = ("deposit_end", "loan_end", "intl_settle", "npl_ratio", "new_customers", "visits", "deposit_each")
_STYLES = ("plain", "numbered", "bold", "bullets", "table", "plain", "numbered", "bold")
_AT_LEAST = 2
_GROUPS = {"规模": "规模方面", "效益": "效益方面", "质量": "质量方面", "客户": "客户方面"}


class Writer(NamedTuple):
    """One person's half-year, with the stock of sentences that all share."""

    person: Person
    period: str
    world: World
    decks: Deck
    chance: Chance
    style: str

    def words(self) -> dict[str, str]:
        """What fills the braces of sentences without figures; other customers each time."""
        last = [month for month in MONTHS if month.half == self.period][-1]
        served = sorted(self.world.clientele.at_end(self.person, last), key=lambda each: -each.weight)
        c1, c2 = self.chance.some_of(served[:7], 2)
        when, later = (
            ("今年上半年", "下半年") if self.period == "2025-H1" else ("2024年下半年", "2025年上半年")
        )
        return {"c1": c1.name, "c2": c2.name, "n": str(len(served)), "when": when, "later": later}

    def say(self, stock: tuple[str, ...]) -> str:
        """A sentence of the stock that others have not used lately."""
        return self.decks.deal(stock).format(**self.words())


def notes(world: World, seed: int) -> dict[str, str]:
    """The text of each note by its path in the data folder."""
    decks, found = Deck(Chance(seed, "decks")), {}
    for period in ("2025-H1", "2024-H2"):
        for place, person in enumerate(world.house.people):
            if _writes(person.manager_id, period):
                chance = Chance(seed, "note", period, person.manager_id)
                style = _STYLES[place % len(_STYLES)]
                writer = Writer(person, period, world, decks, chance, style)
                found[f"notes/{period}/{person.manager_id}.md"] = _text(writer)
    return found


def _writes(manager_id: str, period: str) -> bool:
    return manager_id in _WROTE_BEFORE if period == "2024-H2" else manager_id not in _MISSING


def _text(writer: Writer) -> str:
    if writer.person.manager_id == _LAZY:
        return "## 主要业绩\n\n各项工作正常开展，数据以系统为准。\n\n## 下一步工作\n\n继续努力，争取下半年赶上来。\n"
    figures = list(_quotes(writer))
    good = [each for each in figures if each.good]
    bad = [each for each in figures if not each.good]
    parts = [
        ("主要业绩", _achievements(writer, good)),
        ("存在问题", _problems(writer, bad)),
        ("下一步工作", _next_steps(writer)),
        *_cases(writer),
    ]
    return "\n".join(f"## {title}\n\n{text.strip()}\n" for title, text in parts)


def _quotes(writer: Writer) -> Iterator[Quoted]:
    """The figures the person speaks of: the leading ones, and some of the others."""
    wrong = _MISTAKES.get(writer.person.manager_id) if writer.period == "2025-H1" else None
    others = writer.chance.some_of(_OTHERS, writer.chance.whole(3, 4))
    chosen = [*_LEADS, *others]
    if wrong and wrong[0] not in chosen:
        chosen.append(wrong[0])
    bright = 0
    for place, kpi_id in enumerate([*chosen, *(each for each in _OTHERS if each not in chosen)]):
        mistake = wrong[1] if wrong and wrong[0] == kpi_id else None
        found = quoted(writer.world.figures, writer.person, kpi_id, writer.period, mistake=mistake)
        # Who has little to show looks further until there is something good to say.
        if found and (place < len(chosen) or (bright < _AT_LEAST and found.good)):
            bright += found.good
            yield found


def _achievements(writer: Writer, good: list[Quoted]) -> str:
    opening, evidence = writer.say(note_stock.OPENINGS), writer.say(note_stock.EVIDENCE)
    if writer.style == "table" and len(good) > 1:
        said = "".join(each.sentence for each in good)
        return f"{opening}\n\n{_table(good)}\n\n{said}{evidence}"
    said_of = [(each.kpi_id, _figure(writer, each, note_stock.ACHIEVED)) for each in good[:4]]
    if writer.style == "bold":
        return f"{opening}\n\n{_by_group([*said_of, ('', evidence)])}"
    return f"{opening}\n\n{_laid_out(writer, [*(line for _, line in said_of), evidence])}"


def _problems(writer: Writer, bad: list[Quoted]) -> str:
    first = sorted(bad, key=lambda each: not each.sentence)[:3]
    lines = [_figure(writer, each, note_stock.FELL_SHORT) for each in first]
    if writer.person.risk[1] > 0.03:
        lines.append(writer.say(note_stock.RISKS))
    while len(lines) < 2 or (len(lines) < 3 and writer.chance.happens(0.4)):
        lines.append(writer.say(note_stock.PROBLEMS))
    return _laid_out(writer, lines)


def _next_steps(writer: Writer) -> str:
    return f"{writer.say(note_stock.NEXT_WAYS)}{writer.say(note_stock.NEXT_ENDS)}"


def _cases(writer: Writer) -> Iterator[tuple[str, str]]:
    number = int(writer.person.manager_id[1:])
    if number % 3 == 1 or number % 5 == 2:
        yield "成功案例", writer.say(note_stock.SUCCESSES)
    if writer.person.manager_id == _PLACEHOLDERS:
        yield "失败案例", note_stock.PLACEHOLDERS.format()
    elif number % 4 == 1:
        yield "失败案例", writer.say(note_stock.FAILURES)


def _figure(writer: Writer, figure: Quoted, stock: dict[str, tuple[str, ...]]) -> str:
    return figure.sentence or writer.decks.deal(stock[figure.kpi_id]).format(**writer.words(), **figure.words)


def _laid_out(writer: Writer, lines: list[str]) -> str:
    match writer.style:
        case "numbered":
            return "\n".join(f"{number}. {line}" for number, line in enumerate(lines, 1))
        case "bullets":
            return "\n".join(f"- {line}" for line in lines)
        case _:
            return "".join(lines)


def _by_group(said_of: list[tuple[str, str]]) -> str:
    groups: dict[str, str] = {}
    for kpi_id, line in said_of:
        lead = _GROUPS[BY_ID[kpi_id].group] if kpi_id else "重点项目"
        groups[lead] = groups.get(lead, "") + line
    return "\n\n".join(f"**{lead}**：{text}" for lead, text in groups.items())


def _table(figures: list[Quoted]) -> str:
    head = "| 指标 | 实际 | 计划 | 完成率 |\n| --- | ---: | ---: | ---: |\n"
    rows = (f"| {BY_ID[f.kpi_id].name} | {f.words['a']} | {f.words['p']} | {f.words['t']} |" for f in figures)
    return head + "\n".join(rows)
