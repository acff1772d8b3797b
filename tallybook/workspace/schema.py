"""The JSON schema of `_config.yml`, by which editors complete and check it."""

import json
from pathlib import Path
from typing import Any

from tallybook import files
from tallybook.settings import Settings

SCHEMA = "_config.schema.json"


def schema() -> dict[str, Any]:
    """Jupyter Book's keys are left to Jupyter Book; ours are described whole."""
    ours = Settings.model_json_schema(ref_template="#/$defs/{model}")
    definitions = ours.pop("$defs")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Tallybook workspace",
        "type": "object",
        "required": ["title", "tallybook"],
        "properties": {"title": {"type": "string"}, "tallybook": ours},
        "$defs": definitions,
    }


def write_schema(folder: Path) -> Path:
    """Write the schema beside a workspace's `_config.yml`."""
    path = folder / SCHEMA
    files.write(path, json.dumps(schema(), ensure_ascii=False, indent=2) + "\n")
    return path
