"""Slices: for each subject and period exactly the rows that its page may know.

`tree` says who stands where, `reach` whose rows of which days a page may know, `shelves` and `cutting` find
them, `coverage` and `house` tell what all pages share, `making` joins them, `storing` keeps them. `audience`
says which of them a book for one unit or person is made of, and `masking` what of the tables its readers see, `approved` what of an approval.
"""

from tallybook.slices.approved import narrowed
from tallybook.slices.audience import seen
from tallybook.slices.cutting import history_start
from tallybook.slices.making import below, chosen, cut, everybody, subjects
from tallybook.slices.masking import left_out_kpis, masked_name, secrets, shown, uncompared
from tallybook.slices.storing import fingerprint, place, read, without_amounts, write

__all__ = [
    "below",
    "chosen",
    "cut",
    "everybody",
    "fingerprint",
    "history_start",
    "left_out_kpis",
    "masked_name",
    "narrowed",
    "place",
    "read",
    "secrets",
    "seen",
    "shown",
    "subjects",
    "uncompared",
    "without_amounts",
    "write",
]
