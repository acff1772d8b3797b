"""The process in which Sphinx runs: a request in, a report out, nothing else read or kept."""

import importlib
import json
import logging
import os
import re
import sys
import traceback
from collections.abc import Iterator, Sequence
from io import StringIO
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx, builtin_extensions
from sphinx.errors import SphinxError
from sphinx.util.docutils import docutils_namespace, patch_docutils

from tallybook import codec, garbage
from tallybook.book import renewing, sharing
from tallybook.book.paper.order import Order
from tallybook.book.paper.outcome import Unformed, Unprinted
from tallybook.book.pdf.press import press

_COMPLAINT = re.compile(
    r"^(?:(?P<path>.+?)(?::(?P<line>\d+))?: )?(?P<level>WARNING|ERROR|CRITICAL): (?P<text>.*)$"
)
# What Sphinx loads by name once it knows what to build: loaded before anybody waits for it.
_NAMED = (
    *builtin_extensions,
    "bs4",
    "jupyter_book.config",
    "myst_nb.sphinx_ext",
    "pydata_sphinx_theme",
    "sphinx_design",
    "sphinx_external_toc",
    "sphinxcontrib.bibtex",
    "tallybook.book.extension",
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


def main() -> int:
    """Build as the request on standard input says, and end standard output with the report."""
    for name in _NAMED:
        importlib.import_module(name)
    asked = sys.stdin.read()
    if not asked:
        # Nobody wants a book after all.
        return 0
    wanted = json.loads(asked)
    _settle(Path(wanted["home"]))
    folders = [Path(wanted[name]) for name in ("source", "html", "doctrees")]
    order = codec.load(Order, wanted["order"]) if wanted["order"] else None
    report = build(*folders, builder=wanted["builder"], order=order, changed=wanted["changed"])
    print(json.dumps(report))
    return 1 if report["complaints"] else 0


def _settle(home: Path) -> None:
    """Work in a home of its own, so that nothing of the user's has a part in the book."""
    os.environ |= {"HOME": str(home), "USERPROFILE": str(home)}
    os.chdir(home)


def build(
    source: Path,
    html: Path,
    doctrees: Path,
    *,
    builder: str = "html",
    order: Order | None = None,
    changed: Sequence[str] | None = None,
) -> dict[str, list[dict[str, Any]]]:
    """Build HTML and, where ordered, PDF and Word files, or read all with the builder `dummy`.

    Where `html` and `doctrees` hold the last book, only the `changed` pages are read, and written with all those
    that depend on them.
    Returns every complaint with page and line where they are known, and what there is no form for on paper.
    """
    warnings = StringIO()
    app = None
    papers: list[Unprinted | Unformed] = []
    failure: list[dict[str, Any]] = []
    try:
        with patch_docutils(), docutils_namespace():
            app = _application(source, html, doctrees, builder, warnings, fresh=changed is None)
            app.config.tallybook_papers = order.beside if order else {}
            if changed is not None:
                renewing.only(app, changed)
            app.build(force_all=changed is None)
            if order and not warnings.getvalue():
                papers = list(_papers(app, order, doctrees.parent, html))
    except Exception as error:
        traceback.print_exc()
        failure = [_failure(app, error)]
    failure += [_unprinted(each) for each in papers if isinstance(each, Unprinted)]
    unformed = sorted({each for each in papers if isinstance(each, Unformed)})
    return {
        "complaints": failure + _read(warnings.getvalue(), source),
        "unformed": [{"page": each.page, "node": each.node} for each in unformed],
    }


def _application(
    source: Path, html: Path, doctrees: Path, builder: str, warnings: StringIO, *, fresh: bool
) -> Sphinx:
    conf = doctrees.with_name("conf")
    _write_conf(settings(source), conf)
    return Sphinx(
        source,
        conf,
        html,
        doctrees,
        builder,
        status=None,
        warning=warnings,
        freshenv=fresh,
        keep_going=True,
        parallel=sharing.processes(),
    )


def _papers(app: Sphinx, order: Order, room: Path, out: Path) -> Iterator[Unprinted | Unformed]:
    if order.pdf:
        yield from press(app, order, room / "paper", out)
    if order.word:
        # Whoever wants no Word documents needs no python-docx.
        from tallybook.book.word import press as word

        yield from word.press(app, order, order.word, room / "word", out)


def _failure(app: Sphinx | None, error: Exception) -> dict[str, Any]:
    page = app.env.temp_data.get("docname") if app else None
    text = str(error) if isinstance(error, SphinxError | OSError) else f"{type(error).__name__}: {error}"
    return {"page": page, "line": None, "text": text}


def _unprinted(found: Unprinted) -> dict[str, Any]:
    return {"page": found.page, "line": None, "text": found.text}


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


def _write_conf(made: dict[str, Any], folder: Path) -> None:
    folder.mkdir()
    # Settings that are dates in YAML are written as such.
    lines = ["import datetime", *(f"{name} = {made[name]!r}" for name in sorted(made))]
    (folder / "conf.py").write_text("\n".join(lines) + "\n", "utf-8")


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
    # Of a picture that is missing Sphinx gives the page with a colon of its own.
    place = Path(path.rstrip(":"))
    inside = place.is_absolute() and place.is_relative_to(source)
    return place.relative_to(source).as_posix() if inside else str(place)


if __name__ == "__main__":
    logging.captureWarnings(True)
    with garbage.looking_seldom():
        sys.exit(main())
