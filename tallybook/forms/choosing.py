"""Which of the forms that came back counts: the newest by the form's own count, where that is beyond doubt."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tallybook.errors import Message, say
from tallybook.forms.keeping import Taken, current, digest


class Outcome(StrEnum):
    """What became of a file."""

    TAKEN = "taken"
    UNCHANGED = "unchanged"
    DUPLICATE = "duplicate"
    OLDER = "older"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A form that came back, as the note that it would become."""

    file: str
    count: tuple[int, int]
    note: bytes

    @property
    def digest(self) -> str:
        """By which equal notes are known."""
        return digest(self.note)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What becomes of a candidate, and why."""

    candidate: Candidate
    outcome: Outcome
    why: Message | None = None
    remedy: Message | None = None


def judge(
    candidates: Sequence[Candidate], taken: Sequence[Taken], standing: bytes | None, *, replace: bool
) -> Iterator[Judged]:
    """What becomes of each of one person's forms, at most one of which is taken.

    `standing` is the note as it stands, `taken` what was collected before; `replace` lets a form take the place
    of a note that was changed by hand, or of a newer one.
    """
    unlike = {one.digest: one for one in sorted(candidates, key=lambda one: (one.count, one.file))}
    for one in candidates:
        if unlike[one.digest] is not one:
            same = say("It is the same as {file}.", file=unlike[one.digest].file)
            yield Judged(candidate=one, outcome=Outcome.DUPLICATE, why=same)
    newest, doubted = _newest(list(unlike.values()), taken)
    for one in unlike.values():
        if one in doubted:
            yield Judged(candidate=one, outcome=Outcome.REFUSED, why=_alike(one, doubted), remedy=_COUNT)
        elif one is not newest:
            other = newest or doubted[0]
            yield Judged(candidate=one, outcome=Outcome.OLDER, why=say("{file} is newer.", file=other.file))
    if newest is not None:
        yield _against(newest, taken, standing, replace=replace)


def _newest(
    unlike: Sequence[Candidate], taken: Sequence[Taken]
) -> tuple[Candidate | None, Sequence[Candidate]]:
    """The one form that counts, or those between which it cannot be decided."""
    most = max(one.count for one in unlike)
    top = [one for one in unlike if one.count == most]
    known = [one.digest for one in taken]
    fresh = [one for one in top if one.digest not in known]
    if len(top) == 1 or len(fresh) == 1:
        return (fresh or top)[0], ()
    if not fresh:
        return max(top, key=lambda one: len(known) - known[::-1].index(one.digest)), ()
    return None, fresh


def _against(one: Candidate, taken: Sequence[Taken], standing: bytes | None, *, replace: bool) -> Judged:
    """What becomes of the form that counts, by what was collected before and by the note as it stands."""
    if standing == one.note:
        return Judged(candidate=one, outcome=Outcome.UNCHANGED)
    at = current(taken, standing)
    if not replace and standing is not None and at is None:
        why = _CHANGED if taken else _BY_HAND
        return Judged(candidate=one, outcome=Outcome.REFUSED, why=why, remedy=_REPLACE)
    if not replace and at is not None:
        if any(before.digest == one.digest for before in taken[:at]):
            return Judged(candidate=one, outcome=Outcome.OLDER, why=_BEFORE, remedy=_REPLACE)
        if one.count < taken[at].count:
            return Judged(candidate=one, outcome=Outcome.OLDER, why=_LATER, remedy=_REPLACE)
    return Judged(candidate=one, outcome=Outcome.TAKEN)


def _alike(one: Candidate, doubted: Sequence[Candidate]) -> Message:
    other = next(each for each in doubted if each is not one)
    return say(
        "It says something else than {file}, and neither is the newer one by its count.", file=other.file
    )


_COUNT = say("Remove one of the files, or raise the count in the newer one.")
_CHANGED = say("The note was changed by hand since it was collected.")
_BY_HAND = say("There is a note already that was written by hand.")
_REPLACE = say("With --replace the form takes its place, and the old note is kept in collected/.")
_BEFORE = say("It was collected before, and another one after it.")
_LATER = say("A newer one was collected before.")
