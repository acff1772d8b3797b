"""What a page may not do fails the build, naming the page and the reason, and leaves the last book alone."""

from pathlib import Path

import pytest

from tallybook import book
from tallybook.errors import BookError
from tests.book import samples
from tests.hostile import NARRATIVES

REFUSED = {
    "raw": ("```{raw} html\n<b>x</b>\n```", "{raw}"),
    "raw-role": ("{raw-html}`x`", "raw-html"),
    "html-block": ("<div>x</div>", "HTML: '<div>"),
    "html-inline": ("a <b>x</b>", "HTML: '<b>'"),
    "include": ("```{include} preface.md\n```", "{include}"),
    "literalinclude": ("```{literalinclude} _config.yml\n```", "{literalinclude}"),
    "csv-table": ("```{csv-table} t\n:file: _config.yml\n```", "{csv-table}"),
    "eval-rst": ("```{eval-rst}\n.. raw:: html\n```", "{eval-rst}"),
    "eval-rst-in-list": ("- x\n\n  ```{eval-rst}\n  x\n  ```", "{eval-rst}"),
    "eval-rst-inside": ("````{note}\n```{eval-rst}\nx\n```\n````", "{eval-rst}"),
    "download": ("{download}`_config.yml`", "{download}"),
    "eval": ("{eval}`7*7`", "{eval}"),
    "toctree": ("```{toctree}\n:glob:\n\n*\n```", "{toctree}"),
    "code-cell": ("```{code-cell} python\n1\n```", "{code-cell}"),
    "math": ("{math}`x`", "{math}"),
    "math-block": ("```{math}\nx\n```", "{math}"),
    "only": ("```{only} html\nx\n```", "{only}"),
    "unknown-directive": ("```{nonsense}\nx\n```", "nonsense"),
    "unknown-role": ("{nonsense}`x`", "nonsense"),
    "front-matter": ("FRONT", "---"),
    "ftp-link": ("[x](ftp://x.invalid/x)", "ftp"),
    "deep": ("*" * 200 + "x" + "*" * 200, "too deep"),
    "config-link": ("[x](_config.yml)", "download_reference"),
    "remote-image": ("![x](https://x.invalid/x.png)", "x.invalid"),
    "outside-image": ("![x](../x.png)", "picture"),
    "missing-image": ("![x](nothing.png)", "nothing.png"),
    "missing-page": ("[x](nothing.md)", "nothing.md"),
    "bad-bar": ("{bar}`many good 1%`", "FRACTION"),
    "bad-status": ("{status}`great`", "good|watch"),
    "bad-spark": ("{spark}`1 nan 2`", "12.3"),
    "bad-card": ("```{card} great\na\n\nb\n```", "good, watch, bad"),
    "card-of-lists": ("```{card} good\n- a\n- b\n```", "label"),
    "cards-of-text": ("```{cards}\ntext\n```", "card blocks"),
    "unknown-language": ("```nonsense\nx\n```", "no language is named nonsense"),
    "short-chart": ("```{chart} figures/x.svg\na\n\nb\n```", "three paragraphs"),
    "chart-elsewhere": ("```{chart} ../x.svg\na\n\nb\n\nc\n```", "picture"),
    "chart-missing": ("```{chart} figures/x.svg\na\n\nb\n\nc\n```", "figures/x.svg"),
    "sortable-text": ("```{sortable}\ntext\n```", "one table"),
}


def _build(tmp_path: Path, *pages: book.edition.Page) -> book.Built:
    return book.build(samples.edition(*pages, language="en"), tmp_path / "build", out=tmp_path / "html")


@pytest.fixture(scope="module")
def complaints(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What Sphinx says of each page with something refused, all in one go."""
    from tallybook.book import process, source

    folder = tmp_path_factory.mktemp("refused")
    pages = [
        samples.page("---\na: 1\n---\n# x\n" if text == "FRONT" else f"# x\n\n{text}\n", slug=f"bad-{name}")
        for name, (text, _) in REFUSED.items()
    ]
    names = source.write(samples.edition(*pages, language="en"), folder / "source")
    room = folder / "room"
    room.mkdir()
    said: dict[str, str] = {}
    original = process._SHOWN
    process._SHOWN = 1_000
    try:
        with pytest.raises(BookError) as error:
            process.run(folder / "source", room / "html", room=room, pages=len(names))
    finally:
        process._SHOWN = original
    for line in str(error.value).splitlines():
        page, _, reason = line.removeprefix("The book was not built: ").partition(": ")
        name = page.partition(".md")[0]
        said[name] = said.get(name, "") + " " + reason
    return said


@pytest.mark.parametrize("name", list(REFUSED))
def test_what_is_refused_is_named_with_its_page(complaints: dict[str, str], name: str) -> None:
    assert REFUSED[name][1] in complaints[f"bad-{name}"]


def test_good_pages_are_not_complained_of(complaints: dict[str, str]) -> None:
    assert set(complaints) == {f"bad-{name}" for name in REFUSED}


def test_a_page_may_speak_of_what_it_may_not_do(tmp_path: Path) -> None:
    shown = "```{eval-rst}\n.. raw:: html\n```"
    page = samples.page(f"# x\n\n````\n{shown}\n````\n\n- item\n\n  ````\n  ```{{eval-rst}}\n  ```\n  ````\n")
    built = _build(tmp_path, page)
    assert shown in (built.path.parent / "extra.html").read_text("utf-8")


def test_a_failing_build_names_page_and_line_and_leaves_the_old_book(tmp_path: Path) -> None:
    _build(tmp_path)
    before = (tmp_path / "html").readlink()
    with pytest.raises(BookError, match=r"extra\.md:3: .*\{raw\}"):
        _build(tmp_path, samples.page("# x\n\n```{raw} html\n<b>x</b>\n```\n"))
    assert (tmp_path / "html").readlink() == before
    assert (tmp_path / "html" / "index.html").is_file()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["build", "html", before.name]


@pytest.mark.parametrize("name", [name for name in NARRATIVES if name.startswith("deep")])
def test_bottomless_nesting_is_shown_or_refused(tmp_path: Path, name: str) -> None:
    said = ""
    try:
        _build(tmp_path, samples.page(f"# deep\n\n{NARRATIVES[name]}\n"))
    except BookError as error:
        said = str(error)
    assert said == "" or "extra" in said


def test_settings_of_the_workspace_cannot_open_what_is_shut(tmp_path: Path) -> None:
    (tmp_path / "conf").mkdir()
    theirs = {
        "parse": {"myst_enable_extensions": ["substitution", "html_image", "dollarmath"]},
        "execute": {"execute_notebooks": "force"},
        "html": {"use_edit_page_button": True},
        "repository": {"url": "https://x.invalid/repository"},
        "launch_buttons": {"thebe": True},
        "sphinx": {
            "config": {
                "html_js_files": ["https://x.invalid/x.js"],
                "html_copy_source": True,
                "html_theme": "alabaster",
                "myst_substitutions": {"x": "{{ 7*7 }}"},
                "html_extra_path": ["."],
                "smartquotes": True,
                "language": "fr",
            }
        },
    }
    page = samples.page('# 设置\n\n{{ x }} "q" -- $a$\n')
    built = book.build(samples.edition(page, jupyter_book=theirs), tmp_path / "build", out=tmp_path / "html")
    text = (built.path.parent / "extra.html").read_text("utf-8")
    assert "{{ x }} &quot;q&quot; -- $a$" in text
    assert "x.invalid" not in text
    assert not (built.path.parent / "_config.yml").exists()


def test_an_unusable_setting_is_named(tmp_path: Path) -> None:
    edition = samples.edition(jupyter_book={"sphinx": {"extra_extensions": ["no_such_extension"]}})
    with pytest.raises(BookError, match="no_such_extension"):
        book.build(edition, tmp_path / "build", out=tmp_path / "html")


def test_files_around_the_build_are_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    canary = tmp_path / "canary"
    for name in ("json.py", "sphinx.py", "docutils.py", "sitecustomize.py", "conf.py"):
        (tmp_path / name).write_text(f"open({str(canary)!r}, 'w')\n", "utf-8")
    (tmp_path / "docutils.conf").write_text("[general]\nraw_enabled: on\nlanguage_code: fr\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / ".docutils").write_text("[general]\nlanguage_code: fr\n", "utf-8")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    _build(tmp_path)
    assert not canary.exists()
