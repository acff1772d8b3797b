"""The process in which Sphinx runs: a request in, a report out, nothing else read or kept."""

import json
import logging
import re
import sys
from io import StringIO
from pathlib import Path
from typing import Any

_COMPLAINT = re.compile(
    r"^(?:(?P<path>.+?)(?::(?P<line>\d+))?: )?(?P<level>WARNING|ERROR|CRITICAL): (?P<text>.*)$"
)
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")
_TOOLS = frozenset(
    {
        "sphinx.ext.intersphinx",
        "sphinx_book_theme",
        "sphinx_comments",
        "sphinx_copybutton",
        "sphinx_design",
        "sphinx_jupyterbook_latex",
        "sphinx_multitoc_numbering",
        "sphinx_thebe",
        "sphinx_togglebutton",
    }
)


def main(request: Path) -> int:
    """Build as the request says and write the report beside it; 0 when there is nothing to complain of."""
    wanted = json.loads(request.read_text("utf-8"))
    report = build(Path(wanted["source"]), Path(wanted["html"]), Path(wanted["doctrees"]))
    request.with_name("report.json").write_text(json.dumps(report), "utf-8")
    return 1 if report else 0


def build(source: Path, html: Path, doctrees: Path) -> list[dict[str, Any]]:
    """Build the HTML; every complaint with its page and line where they are known."""
    from sphinx.application import Sphinx
    from sphinx.errors import SphinxError
    from sphinx.util.docutils import docutils_namespace, patch_docutils

    complaints = StringIO()
    failure: list[dict[str, Any]] = []
    try:
        with patch_docutils(), docutils_namespace():
            app = Sphinx(
                source,
                _written(settings(source), doctrees.with_name("conf")),
                html,
                doctrees,
                "html",
                status=None,
                warning=complaints,
                freshenv=True,
                keep_going=True,
            )
            app.build(force_all=True)
    except SphinxError as error:
        failure = [{"page": None, "line": None, "text": str(error)}]
    return _read(complaints.getvalue(), source) + failure


def settings(source: Path) -> dict[str, Any]:
    """The settings that Jupyter Book makes of `_config.yml`, without the tools that a book has no use for."""
    from jupyter_book.config import get_final_config

    made, _ = get_final_config(
        user_yaml=source / "_config.yml",
        sourcedir=source,
        cli_config={"latex_individualpages": False},
        validate=True,
        raise_on_invalid=True,
    )
    extensions = [name for name in made["extensions"] if name not in _TOOLS]
    return {**made, "extensions": extensions}


def _written(made: dict[str, Any], folder: Path) -> Path:
    folder.mkdir()
    lines = ["import datetime", *(f"{name} = {made[name]!r}" for name in sorted(made))]
    (folder / "conf.py").write_text("\n".join(lines) + "\n", "utf-8")
    return folder


def _read(complaints: str, source: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for line in _COLOURS.sub("", complaints).splitlines():
        match = _COMPLAINT.match(line)
        if match:
            found.append({"page": _page(match["path"], source), "line": match["line"], "text": match["text"]})
        elif found and line.strip():
            found[-1]["text"] += " " + line.strip()
    return found


def _page(path: str | None, source: Path) -> str | None:
    if path is None:
        return None
    place = Path(path)
    inside = place.is_absolute() and place.is_relative_to(source)
    return place.relative_to(source).as_posix() if inside else path


if __name__ == "__main__":
    logging.captureWarnings(True)
    sys.exit(main(Path(sys.argv[1])))
