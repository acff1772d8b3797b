"""The text of a Word document's cells to the letter: lines, tabs, list numbers; tracked changes as if accepted."""

from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from tallybook.errors import Message, say
from tallybook.sources.documents import attribute, below, name_of, walk

_SPOKEN = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
_UNSPOKEN: dict[str, tuple[Message, Message]] = {
    **dict.fromkeys(
        ("drawing", "pict", "object"),
        (
            say("Here is a picture, a text box or an object; a note holds text only."),
            say("Say it in words, and take the picture out; hand it in apart."),
        ),
    ),
    "sym": (
        say("Here is a sign of a symbol font, which is no text."),
        say("Write a word, or an ordinary sign, in its place."),
    ),
    **dict.fromkeys(
        ("footnoteReference", "endnoteReference"),
        (say("Here is a footnote; a note has none."), say("Write what it says into the cell.")),
    ),
}
_DEEPEST = 8
_TOO_DEEP = (
    say("Here are tables within tables that nobody can follow."),
    say("Write it as text."),
)
_CHINESE = "〇一二三四五六七八九十"
_CIRCLED = "⓪①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_BULLET = "•"


def settle(root: Element) -> bool:
    """Take out what only asks to be filled in and what tracked changes deleted; whether there were such changes."""
    tracked = False
    for parent in list(root.iter()):
        tracked = tracked or name_of(parent) in ("ins", "del", "moveFrom", "moveTo")
        for child in list(parent):
            name = name_of(child)
            if name == "sdt" and below(child, "sdtPr", "showingPlcHdr") is not None:
                content = below(child, "sdtContent")
                if content is not None:
                    child.remove(content)
            elif name == "tr" and below(child, "trPr", "del") is not None:
                parent.remove(child)
    return tracked


class Reader:
    """Reads a document's paragraphs and cells from the top down, for lists count on from one to the next."""

    def __init__(self, numbering: Element | None) -> None:
        self._numbers = _Numbers(numbering)
        self.wrong: tuple[Message, Message] | None = None

    def text(self, part: Element) -> str:
        """The lines of a paragraph, or of everything in a cell; what cannot be text is left in `wrong`."""
        self.wrong = None
        return "\n".join(self._lines(part, 0))

    def _lines(self, part: Element, depth: int) -> Iterator[str]:
        if depth > _DEEPEST:
            self.wrong = self.wrong or _TOO_DEEP
            return
        begun: list[str] = []
        for block in [part] if name_of(part) == "p" else walk(part, ("p", "tbl")):
            if name_of(block) == "tbl":
                for row in walk(block, ("tr",)):
                    yield "\t".join("\n".join(self._lines(cell, depth + 1)) for cell in walk(row, ("tc",)))
                continue
            begun.append(self._numbers.before(block) + self._words(block))
            # A paragraph whose end was deleted goes on in the next one.
            if below(block, "pPr", "rPr", "del") is None:
                yield "".join(begun)
                begun = []
        if begun:
            yield "".join(begun)

    def _words(self, paragraph: Element) -> str:
        found: list[str] = []
        for one in walk(paragraph, _WANTED):
            name = name_of(one)
            if name in _UNSPOKEN:
                self.wrong = self.wrong or _UNSPOKEN[name]
            else:
                found.append(_SPOKEN.get(name) or one.text or "")
        return "".join(found)


_WANTED = frozenset({"t", *_SPOKEN, *_UNSPOKEN})


class _Numbers:
    """What Word puts before the paragraphs of lists, and keeps apart from their words."""

    def __init__(self, numbering: Element | None) -> None:
        parts = list(numbering) if numbering is not None else []
        forms = {attribute(one, "abstractNumId"): one for one in parts if name_of(one) == "abstractNum"}
        self._lists = {
            attribute(one, "numId"): forms.get(attribute(below(one, "abstractNumId"), "val"))
            for one in parts
            if name_of(one) == "num"
        }
        self._counts: dict[str | None, Counter[str]] = {}

    def before(self, paragraph: Element) -> str:
        """A list item's number or sign, and a blank; nothing before other paragraphs."""
        about = below(paragraph, "pPr", "numPr")
        number = attribute(below(about, "numId"), "val") if about is not None else None
        form = self._lists.get(number)
        if about is None or form is None:
            return ""
        level = attribute(below(about, "ilvl"), "val") or "0"
        counts = self._counts.setdefault(number, Counter())
        counts[level] += 1
        for deeper in [each for each in counts if each > level]:
            del counts[deeper]
        return self._label(form, level, counts)

    def _label(self, form: Element, level: str, counts: Counter[str]) -> str:
        levels = {attribute(one, "ilvl"): one for one in form if name_of(one) == "lvl"}
        if level not in levels:
            return ""
        kind = attribute(below(levels[level], "numFmt"), "val")
        label = attribute(below(levels[level], "lvlText"), "val") or ""
        if kind == "none":
            return ""
        if kind == "bullet":
            return f"{_BULLET} "
        for at in range(9):
            place = str(at)
            if f"%{at + 1}" in label and place in levels:
                start = int(attribute(below(levels[place], "start"), "val") or 1)
                shown = attribute(below(levels[place], "numFmt"), "val") or ""
                label = label.replace(f"%{at + 1}", _counted(start + max(counts[place], 1) - 1, shown))
        return label + (" " if label.isascii() else "")


def _counted(number: int, kind: str) -> str:
    if kind.startswith(("chinese", "japaneseCounting", "ideographDigital")) and number < 100:
        return _in_chinese(number)
    if kind.startswith("decimalEnclosedCircle") and number < len(_CIRCLED):
        return _CIRCLED[number]
    if kind in ("lowerLetter", "upperLetter") and 0 < number <= 26:
        return chr(ord("a" if kind == "lowerLetter" else "A") + number - 1)
    return str(number)


def _in_chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    if not tens:
        return _CHINESE[ones]
    return (_CHINESE[tens] if tens > 1 else "") + "十" + (_CHINESE[ones] if ones else "")
