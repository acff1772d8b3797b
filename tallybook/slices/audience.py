"""Audience: whose slices a book for one unit or person is made of."""

from collections.abc import Iterable
from dataclasses import replace

from tallybook.domain.slices import Slice
from tallybook.domain.subjects import Subject


def seen(cut: Iterable[Slice], audience: Subject) -> tuple[Slice, ...]:
    """The audience's own slice and those of everyone below it, in their order, the audience on top."""
    return tuple(
        replace(slice_, path=_from(slice_.path, audience))
        for slice_ in cut
        if audience in (slice_.subject, *slice_.path)
    )


def _from(path: tuple[Subject, ...], audience: Subject) -> tuple[Subject, ...]:
    return path[path.index(audience) :] if audience in path else ()
