"""A workspace of hostile texts: every one in every free-text field of every table, in notes and in settings.

`write` makes it with the project's own templates and notebooks; what is read from it, cut, measured, drawn
and written is then the work of the real parts.
"""

import csv
import re
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from tallybook.compose.escapes import visible
from tallybook.sources.decoding import clean
from tallybook.tables.headings import split
from tests.hostile import NARRATIVES, PAYLOADS, armed
from tests.small import PERIOD, ROOT

BEFORE = "2024-H2"
# A manager's page lists twelve visits at the most.
PACKED = 12
PARTS = ("主要业绩", "存在问题", "下一步工作", "成功案例", "失败案例")
ENCODINGS = ("utf-8", "utf-8-sig")
_TOP = re.compile(r"^( {0,3})#{1,2}(?=\s|$)", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """The texts as they stand in the workspace's files, with the paths that they aim at in them."""

    values: tuple[str, ...]
    narratives: tuple[str, ...]
    swallowing: tuple[str, ...]

    def value(self, number: int) -> str:
        """The text with this number, counted round and round."""
        return self.values[number % len(self.values)]

    @property
    def pairs(self) -> tuple[str, ...]:
        """Names of two texts each, for what has a page of its own: one begins the name, the other ends it."""
        count = len(self.values)
        return tuple(f"{self.values[n]} ／ {self.value(n + 1)}" for n in range(0, count, 2))

    def parts(self, number: int) -> dict[str, str]:
        """The five narratives in the note of the manager with this number.

        Whatever would take in the headings after it comes last.
        """
        count, every = len(self.pairs), self.narratives
        found = {part: every[(number + place * count) % len(every)] for place, part in enumerate(PARTS[:-1])}
        return found | {PARTS[-1]: (self.swallowing + every)[number % (len(self.swallowing) + len(every))]}


def shown(text: str) -> str:
    """What a reader must find of a text from a table: composed, without outer white space, on one line."""
    return " ".join(visible(clean(text) or "").split())


def corpus(*, canary: Path, secret: Path) -> Corpus:
    """All texts, aimed at these two files."""

    def aimed(texts: Iterable[str]) -> list[str]:
        written = (armed(text, canary=str(canary), secret=str(secret)) for text in texts)
        return [text.encode("utf-8", "replace").decode() for text in written if clean(text)]

    values = aimed(PAYLOADS.values())
    # Headings of the first two levels are the note's own; a note with others is refused before it is built.
    told = [_TOP.sub(r"\1###", text) for text in (*aimed(NARRATIVES.values()), *values)]
    swallowing = tuple(text for text in told if _swallows(text))
    return Corpus(
        values=tuple(values),
        narratives=tuple(text for text in told if text not in swallowing),
        swallowing=swallowing,
    )


def note(parts: dict[str, str]) -> str:
    """A note as its author would save it."""
    return "\n\n".join(f"## {part}\n\n{text}" for part, text in parts.items()) + "\n"


def _swallows(text: str) -> bool:
    return split(note({PARTS[0]: text, PARTS[1]: "x"})).get("problems") != "x"


def write_people(folder: Path, corpus: Corpus) -> Path:
    """Texts as names of units, people and customers, in their work and notes, and in rows left out as faulty."""
    numbers, names = range(len(corpus.values)), tuple(enumerate(corpus.pairs))
    text = corpus.value
    tables: dict[str, list[Sequence[str]]] = {
        "units": [
            ("unit_id", "name", "parent_id"),
            ("bank", text(0), ""),
            *((f"u{n}", name, "bank") for n, name in names),
        ],
        "managers": [
            ("manager_id", "name", "unit_id", "title", "grade"),
            *((f"m{n}", name, f"u{n}", text(2 * n), text(2 * n + 1)) for n, name in names),
        ],
        "kpis": [
            ("kpi_id", "name", "unit", "aggregate", "weight"),
            ("loans", "贷款{{ 7*7 }}", "<b>万</b>", "sum", "100"),
        ],
        "actuals": [
            ("manager_id", "date", "kpi_id", "value", "customer_id"),
            *((f"m{n}", "2025-05-31", "loans", str(n + 1), "") for n, _ in names),
            *((f"m{n // PACKED}", "2025-06-30", "loans", str(n + 1), f"c{n}") for n in numbers),
        ],
        "targets": [
            ("manager_id", "period", "kpi_id", "value"),
            *((f"m{n}", PERIOD, "loans", "100") for n, _ in names),
        ],
        "customers": [
            ("customer_id", "name", "manager_id", "tier", "contact", "phone", "gained_on"),
            *(
                (f"c{n}", text(n), f"m{n // PACKED}", text(n), text(n), text(n), "2025-03-31")
                for n in numbers
            ),
        ],
        "visits": [
            ("visit_id", "date", "manager_id", "customer_id", "purpose", "need", "opinion", "handler"),
            *(_visit(f"v{n}", f"c{n}", n, corpus) for n in numbers),
            *(_visit(f"x{n}", text(n), n, corpus) for n in numbers),
        ],
        "problems": [
            ("problem_id", "manager_id", "raised_on", "text", "cause", "owner"),
            *((f"p{n}", f"m{n // PACKED}", "2025-02-28", text(n), text(n + 1), text(n + 2)) for n in numbers),
        ],
        "commitments": [
            ("commitment_id", "manager_id", "period", "text", "owner", "reason"),
            *(
                (f"{when}{n}", f"m{n // PACKED}", when, text(n), text(n + 1), text(n + 2))
                for when in (BEFORE, PERIOD)
                for n in numbers
            ),
        ],
    }
    for number, _ in names:
        path = folder / "data" / "notes" / PERIOD / f"m{number}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(note(corpus.parts(number)), encoding="utf-8", newline="")
    _write(folder, tables, language="zh", texts=corpus)
    _customise(folder / "notebooks")
    return folder


def write_kpis(folder: Path, corpus: Corpus) -> Path:
    """Texts as names, units of measure, groups and other names of KPIs."""
    numbers = range(len(corpus.values))
    text = corpus.value
    tables: dict[str, list[Sequence[str]]] = {
        "units": [("unit_id", "name", "parent_id"), ("bank", "Bank", "")],
        "managers": [
            ("manager_id", "name", "unit_id"),
            ("m1", "Ann", "bank"),
            ("m2", "Bob", "bank"),
        ],
        "kpis": [
            ("kpi_id", "name", "unit", "group", "aliases", "aggregate"),
            *((f"k{n}", text(n), text(n + 1), text(n + 2), text(n + 3), "sum") for n in numbers),
        ],
        "actuals": [
            ("manager_id", "date", "kpi_id", "value"),
            *((m, "2025-05-31", f"k{n}", str(n + 1)) for m in ("m1", "m2") for n in numbers),
        ],
    }
    return _write(folder, tables, language="en", texts=corpus)


def _visit(visit_id: str, customer_id: str, number: int, corpus: Corpus) -> Sequence[str]:
    said = (corpus.value(number + step) for step in range(4))
    return (visit_id, "2025-04-30", f"m{number // PACKED}", customer_id, *said)


def _write(folder: Path, tables: dict[str, list[Sequence[str]]], *, language: str, texts: Corpus) -> Path:
    (folder / "data").mkdir(parents=True, exist_ok=True)
    for number, (name, rows) in enumerate(tables.items()):
        path = folder / "data" / f"{name}.csv"
        with path.open("w", encoding=ENCODINGS[number % len(ENCODINGS)], newline="") as stream:
            csv.writer(stream).writerows(rows)
    settings = {
        "title": TITLE,
        "author": " ".join(map(shown, texts.values[:20])),
        "copyright": "{{ 7*7 }} <script>alert(1)</script>",
        "tallybook": {
            "organisation": ORGANISATION,
            "language": language,
            "tables": {name: {"file": f"data/{name}.csv"} for name in tables},
            "tolerate": [
                {"table": "visits", "kind": kind}
                for kind in ("unknown-reference", "wrong-id", "missing-value")
            ],
        },
    }
    (folder / "_config.yml").write_text(yaml.safe_dump(settings, allow_unicode=True), encoding="utf-8")
    for part in ("templates", "notebooks"):
        shutil.copytree(ROOT / part, folder / part)
    return folder


def _customise(notebooks: Path) -> None:
    """Let the notebooks draw where there is most to draw, and hand over texts of their own."""
    for name, cell in _CELLS.items():
        path = notebooks / f"{name}.ipynb"
        text = path.read_text(encoding="utf-8")
        for written, instead in cell:
            assert text.count(f'"{written}"') == 1
            text = text.replace(f'"{written}"', f'"{instead}"')
        path.write_text(text, encoding="utf-8")


_CELLS = {
    "manager": (
        (
            "figures = draw_manager(slice_, found)",
            "figures = draw_manager(slice_, found) if slice_.visits else ()",
        ),
        ("extra = {}", "extra = {one.visit_id: one.need for one in slice_.visits}"),
    ),
    "unit": (
        (
            "figures = draw_unit(slice_, found)",
            "figures = draw_unit(slice_, found) if len(slice_.members) > 1 else ()",
        ),
    ),
}


TITLE = "</title><script>alert(1)</script> {{ 7*7 }} {% raw %} `x` $y$ [z](javascript:alert(1)) &amp; *a*"
ORGANISATION = "\" onload='alert(1)' {{ env.docname }} <img src=x onerror=alert(1)> #{x} %s"
