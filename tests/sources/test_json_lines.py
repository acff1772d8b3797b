"""JSON lines: numbers stay as written, and everything that is no flat object is named by its line."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.sources.conftest import cells, refused

Put = Callable[[str, bytes | str], Path]


def test_values_stay_as_written(put: Put) -> None:
    lines = '{"id": "00123", "v": 1.50}\n\n{"v": 1e5, "x": true, "id": 12345678901234567890}\n{"id": null}\n'
    assert cells(put("a.jsonl", lines)) == [
        ["id", "v", "x"],
        ["00123", "1.50", ""],
        ["12345678901234567890", "1e5", "true"],
        ["", "", ""],
    ]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.dictionaries(st.sampled_from("abc"), st.text(min_size=1), min_size=1), min_size=1))
def test_round_trip(put: Put, objects: list[dict[str, str]]) -> None:
    header, *rows = cells(put("a.jsonl", "\n".join(json.dumps(one) for one in objects)))
    assert [{name: cell for name, cell in zip(header, row, strict=True) if cell} for row in rows] == objects


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("{broken", "not-json"),
        ("[1, 2]", "not-json"),
        ("[" * 100_000, "not-json"),
        ('{"a": [1]}', "nested-value"),
        ('{"a": {"b": 1}}', "nested-value"),
        ('{"a": 1, "a": 2}', "repeated-column"),
    ],
)
def test_what_is_no_flat_object_is_named_by_its_line(put: Put, line: str, kind: str) -> None:
    unfit = refused(put("a.ndjson", f'{{"a": 1}}\n{line}\n'))
    assert (unfit.kind, unfit.row) == (kind, 2)
