"""Snapshots: what was read, kept as Parquet with its digest, so that it can be read again and compared.

`texts` writes the rows of tables as text and names their keys, `keeping` writes, lists and reads snapshots,
`differing` tells what one has and another has not.
"""

from tallybook.tables.snapshots.differing import RowChange, TableChange, changes, count
from tallybook.tables.snapshots.keeping import Snapshot, find, keep, listed, read, settings_of

__all__ = [
    "RowChange",
    "Snapshot",
    "TableChange",
    "changes",
    "count",
    "find",
    "keep",
    "listed",
    "read",
    "settings_of",
]
