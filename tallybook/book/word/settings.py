"""How Word is to treat a document."""

from tallybook.book.word.xml import Element, w


def settings(*, contents: bool = False, notes: bool = False) -> Element:
    """The settings of a document; with `contents` its fields are made anew when it is opened."""
    mode = w(
        "compatSetting", name="compatibilityMode", uri="http://schemas.microsoft.com/office/word", val="15"
    )
    marks = (w("footnote", id=-1), w("footnote", id=0))
    return w(
        "settings",
        w("updateFields", val="true") if contents else None,
        w("footnotePr", *marks) if notes else None,
        w("compat", mode),
        w("themeFontLang", val="en-US", eastAsia="zh-CN"),
        w("decimalSymbol", val="."),
        w("listSeparator", val=","),
    )
