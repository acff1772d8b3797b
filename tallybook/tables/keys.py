"""Keys: no row twice, and no two ids that people or file systems would take for one another."""

import unicodedata

from tallybook.errors import Message, say
from tallybook.sources.unfit import Unfit
from tallybook.tables.rows import Rows, indices, shown

# Columns of which a key needs only one.
_EITHER = ("manager_id", "unit_id")


def check_duplicates(rows: Rows) -> None:
    """Report each row whose key stands in an earlier one."""
    key = list(rows.table.key)
    certain = [name for name in key if len(key) == 1 or name not in _EITHER]
    keys = rows.frame(rows.filled(*certain) & rows.understood(*key), key)
    first: dict[tuple[object, ...], int] = {}
    for index, *values in keys[keys.duplicated(keep=False)].itertuples(name=None):
        earlier = first.setdefault(tuple(values), index)
        if earlier == index:
            continue
        words = tuple(text for value in values if (text := shown(value)) is not None)
        rows.report(index, key[-1], _duplicate(words, rows.place(earlier)))


def check_alike(rows: Rows) -> None:
    """Report ids that differ only by case, width or composition of their characters."""
    name = rows.table.id
    assert name is not None
    ids = rows.columns[name]
    written: dict[str, str] = {}
    for identifier in rows.known():
        other = written.setdefault(folded(identifier), identifier)
        if other != identifier:
            index = indices((ids == identifier) & ~rows.left_out)[0]
            rows.report(index, name, _alike(identifier, other))


def folded(text: str) -> str:
    """An id as people hardly tell it from others: in small letters, of usual width, composed."""
    return text.casefold() if text.isascii() else unicodedata.normalize("NFKC", text).casefold()


def _duplicate(words: tuple[str, ...], first: Message) -> Unfit:
    return Unfit(
        "duplicate-key",
        say("{key} stands here again; it is already in {first}.", key=words, first=first),
        say("Keep one of the two rows, or give this one an id of its own."),
    )


def _alike(identifier: str, other: str) -> Unfit:
    return Unfit(
        "ids-too-alike",
        say("{id} can hardly be told from {other}.", id=identifier, other=other),
        say("Write both in the same way if they are one, else make them differ in more than case or width."),
    )
