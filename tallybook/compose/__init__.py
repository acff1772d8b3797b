"""Compose: summaries from results and notes, and pages from summaries; values in, values or text out.

`summaries` joins what is known of each subject, with `findings`, `verdicts`, `scores`, `ranking` and `remarks`.
`contexts` puts a summary into plain formatted data, `templating` fills it into the workspace's templates,
`management` puts the same summaries into workbooks; `escapes` and `narratives` see to it that no text becomes code, `marks` makes the few roles that pages use.
"""

from tallybook.compose import approvals, differences
from tallybook.compose.alike import alike
from tallybook.compose.boards import DELIVERIES, board, chat, deadline, opened, workbook
from tallybook.compose.carrying import carried
from tallybook.compose.content import BookContent
from tallybook.compose.doubts import promise_faults, tally_faults
from tallybook.compose.histories import cell, corrections, missing, owner, promised, promises, verdict
from tallybook.compose.history_page import history_page
from tallybook.compose.management import workbooks
from tallybook.compose.narratives import readable
from tallybook.compose.pages import WHOLE, check_templates, render
from tallybook.compose.ranking import ranked
from tallybook.compose.remarks import PARTS
from tallybook.compose.reviews import state_word
from tallybook.compose.scorecards import score_cards
from tallybook.compose.summaries import Chapter, summarise
from tallybook.compose.withheld import approved_only

__all__ = [
    "DELIVERIES",
    "PARTS",
    "WHOLE",
    "BookContent",
    "Chapter",
    "alike",
    "approvals",
    "approved_only",
    "board",
    "carried",
    "cell",
    "chat",
    "check_templates",
    "corrections",
    "deadline",
    "differences",
    "history_page",
    "missing",
    "opened",
    "owner",
    "promise_faults",
    "promised",
    "promises",
    "ranked",
    "readable",
    "render",
    "score_cards",
    "state_word",
    "summarise",
    "tally_faults",
    "verdict",
    "workbook",
    "workbooks",
]
