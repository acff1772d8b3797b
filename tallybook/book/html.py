"""Our nodes as HTML; every word passes through the translator's escapes."""

import posixpath
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from docutils import nodes
from sphinx.writers.html5 import HTML5Translator

from tallybook.book import drawing, signs
from tallybook.book import nodes as ours
from tallybook.book.language import say
from tallybook.domain.facts import Status

Visitor = Callable[[Any, Any], None]


def _say(translator: HTML5Translator, template: str, **values: object) -> str:
    """A sentence of ours in the book's language, escaped for text and attributes."""
    return translator.attval(say(translator.config, template, **values))


def _between(start: str, end: str) -> tuple[Visitor, Visitor]:
    def visit(translator: HTML5Translator, _node: nodes.Node) -> None:
        translator.body.append(start)

    def depart(translator: HTML5Translator, _node: nodes.Node) -> None:
        translator.body.append(end)

    return visit, depart


def _end(end: str) -> Visitor:
    return _between("", end)[1]


def visit_picture(translator: HTML5Translator, node: ours.Picture) -> None:
    """Refer to the drawing with its size, so that nothing jumps while it loads."""
    builder = translator.builder
    uri = posixpath.join(builder.imgpath, quote(builder.images.get(node["uri"], node["uri"])))
    sides = "".join(f' {side}="{node[side]}"' for side in ("width", "height") if side in node)
    alt = translator.attval(node["alt"])
    translator.body.append(
        f'<div class="tb-canvas"><img src="{translator.attval(uri)}" alt="{alt}"{sides}></div>\n'
    )
    raise nodes.SkipNode


def visit_card(translator: HTML5Translator, node: ours.card) -> None:
    """Write a card: its label first, then the value, then what it is compared with."""
    judged = Status(node["status"])
    label, value, *details = node.children
    translator.body.append(f'<li class="tb-card tb-{judged}">\n<p class="tb-card-label"><span>')
    _write(translator, label)
    translator.body.append(f'</span>{_mark(translator, judged, node["word"])}</p>\n<p class="tb-card-value">')
    number, unit = signs.parted(value.astext())
    translator.body.append(translator.encode(number))
    translator.body.append(f"<small>{translator.encode(unit)}</small></p>\n" if unit else "</p>\n")
    for detail in details:
        translator.body.append('<p class="tb-card-detail">')
        _write(translator, detail)
        translator.body.append("</p>\n")
    translator.body.append("</li>\n")
    raise nodes.SkipNode


def _write(translator: HTML5Translator, paragraph: nodes.Node) -> None:
    for part in paragraph.children:
        part.walkabout(translator)


def visit_sortable(translator: HTML5Translator, _node: ours.sortable) -> None:
    """Begin a table that the script makes sortable; without it, it is a table."""
    words = {
        "filter": _say(translator, "Filter the table"),
        "sort": _say(translator, "Sort by this column"),
        "shown": _say(translator, "{shown} of {rows} rows", shown="{shown}", rows="{rows}"),
    }
    data = "".join(f' data-{name}="{text}"' for name, text in words.items())
    translator.body.append(f'<div class="tb-sortable"{data}>\n')


def visit_audit(translator: HTML5Translator, node: ours.audit) -> None:
    """Begin small print: closed on the screen, in full on paper."""
    label = translator.encode(
        node.get("label") or say(translator.config, "Show the figures behind this page")
    )
    translator.body.append(f'<details class="tb-audit">\n<summary>{label}</summary>\n')


def visit_bar(translator: HTML5Translator, node: ours.bar) -> None:
    """Begin an attainment: the bar, then its label."""
    fraction = node["fraction"]
    value = "" if fraction is None else f' data-sort="{fraction!r}"'
    translator.body.append(
        f'<span class="tb-bar tb-{Status(node["status"])}"{value}>{drawing.bar(fraction)}'
        '<span class="tb-bar-label">'
    )


def visit_judgement(translator: HTML5Translator, node: ours.judgement) -> None:
    """Write a judgement: the shape for the eye, the word for everybody."""
    translator.body.append(_mark(translator, Status(node["status"])) or signs.NONE)
    raise nodes.SkipNode


def visit_delta(translator: HTML5Translator, node: ours.delta) -> None:
    """Begin a variance."""
    translator.body.append(f'<span class="tb-delta tb-{Status(node["status"])}">')


def visit_spark(translator: HTML5Translator, node: ours.spark) -> None:
    """Draw a course and say it in words."""
    translator.body.append(
        drawing.spark(node["numbers"], translator.attval(signs.course(translator.config, node["numbers"])))
    )
    raise nodes.SkipNode


def _mark(translator: HTML5Translator, judged: Status, word: str = "") -> str:
    if judged is Status.NONE:
        return ""
    rank = list(signs.MARKS).index(judged)
    called = translator.encode(word) if word else _say(translator, signs.WORDS[judged])
    return (
        f'<span class="tb-status tb-{judged}" data-sort="{rank}">'
        f'<span aria-hidden="true">{signs.MARKS[judged]}</span> {called}</span>'
    )


VISITORS: dict[type[nodes.Element], tuple[Visitor, Visitor | None]] = {
    ours.chart: _between('<figure class="tb-chart">\n', "</figure>\n"),
    ours.chart_message: _between('<p class="tb-message">', "</p>\n"),
    ours.chart_title: _between("<figcaption>", "</figcaption>\n"),
    ours.Picture: (visit_picture, None),
    ours.cards: _between('<ul class="tb-cards">\n', "</ul>\n"),
    ours.card: (visit_card, None),
    ours.sortable: (visit_sortable, _end("</div>\n")),
    ours.cover: _between('<div class="tb-cover">\n', "</div>\n"),
    ours.audit: (visit_audit, _end("</details>\n")),
    ours.bar: (visit_bar, _end("</span></span>")),
    ours.judgement: (visit_judgement, None),
    ours.delta: (visit_delta, _end("</span>")),
    ours.spark: (visit_spark, None),
}
