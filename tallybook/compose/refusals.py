"""Refusals: what a template asked for and cannot have."""

from tallybook.errors import Message, say

SEE_GUIDE = say("The guide's page on templates tells what they may say.")


class RefusedError(ValueError):
    """A template used a value in a way that it cannot be used in; `said` and `remedy` tell, in any language."""

    def __init__(self, said: Message, remedy: Message = SEE_GUIDE) -> None:
        super().__init__(str(said))
        self.said = said
        self.remedy = remedy
