"""The Oxford Common File Layout 1.1 (https://ocfl.io/1.1/spec/): objects of versions that are never changed.

`writing` makes a new version in a folder beside; `inventories` judges what an inventory says, `checking` whether
the files are what it says. Rules bear the codes of https://ocfl.io/1.1/spec/validation-codes.html.
"""

from tallybook.archive.ocfl.checking import check
from tallybook.archive.ocfl.inventories import Inventory, read
from tallybook.archive.ocfl.notes import Note
from tallybook.archive.ocfl.writing import Version, stage

__all__ = ["Inventory", "Note", "Version", "check", "read", "stage"]
