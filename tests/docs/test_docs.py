"""The guide: complete in both languages, and built without a warning."""

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click
import pytest

from tallybook.cli.app import main
from tallybook.compose import pages
from tallybook.compose.templating import Open
from tallybook.compose.templating.sandbox import Sandbox
from tallybook.domain.findings import SENTENCES, WEIGHTS
from tallybook.domain.results import FailureKind
from tallybook.errors import Exit
from tallybook.settings import Settings
from tallybook.tables.faults import TOLERABLE
from tallybook.tables.schema import TABLES
from tallybook.wording import Wording

ROOT = Path(__file__).parents[2]
LANGUAGES = ("zh", "en")
REQUIRED = {"zh": "必填", "en": "required"}
TOLERATED = {"zh": {"可": True, "否": False}, "en": {"yes": True, "no": False}}
PAGES = {path.name for path in (ROOT / "docs/zh").glob("*.md")}
# Headings by level, rows of tables, fences of code, items of lists.
SHAPE = r"^ *(#+ |\||```|- |\d\. )"
in_both = pytest.mark.parametrize("language", LANGUAGES)


def page(language: str, name: str) -> str:
    return (ROOT / "docs" / language / f"{name}.md").read_text(encoding="utf-8")


def rows(text: str) -> Iterator[list[str]]:
    """The cells of each table row that begins with something in code type."""
    for line in text.split("\n"):
        if line.startswith("| `"):
            yield [cell.strip() for cell in line.strip("|").split(" | ")]


def sections(text: str) -> Mapping[str, str]:
    """What stands under each second heading, by its words."""
    parts = re.split(r"^## (.+)$", text, flags=re.M)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def settings() -> dict[str, object]:
    """Every setting's dotted path with its default; Ellipsis where it is required."""
    schema = Settings.model_json_schema()
    return dict(_paths(schema, schema["$defs"], ""))


def _paths(model: Mapping[str, Any], known: Mapping[str, Any], above: str) -> Iterator[tuple[str, object]]:
    for name, described in model["properties"].items():
        below, several = _model(described, known)
        path = above + name
        if below is None or below["title"] == "Source":
            yield path, described.get("default", ...)
        if below is not None:
            inner = "tables." if below["title"] == "Source" else f"{path}."
            yield from _paths(below, known, inner + ("*." if several else ""))


def _model(described: Mapping[str, Any], known: Mapping[str, Any]) -> tuple[Mapping[str, Any] | None, bool]:
    """The settings model behind a key, and whether there may be several of it."""
    for choice in (described, *described.get("anyOf", ()), *described.get("allOf", ())):
        if reference := choice.get("$ref"):
            found = known[reference.rsplit("/", 1)[-1]]
            if "properties" in found:
                return found, found["title"] == "Source"
        if "$ref" in choice.get("items", {}):
            return known[choice["items"]["$ref"].rsplit("/", 1)[-1]], True
    return None, False


def fault_kinds() -> set[str]:
    """Every kind that the code gives to a fault, found where one is made."""
    found = set()
    for path in (ROOT / "tallybook").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            given = {keyword.arg: keyword.value for keyword in node.keywords}.get("kind")
            kind = node.args[0] if node.func.id in ("Unfit", "_fault") and node.args else given
            if node.func.id in ("Unfit", "Fault", "_fault") and isinstance(kind, ast.Constant):
                found.add(str(kind.value))
    return found


def shown(default: object, language: str) -> str:
    if default is ...:
        return REQUIRED[language]
    if default is None or default in ({}, [], ""):
        return "—"
    return f"`{str(default).lower() if isinstance(default, bool) else default}`"


@in_both
def test_every_setting_is_documented_with_its_default(language: str) -> None:
    expected = {f"`{path}`": shown(default, language) for path, default in settings().items()}
    assert len(expected) > 30
    assert {cells[0]: cells[1] for cells in rows(page(language, "settings"))} == expected


@in_both
def test_every_rule_of_findings_is_documented_with_its_weight_and_sentence(language: str) -> None:
    text = page(language, "settings")
    listed = re.findall(r"^\| ([a-z_]+) \| (\d+) \| (.+) \|$", text, flags=re.M)
    wording = Wording(language)
    assert listed == [
        (str(rule), str(weight), wording.text(SENTENCES[rule].template)) for rule, weight in WEIGHTS.items()
    ]


@in_both
@pytest.mark.parametrize("name", sorted(main.commands))
def test_every_command_and_option_is_documented(language: str, name: str) -> None:
    text = sections(page(language, "commands"))[f"`tallybook {name}`"]
    named = set(re.findall(r"`(--?[A-Za-z-]+)`", text))
    command = main.commands[name]
    below = command.commands.values() if isinstance(command, click.Group) else ()
    params = [param for each in (command, *below) for param in each.params]
    options = [param for param in params if isinstance(param, click.Option)]
    assert named == {opt for option in options for opt in (*option.opts, *option.secondary_opts)}
    for argument in (param for param in params if isinstance(param, click.Argument)):
        assert str(argument.name).upper() in text


@in_both
def test_no_command_is_documented_that_is_not_there(language: str) -> None:
    assert set(sections(page(language, "commands"))) == {f"`tallybook {name}`" for name in main.commands}


@in_both
def test_every_exit_code_is_documented(language: str) -> None:
    parts = sections(page(language, "analyst"))
    text = next(text for heading, text in parts.items() if heading in ("退出码", "Exit codes"))
    assert [int(code) for code in re.findall(r"^\| (\d) \|", text, flags=re.M)] == [
        int(code) for code in Exit
    ]


@in_both
def test_every_kind_of_fault_is_documented_and_whether_it_is_tolerable(language: str) -> None:
    listed = {cells[0].strip("`"): cells[-1] for cells in rows(page(language, "faults")) if len(cells) == 4}
    assert set(listed) == fault_kinds()
    tolerable = {kind for kind, word in listed.items() if TOLERATED[language][word]}
    assert tolerable == set(TOLERABLE)


@in_both
def test_every_way_for_a_chapter_to_fail_is_documented(language: str) -> None:
    listed = [cells[0].strip("`") for cells in rows(page(language, "faults")) if len(cells) == 3]
    assert listed == [str(kind) for kind in FailureKind]


@in_both
def test_every_column_of_every_table_is_documented(language: str) -> None:
    listed = {cells[0].split("`")[1]: cells[2] for cells in rows(page(language, "analyst"))}
    for table in TABLES:
        assert re.findall(r"`(\w+)`", listed[table.name]) == list(table.names)
        required = [column.name for column in table.columns if column.required]
        assert re.findall(r"\*\*`(\w+)`\*\*", listed[table.name]) == required


def parts(example: object) -> set[str]:
    """The names that stand after a name and a dot, of a list's entries where it is one."""
    value = example[0] if isinstance(example, list) and example else example
    if isinstance(value, Open):
        value = value.example
    return set(value) if isinstance(value, Mapping) else set()


@in_both
def test_every_name_that_a_template_may_use_is_documented_with_its_parts(language: str) -> None:
    known = pages.known(Wording(language))
    everywhere = set.intersection(*map(set, known.values()))
    described = re.split(r"^###? ", page(language, "templates"), flags=re.M)
    listed = {section: list(rows(section)) for section in described if "| — |" in section}
    assert len(listed) == len(known)
    for section, table in listed.items():
        of = re.findall(r"`(\w+)\.md\.jinja`", section)
        expected: dict[str, set[str]] = {}
        for name, value in ((name, value) for one in of for name, value in known[one].items()):
            expected[name] = expected.get(name, set()) | parts(value)
        expected = {name: some for name, some in expected.items() if name not in everywhere}
        if not of:
            expected = {name: parts(known["index"][name]) for name in everywhere}
        found = {cells[0].strip("`"): set(re.findall(r"`(\w+)`", cells[1])) for cells in table}
        assert found == expected, of
    assert {one for section in listed for one in re.findall(r"`(\w+)\.md\.jinja`", section)} == set(known)


@in_both
def test_every_filter_is_documented(language: str) -> None:
    *_, text = re.split(r"^## ", page(language, "templates"), flags=re.M)
    table, own = text.rsplit("\n\n", 1)
    listed = [cells[0].strip("`") for cells in rows(table)] + re.findall(r"`(\w+)`", own)
    assert sorted(listed) == sorted(Sandbox({}, Wording(language)).known_filters)


def test_both_languages_have_the_same_pages_of_the_same_shape() -> None:
    assert {path.name for path in (ROOT / "docs/en").glob("*.md")} == PAGES
    for name in sorted(PAGES):
        zh, en = (page(language, name.removesuffix(".md")) for language in LANGUAGES)
        assert re.findall(SHAPE, zh, flags=re.M) == re.findall(SHAPE, en, flags=re.M), name


def test_every_page_is_in_the_contents() -> None:
    contents = (ROOT / "docs/_toc.yml").read_text(encoding="utf-8")
    assert all(
        f"{language}/{name.removesuffix('.md')}" in contents for language in LANGUAGES for name in PAGES
    )


def test_the_guide_is_built_without_a_warning(tmp_path: Path) -> None:
    jupyter_book = Path(sys.executable).parent / "jupyter-book"
    command = [jupyter_book, "build", ROOT / "docs", "--path-output", tmp_path, "--warningiserror", "--all"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=180, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    built = tmp_path / "_build/html"
    assert "五分钟成书" in (built / "zh/start.html").read_text(encoding="utf-8")
    assert (built / "en/faults.html").is_file()
    assert json.dumps("成书") in (built / "searchindex.js").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_the_readme_takes_no_name_of_the_checkout_for_granted(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    assert "source .venv/bin/activate" in text
    assert "../tallybook" not in text
