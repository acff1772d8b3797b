"""What may be entered into cells: choices from lists, dates and numbers, each with its help."""

from collections.abc import Sequence
from typing import Any

from tallybook.workbooks import texts
from tallybook.workbooks.values import Choice, Days, Help, Numbers, Sheet

_MOST_OF_TITLE, _MOST_OF_HELP = 32, 255
_LARGEST = 10**15


class Lists:
    """The options of all choices, kept on a sheet of their own: in a rule itself they may not be long nor hold commas."""

    def __init__(self, name: str, sheets: Sequence[Sheet]) -> None:
        self.name = name
        self.options = tuple(
            dict.fromkeys(e.options for sheet in sheets for e in sheet.entries if isinstance(e, Choice))
        )

    def range_of(self, options: tuple[str, ...]) -> str:
        """The cells in which these options stand, as a formula."""
        from xlsxwriter.utility import xl_range_abs

        place = self.options.index(options)
        return f"='{self.name}'!{xl_range_abs(0, place, len(options) - 1, place)}"


def rule(entry: Choice | Days | Numbers | Help, lists: Lists) -> dict[str, Any]:
    """The rule for an area of cells, as XlsxWriter takes it."""
    found: dict[str, Any] = {}
    for kind, pair in (("input", entry.help), ("error", entry.refusal)):
        if pair is not None:
            found[f"{kind}_title"] = texts.cut(texts.shown(pair[0]), _MOST_OF_TITLE)
            found[f"{kind}_message"] = texts.cut(texts.shown(pair[1]), _MOST_OF_HELP)
    match entry:
        case Help():
            return found | {"validate": "any"}
        case Choice():
            return found | {"validate": "list", "source": lists.range_of(entry.options)}
        case Days():
            return found | {
                "validate": "date",
                "criteria": "between",
                "minimum": entry.first,
                "maximum": entry.last,
            }
        case Numbers():
            return found | {
                "validate": "decimal",
                "criteria": "between",
                "minimum": -_LARGEST,
                "maximum": _LARGEST,
            }
