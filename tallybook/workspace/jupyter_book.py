"""Jupyter Book's part of the settings: what the book honours, what it has no need of, and what it refuses.

A refused setting would fetch from elsewhere, run something, or do nothing in our theme without a word.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from tallybook.errors import Fault, Message, say
from tallybook.workspace.explain import unknown_key
from tallybook.workspace.yaml import Document

PICTURES = (".svg", ".png", ".jpg", ".jpeg", ".webp", ".ico")
LOGO = ("logo",)
FAVICON = ("html", "favicon")
FOOTER = ("html", "extra_footer")
LANGUAGE = ("sphinx", "config", "language")

# Ours, and those of Jupyter Book 1.x (its `config_schema.json` and `default_config.yml`).
KEYS = (
    "tallybook",
    "title",
    "author",
    "copyright",
    "logo",
    "exclude_patterns",
    "only_build_toc_files",
    "execute",
    "parse",
    "html",
    "latex",
    "bibtex_bibfiles",
    "launch_buttons",
    "repository",
    "sphinx",
)
_HTML_KEYS = (
    "favicon",
    "extra_footer",
    "use_edit_page_button",
    "use_repository_button",
    "use_issues_button",
    "use_multitoc_numbering",
    "extra_navbar",
    "home_page_in_navbar",
    "baseurl",
    "analytics",
    "google_analytics_id",
    "comments",
    "announcement",
)
_FETCHES = say("The book loads nothing from elsewhere, so that it can be read without a network.")
_NO_BUTTONS = say("The pages are made from data; there is no page in a repository to edit or launch.")
_AS_TEXT = say("The book takes no HTML from settings; write a page in the folder book instead.")
_REFUSED: Mapping[tuple[str, ...], Message] = {
    ("html", "analytics"): _FETCHES,
    ("html", "google_analytics_id"): _FETCHES,
    ("html", "comments"): _FETCHES,
    ("html", "announcement"): _AS_TEXT,
    ("html", "extra_navbar"): _AS_TEXT,
    ("html", "baseurl"): say("All links of the book are relative; it works at any address, and from a disk."),
    ("html", "use_edit_page_button"): _NO_BUTTONS,
    ("html", "use_repository_button"): _NO_BUTTONS,
    ("html", "use_issues_button"): _NO_BUTTONS,
    ("launch_buttons",): _NO_BUTTONS,
    ("parse", "myst_enable_extensions"): say(
        "The pages are read with MyST's basic syntax, so that no text from the data can be a command."
    ),
}
# What stands in Jupyter Book's own default file and asks for nothing.
_IDLE = frozenset({"notebook_interface", "plausible_analytics_url"})


def faults(document: Document, root: Path) -> Iterator[Fault]:
    """Everything in Jupyter Book's part that is unknown, refused, or names no picture of the workspace."""
    yield from _unknown(document, (), KEYS)
    yield from _unknown(document, ("html",), _HTML_KEYS)
    for path, why in _REFUSED.items():
        if _asks(value(document.data, path)):
            yield _refused(document, path, why)
    yield from _wrong_execution(document)
    yield from _wrong_footer(document)
    yield from _wrong_language(document)
    for path in (LOGO, FAVICON):
        yield from _wrong_picture(document, path, root)


def value(data: Mapping[str, object], path: Sequence[str]) -> object:
    """What stands at a path of keys; None where nothing does."""
    found: object = data
    for key in path:
        found = found.get(key) if isinstance(found, Mapping) else None
    return found


def _unknown(document: Document, path: Sequence[str], known: Sequence[str]) -> Iterator[Fault]:
    part = value(document.data, path)
    for key in part if isinstance(part, Mapping) else ():
        if key not in known:
            yield unknown_key(document, (*path, key), known)


def _asks(found: object) -> bool:
    """Whether a value asks for anything: not where it, or everything in it, is empty or false."""
    if isinstance(found, Mapping):
        return any(_asks(part) for key, part in found.items() if key not in _IDLE)
    return bool(found)


def _wrong_execution(document: Document) -> Iterator[Fault]:
    path = ("execute", "execute_notebooks")
    # YAML reads a bare `off` as false.
    if value(document.data, path) not in (None, False, "off"):
        yield _refused(document, path, say("Notebooks are run by Tallybook, one run for each chapter."))


def _wrong_language(document: Document) -> Iterator[Fault]:
    ours, theirs = (
        str(value(document.texts, path) or "zh") for path in (("tallybook", "language"), LANGUAGE)
    )
    if value(document.texts, LANGUAGE) and theirs[:2].lower() != ours:
        yield _fault(
            document,
            LANGUAGE,
            "wrong-value",
            say("The book is in the language {language}, and this asks for another.", language=ours),
            say("Take this line out: tallybook.language alone is enough."),
        )


def _wrong_footer(document: Document) -> Iterator[Fault]:
    text = value(document.data, FOOTER)
    if text and (not isinstance(text, str) or "<" in text):
        yield _fault(
            document,
            FOOTER,
            "wrong-value",
            say("The value of {key} is not right.", key=".".join(FOOTER)),
            say("Write plain text: it is shown as it stands at the foot of every page, HTML too."),
        )


def _wrong_picture(document: Document, path: Sequence[str], root: Path) -> Iterator[Fault]:
    name = value(document.data, path)
    if not name:
        return
    place = root / str(name)
    if not isinstance(name, str) or place.suffix.lower() not in PICTURES:
        yield _fault(
            document,
            path,
            "wrong-value",
            say("The value of {key} is not right.", key=".".join(path)),
            say("Name a picture in the workspace that ends in one of: {endings}.", endings=tuple(PICTURES)),
        )
    elif not place.resolve().is_relative_to(root.resolve()):
        yield _fault(
            document,
            path,
            "outside-workspace",
            say("{file} lies outside the workspace.", file=name),
            say("Copy the picture into the workspace and name it there."),
        )
    elif not place.is_file():
        yield _fault(
            document,
            path,
            "no-file",
            say("There is no file {file}.", file=name),
            say("Write the path as it leads there from the workspace's folder."),
        )


def _refused(document: Document, path: Sequence[str], why: Message) -> Fault:
    return Fault(
        kind="refused-setting",
        file=document.name,
        row=document.line(path),
        column=".".join(path),
        problem=say("The book does not take the setting {key}. {why}", key=".".join(path), why=why),
        remedy=say("Take the setting out."),
    )


def _fault(document: Document, path: Sequence[str], kind: str, problem: Message, remedy: Message) -> Fault:
    return Fault(
        kind=kind,
        file=document.name,
        row=document.line(path),
        column=".".join(path),
        value=str(value(document.data, path)),
        problem=problem,
        remedy=remedy,
    )
