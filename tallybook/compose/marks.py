"""Marks: the roles, links, charts and cards that templates make with filters.

Roles hold numbers and words of our own only; whatever else is in a mark is escaped text.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from tallybook.compose.escapes import Myst, escape
from tallybook.compose.refusals import RefusedError
from tallybook.errors import say

_WORDS = frozenset({"good", "watch", "bad", "none"})
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_LABEL = re.compile(r"[+\u2212]?[\d,.]+(?:%|\s\w+)?")
_FILE = re.compile(r"[a-z0-9_-]+")
_EM = "&emsp;"
NOTHING = "–"
_SHOWN = 40


def filters() -> dict[str, Callable[..., Any]]:
    """The filters by the names that templates use; each refuses what it can make no mark of."""
    return {mark.__name__: _strict(mark, example) for mark, example in _TAKES.items()}


def status(word: str) -> Myst:
    """A judgement as shape and word."""
    return Myst(f"{{status}}`{_word(word)}`")


def bar(cell: Mapping[str, Any]) -> Myst | str:
    """An in-cell bar of an attainment, or the word that says why there is none."""
    if cell["fraction"] is None:
        return str(cell["label"])
    return Myst(
        f"{{bar}}`{_fit(_NUMBER, cell['fraction'])} {_word(cell['status'])} {_fit(_LABEL, cell['label'])}`"
    )


def spark(values: Sequence[str]) -> Myst:
    """A sparkline of numbers; "-" is a gap."""
    if all(value == "-" for value in values):
        return escape(NOTHING)
    return Myst("{spark}`" + " ".join(v if v == "-" else _fit(_NUMBER, v) for v in values) + "`")


def delta(cell: Mapping[str, Any]) -> Myst | str:
    """A variance with its judgement, or the word that says why there is none."""
    if cell["status"] is None:
        return str(cell["label"])
    return Myst(f"{{delta}}`{_word(cell['status'])} {_fit(_LABEL, cell['label'])}`")


def link(target: Mapping[str, Any] | None) -> Myst:
    """A link to another page of the book."""
    if target is None:
        return escape(NOTHING)
    return Myst(f"[{escape(str(target['label']))}]({_fit(_FILE, target['slug'])}.md)")


def anchor(name: str) -> Myst:
    """A place on the page that figures in notes and findings are linked to."""
    return Myst(f"{{anchor}}`{_fit(_FILE, name)}`")


def see(name: str) -> Myst:
    """A link to the place on the page where a finding's evidence stands; nothing where there is none."""
    return Myst(f" {{see}}`{_fit(_FILE, name)}`" if name else "")


def chart(figure: Mapping[str, Any]) -> Myst:
    """A figure with its message, title and alternative text."""
    words = "\n\n".join(escape(figure[part] or NOTHING) for part in ("message", "title", "alt"))
    return Myst(f"```{{chart}} figures/{_fit(_FILE, figure['file'])}.svg\n{words}\n```")


def card(cell: Mapping[str, Any]) -> Myst:
    """A value card: label, value with unit, details."""
    details = (escape(part) if isinstance(part, str) else _comparison(part) for part in cell["details"])
    lines = (escape(cell["label"] or NOTHING), escape(cell["value"] or NOTHING), *details)
    return Myst(f"```{{card}} {_word(cell['status'])}\n" + "\n\n".join(filter(None, lines)) + "\n```")


def indent(depth: int) -> Myst:
    """Space before the name of a unit that stands below another."""
    return Myst(_EM * min(int(depth), 9))


_TAKES: Mapping[Callable[..., Any], str] = {
    status: "row.status",
    bar: "row.attainment",
    spark: "row.trend",
    delta: "row.yoy",
    link: "row.link",
    chart: "figures.course",
    card: "cards",
    indent: "row.depth",
    anchor: "row.anchor",
    see: "row.see",
}


def _strict(mark: Callable[..., Any], example: str) -> Callable[[Any], Any]:
    def marked(value: Any) -> Any:
        try:
            return mark(value)
        except RefusedError:
            raise
        except (AttributeError, LookupError, TypeError, ValueError) as error:
            raise _refused(mark.__name__, example) from error

    return marked


def _refused(name: str, example: str) -> RefusedError:
    return RefusedError(
        say("The filter {filter} can make nothing of this value.", filter=name),
        say("Give it something like {example}.", example=example),
    )


def _comparison(detail: Mapping[str, Any] | Sequence[str]) -> Myst:
    """A line of a card that is more than text: a sparkline, or a variance after a word."""
    if not isinstance(detail, Mapping):
        return spark(detail)
    mark = delta(detail["delta"])
    return Myst(f"{escape(detail['label'])} {mark if isinstance(mark, Myst) else escape(mark)}")


def _word(word: object) -> str:
    if word not in _WORDS:
        raise RefusedError(
            say("{word} is not a judgement.", word=str(word)[:_SHOWN]),
            say("There are good, watch, bad and none."),
        )
    return str(word)


def _fit(pattern: re.Pattern[str], text: object) -> str:
    if not pattern.fullmatch(str(text)):
        raise RefusedError(say("{text} does not fit into a mark.", text=str(text)[:_SHOWN]))
    return str(text)
