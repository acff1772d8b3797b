"""Faults as they are found: bounded in number, each once, those that are tolerated kept apart."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from tallybook.domain.phones import masked
from tallybook.errors import Fault, Message, TablesError, say

CONFIG = "_config.yml"
LIMIT = 100

# A row with one of these can be left out; with any other nobody knows what the rest of the file means.
TOLERABLE = (
    "amount-of-ratio",
    "bad-period",
    "dates-out-of-order",
    "duplicate-key",
    "error-cell",
    "front-matter",
    "id-as-date",
    "id-as-number",
    "ids-too-alike",
    "merged-cell",
    "missing-value",
    "mixed-dates",
    "no-result",
    "not-a-note",
    "out-of-range",
    "outside-validity",
    "overlapping-validity",
    "repeated-header",
    "repeated-heading",
    "text-before-heading",
    "too-long",
    "total-row",
    "unknown-heading",
    "unknown-reference",
    "unknown-word",
    "wrong-date",
    "wrong-field-count",
    "wrong-id",
    "wrong-number",
    "wrong-ratio",
    "wrong-subject",
)


_Place = tuple[str | None, int | None, str | None]


@dataclass(slots=True)
class _Group:
    """The faults of one kind in one column of one file."""

    kept: list[Fault] = field(default_factory=list)
    seen: set[_Place] = field(default_factory=set)

    def add(self, fault: Fault) -> None:
        key = (fault.sheet, fault.row, fault.value)
        if key not in self.seen and len(self.kept) < LIMIT:
            self.kept.append(fault)
        self.seen.add(key)

    @property
    def all(self) -> list[Fault]:
        more = len(self.seen) - len(self.kept)
        return self.kept + ([_more(self.kept[0], more)] if more else [])


class Ledger:
    """Collects what is wrong; `tolerated` names (table, kind) pairs that stop nothing."""

    def __init__(self, tolerated: Iterable[tuple[str, str]] = ()) -> None:
        self._pairs = frozenset(pair for pair in tolerated if pair[1] in TOLERABLE)
        self._groups: dict[tuple[str | None, str, str, str | None], _Group] = {}

    def add(self, fault: Fault) -> bool:
        """Keep a fault; returns whether it is tolerated, so that its row is to be left out."""
        group = (fault.table, fault.file, fault.kind, fault.column)
        self._groups.setdefault(group, _Group()).add(_without_phones(fault))
        return self._is_tolerated(fault)

    @property
    def tolerated(self) -> tuple[Fault, ...]:
        """The faults that the settings declare tolerable."""
        return self._sorted(tolerated=True)

    @property
    def faults(self) -> tuple[Fault, ...]:
        """The faults that are not tolerated, file by file."""
        return self._sorted(tolerated=False)

    def settle(self) -> None:
        """Raise TablesError with every fault that is not tolerated, file by file."""
        faults = self.faults
        if not faults:
            return
        # A file that serves two tables has each of its faults once.
        count = len(
            {
                (*key[1:], place)
                for key, group in self._groups.items()
                if not self._is_tolerated(group.kept[0])
                for place in group.seen
            }
        )
        files = len({fault.file for fault in faults})
        raise TablesError(
            say(
                "The data are not fit to work with: faults {count}, in files {files}.",
                count=count,
                files=files,
            ),
            faults,
        )

    def _is_tolerated(self, fault: Fault) -> bool:
        return (fault.table, fault.kind) in self._pairs

    def _sorted(self, *, tolerated: bool) -> tuple[Fault, ...]:
        files = {file: place for place, (_, file, _, _) in reversed(list(enumerate(self._groups)))}
        kept = (fault for group in self._groups.values() for fault in group.kept)
        sheets = {name: place for place, name in enumerate(dict.fromkeys((f.file, f.sheet) for f in kept))}
        found = [
            (
                files[fault.file],
                more,
                sheets[fault.file, fault.sheet] if not more else 0,
                fault.row or 0,
                fault.column or "",
                fault,
            )
            for group in self._groups.values()
            if self._is_tolerated(group.kept[0]) is tolerated
            for more, fault in ((place >= LIMIT, fault) for place, fault in enumerate(group.all))
        ]
        return tuple(entry[-1] for entry in sorted(found, key=lambda entry: entry[:-1]))


def _more(first: Fault, count: int) -> Fault:
    return Fault(
        kind=first.kind,
        file=first.file,
        table=first.table,
        column=first.column,
        problem=say("{count} more faults of this kind are in this column.", count=count),
        remedy=say("Put the ones above right, then check again."),
    )


def _without_phones(fault: Fault) -> Fault:
    """A fault that names no phone number, whatever was taken for an id or a value."""
    value = None if fault.value is None else masked(fault.value)
    return replace(fault, problem=_masked(fault.problem), remedy=_masked(fault.remedy), value=value)


def _masked(message: Message) -> Message:
    return Message(message.template, tuple((name, _masked_value(value)) for name, value in message.values))


def _masked_value(value: object) -> object:
    match value:
        case str():
            return masked(value)
        case Message():
            return _masked(value)
        case tuple():
            return tuple(map(_masked_value, value))
        case _:
            return value
