"""The few functions that notebooks are made of."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import pytest

from tallybook import notebook, results
from tallybook.domain.slices import Slice
from tallybook.errors import ResultsError, SlicesError, WorkspaceError
from tests import small


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small.write(tmp_path_factory.mktemp("house"), language="en")


@pytest.fixture
def slice_(house: Path, monkeypatch: pytest.MonkeyPatch) -> Slice:
    monkeypatch.chdir(house / "data")
    return notebook.open_slice("", small.PERIOD, "manager-007")


@contextmanager
def displayed() -> Iterator[list[dict[str, object]]]:
    shown: list[dict[str, object]] = []
    with patch("IPython.display.display", lambda bundle, raw: shown.append(bundle)):
        yield shown


def test_an_unknown_subject_is_answered_with_those_there_are(
    house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(house)
    with pytest.raises(SlicesError, match=r"manager-nobody.*unit-bank.*manager-007"):
        notebook.open_slice("", small.PERIOD, "manager-nobody")


def test_outside_a_workspace_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(WorkspaceError):
        notebook.open_slice("", small.PERIOD, "manager-007")


def test_hands_over_figures_and_extra_values_as_they_were_given(slice_: Slice) -> None:
    found = notebook.measure(slice_)
    mine = replace(notebook.draw_course(slice_, found, kpi_id="bad", name="my-course"), message="<b>mine</b>")
    with displayed() as shown:
        notebook.hand_over(
            found, figures=[*notebook.draw_manager(slice_, found), mine], extra={"b": 2, "a": "x"}
        )
    payload = results.load(shown[-1][results.MIME])
    assert [figure.name for figure in payload.figures] == ["course", "attainment", "my-course"]
    assert payload.extra == (("a", "x"), ("b", 2))
    assert any("&lt;b&gt;mine" in str(bundle.get("text/html", "")) for bundle in shown)


def test_two_figures_of_one_name_are_refused_before_anything_is_shown(slice_: Slice) -> None:
    found = notebook.measure(slice_)
    figure = notebook.draw_course(slice_, found)
    with displayed() as shown, pytest.raises(ResultsError, match="course"):
        notebook.hand_over(found, figures=[figure, figure])
    assert shown == []


def test_nothing_is_held_against_plan_and_last_year_where_there_is_neither(slice_: Slice) -> None:
    bare = replace(slice_, targets=())
    names = [figure.name for figure in notebook.draw_manager(bare, notebook.measure(bare))]
    assert names == ["course", "attainment"]
    young = replace(bare, actuals=tuple(row for row in bare.actuals if row.date.year == 2025))
    assert [figure.name for figure in notebook.draw_manager(young, notebook.measure(young))] == ["course"]


def test_charts_of_any_kpi_are_drawn_on_the_common_scale(slice_: Slice) -> None:
    found = notebook.measure(slice_)
    assert "不良率" in notebook.draw_course(slice_, found, kpi_id="bad_rate").title
    assert notebook.scene(slice_).wording.language == "en"
