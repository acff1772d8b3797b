"""The state of review in words, as pages and the terminal say it."""

from collections.abc import Mapping

from tallybook.domain.reviewing import ReviewState
from tallybook.errors import Message, say

_WORDS: Mapping[ReviewState, Message] = {
    ReviewState.DRAFT: say("draft"),
    ReviewState.SUBMITTED: say("submitted"),
    ReviewState.RETURNED: say("returned"),
    ReviewState.APPROVED: say("approved"),
    ReviewState.PUBLISHED: say("published"),
    ReviewState.VOID: say("approval void"),
}


def state_word(state: ReviewState) -> Message:
    """What a state is called."""
    return _WORDS[state]
