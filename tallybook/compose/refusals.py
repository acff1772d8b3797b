"""Refusals: what a template asked for and cannot have."""

from tallybook.errors import Message


class RefusedError(ValueError):
    """A template used a value in a way that it cannot be used in; `said` tells how, in any language."""

    def __init__(self, said: Message) -> None:
        super().__init__(str(said))
        self.said = said
