"""The book as a Jupyter Book source folder, which plain `jupyter-book build` accepts as well."""

import shutil
from collections.abc import Mapping, Set
from pathlib import Path
from typing import Any

from tallybook import files
from tallybook.book import handwritten, vectors
from tallybook.book.contents import ROOT, Chapter, arrange
from tallybook.book.edition import Edition
from tallybook.domain.pages import Page
from tallybook.domain.results import Figure
from tallybook.errors import BookError, say

CONFIG = "_config.yml"
EXTENSION = "tallybook.book.extension"
_PICTURES = frozenset({".png", ".jpg", ".jpeg", ".svg", ".webp", ".gif"})


def write(edition: Edition, folder: Path, sound: Set[str] = frozenset()) -> tuple[str, ...]:
    """Write the source folder anew; the names of all its pages, in reading order.

    Drawings whose digests are among the `sound` ones need not be checked again.
    """
    own, chapters = handwritten.pages(edition.handwritten), contents(edition)
    with files.fresh_folder(folder) as fresh:
        _write_all(edition, chapters, fresh, sound)
        for page in own:
            _copy(page, fresh / page.name)
        if edition.handwritten:
            _copy_pictures(edition.handwritten, fresh)
        _copy_brand(edition, fresh)
        with files.writing(folder):
            shutil.rmtree(folder, ignore_errors=True)
            fresh.rename(folder)
    return (ROOT, *(name for chapter in chapters for name in chapter.names()))


def contents(edition: Edition) -> tuple[Chapter, ...]:
    """The chapters under the cover, the handwritten ones first."""
    own = handwritten.pages(edition.handwritten)
    return arrange(edition.pages, tuple(page.stem for page in own))


def _write_all(edition: Edition, chapters: tuple[Chapter, ...], folder: Path, sound: Set[str]) -> None:
    _write_yaml(folder / CONFIG, config(edition))
    _write_yaml(folder / "_toc.yml", toc(chapters))
    for page in edition.pages:
        _write_text(files.inside(folder, f"{page.slug}.md"), page.text)
        for figure in page.figures:
            path = files.inside(folder, place_of(page, figure))
            _write_text(path, vectors.checked(figure.svg, path.name, sound))


def place_of(page: Page, figure: Figure) -> str:
    """Where a page's figure lies in the source folder."""
    return f"figures/{page.slug}--{figure.name}.svg"


def config(edition: Edition) -> dict[str, Any]:
    """Jupyter Book's settings: the workspace's own, and over them those that the book rests on."""
    theirs = {key: value for key, value in edition.jupyter_book.items() if key not in ("logo", "html")}
    sphinx = _mapping(theirs.get("sphinx"))
    extensions = [*_listed(sphinx.get("extra_extensions")), EXTENSION]
    return {
        "author": edition.organisation,
        "copyright": "",
        **theirs,
        "title": edition.title,
        "execute": {"execute_notebooks": "off"},
        "only_build_toc_files": True,
        "sphinx": {
            **sphinx,
            "extra_extensions": extensions,
            "config": {**_mapping(sphinx.get("config")), **_ours(edition)},
        },
    }


def _ours(edition: Edition) -> dict[str, Any]:
    return {
        "language": "zh_CN" if edition.language == "zh" else "en",
        "html_theme": "tallybook",
        # Sphinx would put the year of the build's clock, which stands still, in place of this one.
        "tallybook_copyright": str(edition.jupyter_book.get("copyright") or ""),
        "tallybook_favicon": _brand(edition.favicon, "favicon"),
        "tallybook_foot": edition.foot,
        "tallybook_marks": edition.marks,
        "tallybook_logo": _brand(edition.logo, "logo"),
        "tallybook_organisation": edition.organisation,
        "tallybook_period": edition.period_label,
    }


def _brand(picture: Path | None, name: str) -> str:
    """The picture's file name in the source folder and in the book; nothing where there is none."""
    return f"brand-{name}{picture.suffix.lower()}" if picture else ""


def toc(chapters: tuple[Chapter, ...]) -> dict[str, Any]:
    """Jupyter Book's table of contents."""
    return {"format": "jb-book", "root": ROOT, "chapters": [_entry(chapter) for chapter in chapters]}


def _entry(chapter: Chapter) -> dict[str, Any]:
    entry: dict[str, Any] = {"file": chapter.name}
    if chapter.label:
        entry["title"] = chapter.label
    if chapter.sections:
        entry["sections"] = [_entry(section) for section in chapter.sections]
    return entry


def _write_yaml(path: Path, content: Mapping[str, Any]) -> None:
    import yaml

    _write_text(path, yaml.safe_dump(dict(content), allow_unicode=True, sort_keys=False, width=100))


def _write_text(path: Path, text: str) -> None:
    with files.writing(path):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8", newline="\n")


def _copy(source: Path, target: Path) -> None:
    with files.writing(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)


def _copy_pictures(folder: Path, target: Path) -> None:
    names: set[str] = set()
    for picture in sorted(folder.rglob("*")):
        inside = picture.resolve().is_relative_to(folder.resolve())
        if picture.is_file() and inside and picture.suffix.lower() in _PICTURES:
            if picture.name in names:
                raise BookError(say("{path}: another picture has the same name.", path=picture))
            names.add(picture.name)
            _copy(picture, target / picture.relative_to(folder))


def _copy_brand(edition: Edition, folder: Path) -> None:
    for picture, name in ((edition.logo, "logo"), (edition.favicon, "favicon")):
        if picture is None:
            continue
        target = folder / _brand(picture, name)
        if target.suffix == ".svg":
            _write_text(target, vectors.checked(_drawing(picture), picture.name))
        else:
            _copy(picture, target)


def _drawing(picture: Path) -> str:
    try:
        return picture.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BookError(say("{path} cannot be read: {reason}.", path=picture, reason=error)) from error


def _mapping(value: object) -> dict[str, Any]:
    return dict(value) if isinstance(value, Mapping) else {}


def _listed(value: object) -> list[str]:
    if value is None:
        return []
    return [str(item) for item in value] if isinstance(value, list | tuple) else [str(value)]
