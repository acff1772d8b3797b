"""Carrying over: how many times a promise has been made again, by the ids that it continues."""

from collections.abc import Iterable

from tallybook.domain.records import Commitment


def carried(commitments: Iterable[Commitment]) -> dict[str, int]:
    """For each promise how many others it carries over, one after the other; a circle is gone round once."""
    before = {one.commitment_id: one.continues for one in commitments}
    return {one: _times(one, before) for one in before}


def _times(identifier: str, before: dict[str, str | None]) -> int:
    seen, earlier = {identifier}, before.get(identifier)
    while earlier is not None and earlier not in seen:
        seen.add(earlier)
        earlier = before.get(earlier)
    return len(seen) - 1
