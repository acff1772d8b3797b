"""What an edition's readers must not see: long texts stretch by stretch, and nothing that they are given masked."""

from dataclasses import replace
from pathlib import Path

from tallybook import slices, tables, workspace
from tallybook.domain.period import Period
from tallybook.pipeline.hiding import hidden
from tallybook.pipeline.telling import Material
from tallybook.settings import Edition
from tallybook.words import Words
from tests import small

LONG = "上半年投放顺利，规模做到了年初定下的数，" * 4
LATIN = "All plans of the year were reached before the end of June, which nobody had thought of; "


def hidden_of(folder: Path, note: str, *, audience: str = "north") -> tuple[frozenset[str], str]:
    """What an edition with masked names must not show of a note, and the note as its readers are given it."""
    small.write(folder)
    (folder / "data" / "notes" / small.PERIOD / "007.md").write_text(f"## 主要业绩\n\n{note}\n", "utf-8")
    found, period = workspace.find(folder), Period.parse(small.PERIOD)
    whole = _material(found, tables.read(found.root, found.settings), period, None)
    rules = Edition.model_validate({"name": "a", "audience": audience, "mask": ["managers.name"]})
    seen = slices.shown(whole.found, rules)
    notes = tuple(one for one in seen.notes if audience == "north")
    told = _material(found, replace(seen, notes=notes), period, rules)
    return hidden(found, whole, told), "".join(one.achievements or "" for one in notes)


def _material(
    found: workspace.Workspace, rows: tables.Tables, period: Period, rules: Edition | None
) -> Material:
    everyone = slices.subjects(rows, period)
    cut = tuple(slices.cut(rows, found.settings, period, everyone))
    return Material(found=rows, cut=cut, outcomes=(), reviewed=None, audience=None, rules=rules)


def test_a_long_text_with_a_masked_name_is_no_secret_before_and_behind_it(tmp_path: Path) -> None:
    words, shown = hidden_of(tmp_path / "w", f"{LONG}由王㛃牵头。{LONG}")
    assert "王**" in shown.replace("\\", "")
    assert list(Words(words).found(shown.replace("\\", ""))) == []
    assert [found.word for found in Words(words).found(f"{LONG}由王㛃牵头。{LONG}")]


def test_every_stretch_of_somebody_else_s_text_is_found(tmp_path: Path) -> None:
    note = f"{LATIN * 3}{'9' * 70} {LONG}"
    words, _ = hidden_of(tmp_path / "w", note, audience="south")
    seen = {place for found in Words(words).found(note) for place in range(found.start, found.end)}
    assert len(seen) > len(note) * 0.95
