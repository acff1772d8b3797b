"""Two versions of a period held against each other: sealed ones, approved ones, and what the data say today."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from tallybook import archive, codec, compose, review, tables
from tallybook.archive import Contents
from tallybook.domain.facts import Fact
from tallybook.domain.period import Period
from tallybook.domain.records import Kpi
from tallybook.domain.reviewing import Action, Change, Kept, Part
from tallybook.domain.subjects import Subject, SubjectKind
from tallybook.errors import Message, ReviewError, UsageError, say
from tallybook.pipeline.reviewing import Desk, desk
from tallybook.settings import Settings
from tallybook.workspace import Workspace

_WHICH = re.compile(r"(?P<sealed>v[1-9][0-9]*)|approved(?P<number>[1-9][0-9]*)?|today", re.ASCII)
APPROVED, TODAY = "approved", "today"


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A period as it was: `which` is v1 for a sealed version, approved, approved2, or today."""

    period: Period
    which: str = TODAY

    @classmethod
    def parse(cls, text: str, workspace: Workspace) -> "Version":
        """What is written `2025-H1@v1`; raises UsageError where it is no version."""
        period, at, which = text.partition("@")
        if at and _WHICH.fullmatch(which) is None:
            raise UsageError(
                say(
                    "{version} is no version. Write PERIOD@v1 for a sealed one, PERIOD@approved for what was approved, "
                    "PERIOD@approved1 for the first approvals, or PERIOD alone for what the data say today.",
                    version=text,
                )
            )
        return cls(period=Period.parse(period, workspace.fiscal), which=which or TODAY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Differences:
    """All that differs between two versions, and who must sign again, by subject.

    `unapproved` says why nothing could differ: nobody has approved what the older version is to hold.
    """

    changes: tuple[Change, ...]
    signers: Mapping[Subject, tuple[str, ...]]
    kpis: tuple[Kpi, ...]
    subjects: tuple[Subject, ...]
    unapproved: Message | None = None


def differences(workspace: Workspace, old: Version, new: Version, folder: Path, sealed: Path) -> Differences:
    """What differs; of sealed versions figures and notes are compared, of others everything that an approval is of."""
    material = desk(workspace, new.period, folder)
    before = _contents(
        material if old.period == new.period else desk(workspace, old.period, folder), old, sealed
    )
    after = _contents(material, new, sealed)
    only_approved = APPROVED in old.which
    found = [
        change
        for subject in dict.fromkeys((*before, *after))
        if not (only_approved and subject not in before)
        for change in compose.approvals.changes(
            before.get(subject) or _empty(subject, old), after.get(subject) or _empty(subject, new)
        )
        if change.part in _comparable(material, old, new, subject)
    ]
    roles = material.roles
    known = dict.fromkeys(slice_.subject for slice_ in material.cut)
    changed = dict.fromkeys(change.subject for change in found if change.subject in known)
    return Differences(
        changes=tuple(found),
        signers={s: tuple(roles.label(person) for person in roles.reviewers(s)[:1]) for s in changed},
        kpis=material.found.kpis,
        subjects=tuple(dict.fromkeys((*before, *after, *known))),
        unapproved=_unapproved(old) if only_approved and not before else None,
    )


def _unapproved(version: Version) -> Message:
    number = int(version.which.removeprefix(APPROVED) or 1)
    if number > 1:
        return say(
            "Nothing has been approved {count} times, so there is nothing to compare with.", count=number
        )
    return say("Nothing has been approved yet, so nothing can have changed since.")


def _comparable(material: Desk, old: Version, new: Version, subject: Subject) -> frozenset[Part]:
    """What both sides hold; charts only where the notebook need not run again."""
    if any(_sealed(version) for version in (old, new)):
        return frozenset({Part.NARRATIVE, Part.FACTS})
    fresh = subject in material.runs or TODAY not in (old.which, new.which)
    return frozenset(Part) if fresh else frozenset(Part) - {Part.FIGURES}


def _sealed(version: Version) -> bool:
    return version.which.startswith("v")


def _contents(material: Desk, version: Version, sealed: Path) -> dict[Subject, Kept]:
    if version.which == TODAY:
        return material.today()
    if _sealed(version):
        found: dict[Subject, Kept] = {}
        for contents in archive.opened(sealed, version.period.slug, version.which):
            found |= _of_sealed(contents, version, material.workspace.settings)
        return found
    return dict(_approved(material, version))


def _approved(material: Desk, version: Version) -> Iterator[tuple[Subject, Kept]]:
    """What was approved: of each subject the last time, or the time that is named."""
    root, number = material.workspace.root, version.which.removeprefix(APPROVED)
    log = review.read(root, version.period)
    if log.broken:
        raise review.damaged(log)
    for slice_ in material.cut:
        slug = slice_.subject.slug
        approvals = [
            one.event.kept
            for one in log.events
            if (one.event.action, one.event.subject) == (Action.APPROVE, slug)
        ]
        wanted = approvals[-1:] if not number else approvals[int(number) - 1 : int(number)]
        for digest in wanted:
            kept = review.recall(root, version.period, slug, digest)
            if kept is None:
                raise ReviewError(
                    say(
                        "The record of what was approved of {name} is missing or altered; take it from git or a backup.",
                        name=slice_.subject.name,
                    )
                )
            yield slice_.subject, kept


def _of_sealed(contents: Contents, version: Version, settings: Settings) -> dict[Subject, Kept]:
    facts: dict[Subject, list[Fact]] = {}
    for plain in json.loads(contents.read(archive.FACTS)):
        fact = codec.load(Fact, plain)
        facts.setdefault(fact.subject, []).append(fact)
    written = dict(_notes(contents, version.period, settings))
    return {
        subject: Kept(
            subject=subject,
            period=version.period.slug,
            narrative=written.get(subject.id, ()) if subject.kind is SubjectKind.MANAGER else (),
            facts=tuple(own),
            figures=(),
            rows=(),
            templates=(),
        )
        for subject, own in facts.items()
    }


def _notes(
    contents: Contents, period: Period, settings: Settings
) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    """The sealed notes of the period, by their writers, read as today's are."""
    home, masks = PurePosixPath("workspace") / (settings.notes or ""), settings.phones.masked
    for path in contents.digests if settings.notes else ():
        place = PurePosixPath(path)
        if place.suffix == ".md" and place.parent.parent == home and _is_of(place.parent.name, period):
            yield place.stem, tables.note_parts(contents.read(path), masks=masks)


def _is_of(name: str, period: Period) -> bool:
    try:
        return Period.parse(name.replace("_", "..")).same_days(period)
    except UsageError:
        return False


def _empty(subject: Subject, version: Version) -> Kept:
    return Kept(
        subject=subject, period=version.period.slug, narrative=(), facts=(), figures=(), rows=(), templates=()
    )
