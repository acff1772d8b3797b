"""A reproduction on the terminal: what is equal, what differs, and why it may."""

from collections.abc import Iterator, Sequence

from tallybook.archive import Compared
from tallybook.wording import Wording

_SHOWN = 10


def lines(found: Compared, wording: Wording) -> Iterator[str]:
    """What was compared and found, each kind of difference bounded; all of it is in `plain`."""
    yield wording.text(
        "{object}, version {version}, was made again from its package alone.",
        object=found.object,
        version=found.version,
    )
    yield from _numbers(found, wording)
    yield from _files(found, wording)
    if not found.equal:
        yield from _reasons(found, wording)


def plain(found: Compared) -> dict[str, object]:
    """What was compared and found, for machines."""
    return {
        "object": found.object,
        "version": found.version,
        "equal": found.equal,
        "numbers": found.numbers,
        "files": found.files,
        "changes": [
            {"subject": one.subject.id, "figure": one.figure, "sealed": one.old, "now": one.new}
            for one in found.changes
        ],
        "differing": [{"path": one.path, "how": one.how} for one in found.differing],
        "software": [{"name": one.name, "sealed": one.sealed, "now": one.now} for one in found.software],
    }


def _numbers(found: Compared, wording: Wording) -> Iterator[str]:
    if not found.changes:
        yield wording.text("● Numbers compared: {count}; all equal.", count=found.numbers)
        return
    yield wording.text(
        "■ Figures that differ: {count} of {numbers}:", count=len(found.changes), numbers=found.numbers
    )
    for one in found.changes[:_SHOWN]:
        yield "  " + wording.text(
            "{name} ({id}), {figure}: sealed {old}, now {new}",
            name=one.subject.name,
            id=one.subject.id,
            figure=one.figure,
            old=_shown(one.old, wording),
            new=_shown(one.new, wording),
        )
    yield from _more(found.changes, wording)


def _files(found: Compared, wording: Wording) -> Iterator[str]:
    if not found.differing:
        yield wording.text("● Files compared: {count}; all equal, byte by byte.", count=found.files)
        return
    yield wording.text(
        "■ Files that differ: {count} of {files}:", count=len(found.differing), files=found.files
    )
    words = {
        "missing": wording.text("not made again"),
        "added": wording.text("was not there"),
        "altered": wording.text("other bytes"),
        "marked": wording.text("the same but for the mark of the software that ran it"),
    }
    for one in found.differing[:_SHOWN]:
        yield f"  {one.path}{wording.text(': ')}{words[one.how]}"
    yield from _more(found.differing, wording)


def _reasons(found: Compared, wording: Wording) -> Iterator[str]:
    if not found.software:
        yield wording.text(
            "The software is the same as at the time. Look for what notebooks or templates take from elsewhere: "
            "the clock, chance, the network, files outside of the workspace."
        )
        return
    yield wording.text("Why it may: other versions of the software than at the time:")
    nothing = wording.text("none")
    for one in found.software[:_SHOWN]:
        yield f"  {one.name}: {(one.sealed or nothing)[:40]} → {(one.now or nothing)[:40]}"
    yield from _more(found.software, wording)
    yield wording.text(
        "To make it again with the same ones, install software.txt of the package in an environment of its own."
    )


def _shown(value: str | None, wording: Wording) -> str:
    return wording.text("nothing") if value is None else value[:60]


def _more(found: Sequence[object], wording: Wording) -> Iterator[str]:
    if len(found) > _SHOWN:
        yield "  " + wording.text("… and {count} more; --json lists all.", count=len(found) - _SHOWN)
