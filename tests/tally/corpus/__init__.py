"""Sentences with every figure labelled, and the facts that they speak of."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from tallybook.domain.tallying import Agreement, FactKind, Known

FOLDER = Path(__file__).parent
_LABEL = re.compile(r"\{(?P<figure>[^{}|]+)\|(?:(?P<kpi>[^{}|]*)\.(?P<kind>\w+)\|)?(?P<mark>[=!?~])\}")
_MARKS = {
    "=": Agreement.AGREES,
    "!": Agreement.DIFFERS,
    "?": Agreement.UNSUPPORTED,
    "~": Agreement.WAIVED,
}


@dataclass(frozen=True, slots=True)
class Label:
    """One figure as a person understands and judges it; no `kpi` where no fact is meant."""

    start: int
    end: int
    kpi: str
    kind: str
    verdict: Agreement


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, its figures, and the facts it is held against."""

    text: str
    labels: tuple[Label, ...]
    known: tuple[Known, ...]


def read(name: str) -> tuple[Sentence, ...]:
    """The sentences of `tuning`, `offices`, `years`, `branches`, `held_out` or `fresh`."""
    return tuple(_sentences((FOLDER / f"{name}.txt").read_text(encoding="utf-8")))


def worlds() -> dict[str, tuple[Known, ...]]:
    """The facts by the name of their world."""
    written = json.loads((FOLDER / "worlds.json").read_text(encoding="utf-8"), parse_float=Decimal)
    return {name: tuple(known for row in rows for known in _known(row)) for name, rows in written.items()}


def _known(row: dict[str, object]) -> Iterator[Known]:
    for kind in FactKind:
        if kind in row:
            yield Known(
                id=f"{row['id']}-{kind}",
                kpi=str(row["kpi"]),
                kind=kind,
                value=Decimal(str(row[kind])),
                unit=str(row["unit"]),
                names=tuple(row.get("aliases", ())),  # type: ignore[arg-type]
                period=row.get("period"),  # type: ignore[arg-type]
                own_plan=True,
            )


def _sentences(written: str) -> Iterator[Sentence]:
    facts, known = worlds(), ()
    for line in written.splitlines():
        if line.startswith("@"):
            known = facts[line[1:]]
        elif line and not line.startswith("#"):
            yield _sentence(line, known)


def _sentence(line: str, known: tuple[Known, ...]) -> Sentence:
    text, at, labels = "", 0, []
    for found in _LABEL.finditer(line):
        text += line[at : found.start()]
        start = len(text)
        text += found["figure"]
        at = found.end()
        labels.append(Label(start, len(text), found["kpi"] or "", found["kind"] or "", _MARKS[found["mark"]]))
    return Sentence(text + line[at:], tuple(labels), known)
