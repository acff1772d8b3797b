"""A note's text in its parts, found by the words of its headings."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tallybook.errors import say
from tallybook.sources.nearest import meant
from tallybook.sources.unfit import Unfit

_ATX = re.compile(r" {0,3}(#{1,2})(?!#)([ \t]*)(.*?)[ \t]*#*[ \t]*")
_UNDERLINE = re.compile(r" {0,3}(=+|-{2,})[ \t]*")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})(.*)")
_NUMBER = re.compile(
    r"(?:第?[一二三四五六七八九十]+(?:部分)?|\d+)[、.．:：）)\s]\s*|[（(][一二三四五六七八九十\d]+[）)]\s*"
)
_MARKS = "*_：:。 \t\u3000"


def split(text: str) -> dict[str, str | None]:
    """The parts of a note by name, each as written; raises Unfit with the line of each that does not belong."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if lines[0].strip() == "---":
        raise _front_matter()
    headings = list(_headings(lines))
    wrong = list(_unfit(lines, headings))
    if wrong:
        first, *others = wrong
        raise Unfit(first.kind, first.problem, first.remedy, row=first.row, others=others)
    ends = [*(heading.line for heading in headings), len(lines)][1:]
    return {
        _WORDS[_bare(heading.text)]: _body(lines[heading.after : end])
        for heading, end in zip(headings, ends, strict=False)
    }


def beginnings(text: str) -> tuple[tuple[str, int], ...]:
    """The line in which the text of each part begins, of a note that `split` takes."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    found = []
    for heading in _headings(lines):
        filled = (place for place in range(heading.after, len(lines)) if lines[place])
        found.append((_WORDS[_bare(heading.text)], next(filled, heading.after) + 1))
    return tuple(found)


def title(part: str, language: str) -> str:
    """The heading of a part, in a language."""
    return _PARTS[part][0 if language == "zh" else -1]


@dataclass(frozen=True, slots=True)
class _Heading:
    """A heading on `line`, counted from 0; the text below it begins at `after`."""

    text: str
    line: int
    after: int


def _headings(lines: list[str]) -> Iterator[_Heading]:
    fence: str | None = None
    for place, line in enumerate(lines):
        mark = _FENCE.fullmatch(line)
        if fence is not None:
            if mark and mark[1].startswith(fence) and not mark[2].strip():
                fence = None
        elif mark:
            fence = mark[1]
        elif (heading := _heading(lines, place)) is not None:
            yield heading


def _heading(lines: list[str], place: int) -> _Heading | None:
    """A heading of level 1 or 2, also with the space forgotten or underlined where its words are known."""
    found = _ATX.fullmatch(lines[place])
    if found and (found[2] or not found[3] or _bare(found[3]) in _WORDS):
        return _Heading(found[3], place, place + 1)
    if _bare(lines[place]) in _WORDS and any(
        _UNDERLINE.fullmatch(line) for line in lines[place + 1 : place + 2]
    ):
        return _Heading(lines[place], place, place + 2)
    return None


def _bare(text: str) -> str:
    """A heading's words without number, emphasis and colon."""
    bare = text.strip(_MARKS)
    return _NUMBER.sub("", bare, count=1).strip(_MARKS).casefold() if _NUMBER.match(bare) else bare.casefold()


def _body(lines: list[str]) -> str | None:
    return "\n".join(lines).strip("\n").rstrip() or None


def _unfit(lines: list[str], headings: list[_Heading]) -> Iterator[Unfit]:
    """What stands before the first heading, and every heading that is none of ours or stands there again."""
    before = lines[: headings[0].line] if headings else lines
    if (place := next((place for place, line in enumerate(before) if line.strip()), None)) is not None:
        yield _too_early(place)
    seen: set[str] = set()
    for heading in headings:
        part = _WORDS.get(_bare(heading.text))
        if part is None:
            yield _unknown(heading)
        elif part in seen:
            yield _repeated(heading)
        else:
            seen.add(part)


def _too_early(place: int) -> Unfit:
    return Unfit(
        "text-before-heading",
        say("This text stands before the first heading."),
        say('Begin with a heading such as "## {heading}".', heading=say("Achievements")),
        row=place + 1,
    )


def _front_matter() -> Unfit:
    return Unfit(
        "front-matter",
        say("The note begins with a block of settings between lines of hyphens."),
        say("Take the block out; a note holds only headings and text."),
        row=1,
    )


def _unknown(heading: _Heading) -> Unfit:
    return Unfit(
        "unknown-heading",
        say("{heading} is not a part of a note.", heading=heading.text[:60]),
        say(
            "{meant} Headings inside a part begin with ###.",
            meant=meant(_bare(heading.text), _SHOWN),
        ),
        row=heading.line + 1,
    )


def _repeated(heading: _Heading) -> Unfit:
    return Unfit(
        "repeated-heading",
        say("The part {heading} stands here a second time.", heading=heading.text[:60]),
        say("Put its text under the first heading; headings inside a part begin with ###."),
        row=heading.line + 1,
    )


_PARTS = {
    "achievements": ("主要业绩", "工作业绩", "业绩", "主要工作业绩", "Achievements"),
    "problems": ("存在问题", "存在的问题", "问题", "问题与不足", "Problems"),
    "next_steps": ("下一步工作", "下一步", "下一步计划", "下一步工作计划", "工作计划", "Next steps"),
    "promises": ("上期承诺", "上期承诺落实情况", "承诺落实情况", "Last period's promises"),
    "success_case": ("成功案例", "Success case"),
    "failure_case": ("失败案例", "Failure case"),
    "opinions": ("客户意见", "走访中的客户意见", "Customers' opinions"),
}
_WORDS = {word.casefold(): part for part, words in _PARTS.items() for word in words}
_SHOWN = tuple(word for words in _PARTS.values() for word in (words[0], words[-1]))
