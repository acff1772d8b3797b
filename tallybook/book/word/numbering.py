"""How lists count: a form for each kind of number, and an instance for each list, so that every one begins anew."""

from collections.abc import Mapping

from tallybook.book.word.leaf import Listing
from tallybook.book.word.xml import Element, tag, w

BULLETS = "bullets"
STEP = 420
_LEVELS = 9
_SIGNS = "•–▪"
_FORMS = {
    BULLETS: "bullet",
    "arabic": "decimal",
    "loweralpha": "lowerLetter",
    "upperalpha": "upperLetter",
    "lowerroman": "lowerRoman",
    "upperroman": "upperRoman",
}


class Numbers:
    """The lists of a document under way."""

    def __init__(self, given: Element | None) -> None:
        self.root = w("numbering") if given is None else given
        forms = [int(each.get(tag("w:abstractNumId"))) for each in self.root.findall(tag("w:abstractNum"))]
        lists = [int(each.get(tag("w:numId"))) for each in self.root.findall(tag("w:num"))]
        self._forms: dict[str, int] = {}
        self._next_form, self._next = max(forms, default=-1) + 1, max(lists, default=0) + 1
        self._made: list[Element] = []

    def __bool__(self) -> bool:
        return len(self.root) > 0 or bool(self._made)

    def add(self, lists: Mapping[str, Listing]) -> dict[str, str]:
        """The numbers by which these lists go in the document."""
        return {name: str(self._add(one)) for name, one in lists.items()}

    def finished(self) -> Element:
        """The whole part: all forms before all lists, as Word wants them."""
        forms = self.root.findall(tag("w:abstractNum"))
        place = self.root.index(forms[-1]) + 1 if forms else 0
        for name, number in self._forms.items():
            self.root.insert(place, _form(name, number))
            place += 1
        last = self.root.findall(tag("w:num"))
        place = self.root.index(last[-1]) + 1 if last else place
        self.root[place:place] = self._made
        return self.root

    def _add(self, one: Listing) -> int:
        form = one.form if one.form in _FORMS else "arabic"
        if form not in self._forms:
            self._forms[form] = self._next_form
            self._next_form += 1
        begins = w("lvlOverride", w("startOverride", val=one.start), ilvl=one.level)
        number, self._next = self._next, self._next + 1
        self._made.append(
            w(
                "num",
                w("abstractNumId", val=self._forms[form]),
                None if form == BULLETS else begins,
                numId=number,
            )
        )
        return number


def _form(name: str, number: int) -> Element:
    return w(
        "abstractNum",
        w("multiLevelType", val="hybridMultilevel"),
        *(_level(name, level) for level in range(_LEVELS)),
        abstractNumId=number,
    )


def _level(name: str, level: int) -> Element:
    sign = _SIGNS[level % len(_SIGNS)] if name == BULLETS else f"%{level + 1}."
    return w(
        "lvl",
        w("start", val=1),
        w("numFmt", val=_FORMS[name]),
        w("lvlText", val=sign),
        w("lvlJc", val="left"),
        w("pPr", w("ind", left=STEP * (level + 1), hanging=STEP)),
        ilvl=level,
    )
