"""The review: what people did with each period's summaries, as files that a shared folder or git can carry.

`log` is the chain of events of a period, `standing` what they prove, `roles` who may do what, `keeping` the
record of exactly what was approved, `intents` what is being published. Nobody proves here who they are: whoever may write the files may write
any name into them.
"""

from tallybook.review.intents import Intent, intend, intended, settle
from tallybook.review.keeping import keep, recall
from tallybook.review.log import Log, Recorded, add, add_all, damaged, files_of, read
from tallybook.review.roles import Roles, named
from tallybook.review.standing import after, check_step, idle, standings

__all__ = [
    "Intent",
    "Log",
    "Recorded",
    "Roles",
    "add",
    "add_all",
    "after",
    "check_step",
    "damaged",
    "files_of",
    "idle",
    "intend",
    "intended",
    "keep",
    "named",
    "read",
    "recall",
    "settle",
    "standings",
]
