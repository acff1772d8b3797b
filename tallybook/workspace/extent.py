"""How much a YAML text says and how deep it goes, what is repeated by an alias counted each time."""

from collections.abc import Iterable
from dataclasses import dataclass

import yaml

from tallybook.errors import Message, say

# No settings are longer or deeper; what is takes its reader minutes, and may be meant to.
LONGEST = 200_000
_MOST, _DEEPEST = 10_000, 60


@dataclass(slots=True)
class _Part:
    """A value with all that lies in it; a text alone has no depth."""

    anchor: str | None = None
    values: int = 1
    depth: int = 0

    def take(self, inner: "_Part") -> None:
        self.values += inner.values
        self.depth = max(self.depth, inner.depth + 1)


def excess(events: Iterable[yaml.Event]) -> tuple[int, Message] | None:
    """The line at which there is too much of it, and of what; None where there is not."""
    inside, anchored, values = [_Part()], dict[str, _Part](), 0
    for event in events:
        if isinstance(event, yaml.CollectionEndEvent):
            met = inside.pop()
            inside[-1].take(met)
        elif isinstance(event, yaml.NodeEvent):
            met = _met(event, anchored)
            values += met.values
            if problem := _problem(values, len(inside) - 1 + met.depth):
                return event.start_mark.line + 1 if event.start_mark else 1, problem
            if isinstance(event, yaml.CollectionStartEvent):
                inside.append(met)
                # Until it is closed, it would lie inside itself.
                met = _Part(met.anchor, depth=_DEEPEST + 1)
            else:
                inside[-1].take(met)
        else:
            continue
        if met.anchor:
            anchored[met.anchor] = met
    return None


def _met(event: yaml.NodeEvent, anchored: dict[str, _Part]) -> _Part:
    if isinstance(event, yaml.AliasEvent):
        # One that stands for nothing is complained of when the text is read.
        return anchored.get(event.anchor or "", _Part())
    return _Part(event.anchor, depth=int(isinstance(event, yaml.CollectionStartEvent)))


def _problem(values: int, depth: int) -> Message | None:
    if depth > _DEEPEST:
        return say("it is nested too deep")
    if values > _MOST:
        return say("it says more than {limit} things", limit=_MOST)
    return None
