"""The parts of a page that docutils has no word for; what they look like is each builder's matter."""

from docutils import nodes


class chart(nodes.General, nodes.Element):  # noqa: N801 - docutils finds visitors by these names
    """A figure: a `chart_message`, a `Picture`, a `chart_title`."""


class chart_message(nodes.Part, nodes.TextElement):  # noqa: N801
    """The sentence drawn from the data, above the drawing."""


class chart_title(nodes.Part, nodes.TextElement):  # noqa: N801
    """Who, what, unit, when and which scenarios, below the drawing."""


class Picture(nodes.image):
    """The drawing; `alt` says what it says, `width` and `height` are CSS pixels."""


class cards(nodes.General, nodes.Element):  # noqa: N801
    """A row of `card` nodes."""


class card(nodes.Part, nodes.Element):  # noqa: N801
    """One figure: paragraphs of label, value and comparisons; `status` is the judgement on it, `word` what that is called here."""


class sortable(nodes.General, nodes.Element):  # noqa: N801
    """A table that the reader may sort and filter."""


class cover(nodes.General, nodes.Element):  # noqa: N801
    """What stands on the book's cover."""


class audit(nodes.General, nodes.Element):  # noqa: N801
    """Small print: appendices and notes on the data; `label`, if any, says what a reader opens."""


class bar(nodes.Inline, nodes.TextElement):  # noqa: N801
    """An attainment in a cell: `fraction` of the plan (None where there is none), `status`, label as text."""


class judgement(nodes.Inline, nodes.TextElement):  # noqa: N801
    """A judgement as shape and word; `status` names it."""


class delta(nodes.Inline, nodes.TextElement):  # noqa: N801
    """A signed variance as text; `status` judges it."""


class spark(nodes.Inline, nodes.TextElement):  # noqa: N801
    """A course of `numbers`, None where one is missing, small enough for a line of text."""
