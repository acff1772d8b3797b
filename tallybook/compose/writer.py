"""Markdown trees written out as MyST with every text escaped."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from markdown_it.tree import SyntaxTreeNode

from tallybook.compose import markdown
from tallybook.compose.escapes import escape, escape_inside, keep_edges, visible
from tallybook.compose.figures import Mark, Places

_SCHEMES = ("http://", "https://", "mailto:")
_SAMPLE = 30
_HTML = re.compile(r"<[A-Za-z/!?][^>]{0,200}>?")
_TICKS = re.compile("`+")
_HAN = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")
# A line of Chinese that ends a sentence is meant as a line of its own, and so is one that begins with a number as
# people write it: 1、 2． （3） ④ 五、.
_SENTENCE_END = ("。", "！", "？", "；", "：")
_NUMBERED = re.compile(
    r"\s*(?:\d{1,2}[、．)）]|[(（][\d一二三四五六七八九十]{1,3}[)）]|[①-⑳]|[一二三四五六七八九十]{1,3}、)"
)


def literal_block(lines: Sequence[str]) -> str:
    """A code block that its content cannot end."""
    fence = "`" * max(3, *(len(run) + 1 for line in lines for run in ("", *_TICKS.findall(line))))
    return "\n".join((fence, *lines, fence))


class Writer:
    """Writes one tree; `constructs` are samples of what it had to show as text."""

    def __init__(self, source: str = "", marks: Sequence[Mark] = ()) -> None:
        self.constructs: list[str] = []
        self._places = Places(source, marks)

    def blocks(self, parent: SyntaxTreeNode) -> str:
        """The children of a block, with an empty line between them."""
        return "\n\n".join(text for child in parent.children if (text := self._block(child)))

    def _block(self, node: SyntaxTreeNode) -> str:
        match node.type:
            case "paragraph" | "inline":
                return "\n\n".join(map(keep_edges, self._lines(node)))
            case "heading":
                title = escape(markdown.plain(node))
                return f"**{title}**" if title else ""
            case "bullet_list" | "ordered_list":
                return "\n\n".join(self._item(item) for item in node.children)
            case "blockquote":
                return _prefixed(self.blocks(node), "> ", "> ")
            case "fence" | "code_block":
                return self._literal(node)
            case "table":
                return self._table(node)
            case "hr":
                return escape(markdown.rule(node))
            case _:
                return escape(node.content)

    def _item(self, item: SyntaxTreeNode) -> str:
        marker = f"{item.info}{item.markup} "
        return _prefixed(self.blocks(item), marker, " " * len(marker)).rstrip()

    def _literal(self, node: SyntaxTreeNode) -> str:
        lines = markdown.literal(node)
        if markdown.is_directive(node):
            self._note(lines[0])
        return literal_block(lines)

    def _table(self, node: SyntaxTreeNode) -> str:
        rows = [row for part in node.children for row in part.children]
        cells = [[self._cell(cell) for cell in row.children] for row in rows]
        rule = [_alignment(cell) for cell in rows[0].children]
        return "\n".join(f"| {' | '.join(row)} |" for row in (cells[0], rule, *cells[1:]))

    def _cell(self, cell: SyntaxTreeNode) -> str:
        return keep_edges(" ".join(self._lines(cell)))

    def _lines(self, node: SyntaxTreeNode) -> list[str]:
        """The inline content of a block; more than one line where its breaks are meant as such."""
        inline = node.children[0].children if node.children and node.children[0].type == "inline" else ()
        in_table = node.type in ("th", "td")
        lines = [""]
        for child, after in zip_longest(inline, inline[1:]):
            if _ends_line(child, lines[-1], after):
                lines.append("")
            else:
                lines[-1] += self._inline(child, in_table=in_table)
        return [line for line in lines if line]

    def _inline(self, node: SyntaxTreeNode, *, in_table: bool) -> str:
        match node.type:
            case "text":
                self._note(*_HTML.findall(node.content))
                return self._places.written(node.content)
            case "softbreak":
                return _joint(node)
            case "hardbreak":
                return " "
            case "code_inline":
                return _code(node.content, in_table=in_table)
            case "em" | "strong":
                return node.markup + keep_edges(self._inlines(node, in_table=in_table)) + node.markup
            case "link":
                return self._link(node, in_table=in_table)
            case "image":
                self._note(f"![{node.content}]({node.attrs.get('src')})")
                return escape_inside(markdown.plain(node))
            case _:
                self._note(node.content)
                return escape_inside(node.content)

    def _inlines(self, node: SyntaxTreeNode, *, in_table: bool) -> str:
        return "".join(self._inline(child, in_table=in_table) for child in node.children)

    def _link(self, node: SyntaxTreeNode, *, in_table: bool) -> str:
        text, target = self._inlines(node, in_table=in_table), str(node.attrs.get("href", ""))
        if text and target.lower().startswith(_SCHEMES):
            return f"[{keep_edges(text)}]({escape(target)})"
        self._note(f"[{markdown.plain(node)}]({target})")
        return text

    def _note(self, *samples: str) -> None:
        seen = (visible(sample) for sample in samples)
        self.constructs += (text if len(text) <= _SAMPLE else text[:_SAMPLE] + "…" for text in seen)


def _ends_line(node: SyntaxTreeNode, line: str, after: SyntaxTreeNode | None) -> bool:
    if node.type != "softbreak":
        return node.type == "hardbreak"
    numbered = after is not None and after.type == "text" and _NUMBERED.match(after.content)
    return line.endswith(_SENTENCE_END) or bool(numbered)


def _prefixed(text: str, first: str, rest: str) -> str:
    return "\n".join(_with_prefix(text.split("\n"), first, rest))


def _with_prefix(lines: Iterable[str], first: str, rest: str) -> Iterator[str]:
    for number, line in enumerate(lines):
        prefix = rest if number else first
        yield prefix + line if line else prefix.rstrip()


def _joint(node: SyntaxTreeNode) -> str:
    """Chinese lines are joined without the space that other scripts need."""
    before, after = node.previous_sibling, node.next_sibling
    if before is None or after is None:
        return " "
    ends = markdown.plain(before)[-1:], markdown.plain(after)[:1]
    return "" if all(end and _HAN.fullmatch(end) for end in ends) else " "


def _alignment(cell: SyntaxTreeNode) -> str:
    style = str(cell.attrs.get("style", ""))
    return {"text-align:left": ":---", "text-align:right": "---:", "text-align:center": ":---:"}.get(
        style, "---"
    )


def _code(content: str, *, in_table: bool) -> str:
    text = visible(content)
    fence = "`" * (1 + max((len(run) for run in _TICKS.findall(text)), default=0))
    padded = f" {text} " if text.strip("` ") != text and text.strip() else text
    return fence + (padded.replace("|", "\\|") if in_table else padded) + fence
