"""Marks: the roles and links that templates make with filters, from our own words and numbers only."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from tallybook.compose.escapes import Myst, escape
from tallybook.compose.refusals import RefusedError
from tallybook.errors import say

_WORDS = frozenset({"good", "watch", "bad", "none"})
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_LABEL = re.compile(r"[+\u2212]?[\d,.]+(?:%|\s\w+)?")
_FILE = re.compile(r"[a-z0-9_-]+")


def filters() -> dict[str, Callable[..., Any]]:
    """The filters by the names that templates use."""
    return {
        "bar": bar,
        "status": status,
        "spark": spark,
        "delta": delta,
        "link": link,
        "chart": chart,
        "card": card,
    }


def status(word: str) -> Myst:
    """A judgement as shape and word."""
    return Myst(f"{{status}}`{_word(word)}`")


def bar(cell: Mapping[str, Any]) -> Myst | str:
    """An in-cell bar of an attainment, or the word that says why there is none."""
    if cell["fraction"] is None:
        return str(cell["label"])
    return Myst(f"{{bar}}`{_number(cell['fraction'])} {_word(cell['status'])} {_label(cell['label'])}`")


def spark(values: list[str]) -> Myst:
    """A sparkline; a value of "-" is a gap."""
    if not any(value != "-" for value in values):
        return escape("–")
    return Myst("{spark}`" + " ".join("-" if value == "-" else _number(value) for value in values) + "`")


def delta(cell: Mapping[str, Any]) -> Myst | str:
    """A variance with its judgement, or the word that says why there is none."""
    if cell["status"] is None or not _LABEL.fullmatch(cell["label"]):
        return str(cell["label"])
    return Myst(f"{{delta}}`{_word(cell['status'])} {cell['label']}`")


def link(target: Mapping[str, Any]) -> Myst:
    """A link to another page of the book."""
    return Myst(f"[{escape(str(target['label']))}]({_file(target['slug'])}.md)")


def chart(figure: Mapping[str, Any]) -> Myst:
    """A figure with its message, title and alternative text."""
    words = "\n\n".join(escape(str(figure[part])) for part in ("message", "title", "alt"))
    return Myst(f"```{{chart}} figures/{_file(figure['file'])}.svg\n{words}\n```")


def card(cell: Mapping[str, Any]) -> Myst:
    """A value card: label, value with unit, details."""
    lines = [escape(str(cell["label"])), escape(str(cell["value"]))]
    lines += [part if isinstance(part, Myst) else escape(str(part)) for part in cell["details"]]
    return Myst(f"```{{card}} {_word(cell['status'])}\n" + "\n\n".join(lines) + "\n```")


def _word(word: str) -> str:
    if word not in _WORDS:
        raise RefusedError(say("{word} is not a judgement: good, watch, bad or none.", word=word))
    return word


def _number(text: object) -> str:
    return _matched(_NUMBER, text)


def _label(text: object) -> str:
    return _matched(_LABEL, text)


def _file(text: object) -> str:
    return _matched(_FILE, text)


def _matched(pattern: re.Pattern[str], text: object) -> str:
    if not pattern.fullmatch(str(text)):
        raise RefusedError(say("{text} does not fit into a mark.", text=text))
    return str(text)


def labelled(label: str, mark: Myst | str) -> Myst:
    """A word before a mark."""
    return Myst(f"{escape(label)} {mark if isinstance(mark, Myst) else escape(mark)}")
