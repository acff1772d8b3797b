"""What cells look like: each style once as a format of XlsxWriter's."""

from typing import TYPE_CHECKING, Any

from tallybook.workbooks.values import Style

if TYPE_CHECKING:
    from xlsxwriter import Workbook as Book

FONT_SIZE = 10
_EDGE = "#B8BEC6"


class Looks:
    """The formats of a workbook, each made once."""

    def __init__(self, book: "Book", font: str) -> None:
        self._book, self._font = book, font
        self._made: dict[tuple[Style, bool], Any] = {}

    def of(self, style: Style, *, quoted: bool = False) -> Any:
        """The format for a style; `quoted` says that what stands there is no formula even when it is edited."""
        if (style, quoted) not in self._made:
            self._made[style, quoted] = self._book.add_format(
                # Without the scheme, or the theme's font would stand for this one.
                {
                    **_attributes(style),
                    "font_name": self._font,
                    "font_scheme": None,
                    "quote_prefix": quoted,
                }
            )
        return self._made[style, quoted]

    def change(self, style: Style) -> Any:
        """What a highlight changes of a cell's look."""
        base = {"bold": style.bold, "font_color": style.ink, "bg_color": style.fill}
        return self._book.add_format({name: value for name, value in base.items() if value})


def _attributes(style: Style) -> dict[str, Any]:
    optional = {
        "font_color": style.ink,
        "bg_color": style.fill,
        "align": style.align,
        "indent": style.indent,
    }
    edge = {"top": 1, "bottom": 1} if style.framed else {"top": int(style.top), "bottom": int(style.bottom)}
    return {
        "num_format": style.number,
        "font_size": style.size,
        "bold": style.bold,
        "text_wrap": style.wrap,
        "valign": "top" if style.wrap else "vcenter",
        "locked": not style.unlocked,
        "border_color": _EDGE,
        **({"left": 1, "right": 1} if style.framed else {}),
        **edge,
        **{name: value for name, value in optional.items() if value},
    }
