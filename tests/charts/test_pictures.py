"""Charts against their reference pictures; `RENEW=1 pytest tests/charts` draws the references anew."""

import os
from pathlib import Path

import pytest
from PIL import Image

from tests.charts import cases
from tests.charts.pictures import difference, drawn

REFERENCE = Path(__file__).parent / "reference"
TOLERANCE = 1.5


@pytest.mark.parametrize("name", cases.CASES)
def test_looks_as_its_reference(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    picture, path = drawn(cases.CASES[name], monkeypatch), REFERENCE / f"{name}.png"
    if os.environ.get("RENEW"):
        path.parent.mkdir(exist_ok=True)
        picture.save(path, optimize=True)
    assert difference(picture, Image.open(path)) <= TOLERANCE


def test_every_reference_is_of_a_chart() -> None:
    assert {path.stem for path in REFERENCE.glob("*.png")} == set(cases.CASES)


def test_the_tolerance_tells_a_changed_chart_from_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    reference = Image.open(REFERENCE / "gap.png")
    other = drawn(lambda: cases.gap(88_659, 73_000), monkeypatch)
    assert difference(other, reference) > TOLERANCE
