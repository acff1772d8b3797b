"""The schema that editors use is the one that the settings have."""

import json
from pathlib import Path

from tallybook import workspace
from tests.small import ROOT


def test_the_shipped_schema_is_current() -> None:
    shipped = json.loads((ROOT / "_config.schema.json").read_text(encoding="utf-8"))
    assert shipped == workspace.schema(), "run: make schema"


def test_every_setting_has_a_sentence() -> None:
    schema = workspace.schema()
    parts = [schema["properties"]["tallybook"], *schema["$defs"].values()]
    fields = [(name, field) for part in parts for name, field in part.get("properties", {}).items()]
    # A field that is a part of its own is described by that part.
    assert [name for name, field in fields if "description" not in field and "$ref" not in field] == []


def test_it_is_written_beside_the_settings(tmp_path: Path) -> None:
    assert json.loads(workspace.write_schema(tmp_path).read_text(encoding="utf-8")) == workspace.schema()
