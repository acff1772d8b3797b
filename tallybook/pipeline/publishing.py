"""Publishing a period: what is approved, or everything, with what was corrected since it was last published."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from tallybook import book, compose, files, publish, review
from tallybook.domain.pages import Page
from tallybook.domain.period import Period
from tallybook.domain.subjects import Subject, SubjectKind
from tallybook.errors import ReviewError, TallybookError, say
from tallybook.pipeline.correcting import corrected, withheld
from tallybook.pipeline.hiding import refuse_leaks
from tallybook.pipeline.reviewing import desk, look, settle
from tallybook.settings import Edition
from tallybook.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Putting:
    """What is to be published, where, by whom and when; `html` is the finished book, which may not hold what is `hidden`.

    `edition` is set where it is a book for one audience: `shown` are its pages, `audience` is its name.
    """

    period: Period
    folder: Path
    html: Path
    to: Path
    by: str
    time: datetime
    everything: bool
    hidden: frozenset[str] = field(default=frozenset(), repr=False)
    edition: Edition | None = None
    shown: frozenset[str] = frozenset()
    audience: str = ""

    def holds(self, subject: Subject) -> bool:
        """Whether the book has a page for a subject."""
        return self.edition is None or subject.slug in self.shown


def approved_only(content: compose.BookContent, pages: Sequence[Page]) -> tuple[Page, ...]:
    """The pages with those emptied that nobody approved; raises ReviewError where nothing is approved."""
    if not any(one.state.is_final for one in (content.reviewed or {}).values()):
        raise ReviewError(
            say(
                "Nothing of {period} is approved. Publish all of it, approved or not, with --everything.",
                period=content.period,
            )
        )
    return tuple(compose.approved_only(pages, content.wording))


def put_out(workspace: Workspace, wanted: Putting) -> publish.Record:
    """Put the book out, and note in the review's log what was published."""
    # No build may change the book while it is copied.
    with files.locked(wanted.folder):
        settle(workspace, wanted.period)
        return _put_out(workspace, wanted)


def _put_out(workspace: Workspace, wanted: Putting) -> publish.Record:
    period, wording = wanted.period, workspace.wording
    stands = look(workspace, period, wanted.folder)
    material = desk(workspace, period, wanted.folder)
    if stands.used:
        material.roles.check_publisher(material.roles.person(wanted.by))
    there = [one for one in stands.standings if wanted.holds(one.subject)]
    approved = [one for one in there if one.state.is_final]
    shown = there if wanted.everything else approved
    old = publish.read(wanted.to).of(period.slug)
    told = withheld(wanted.hidden, wording)
    changed = corrected(workspace, period, material.found, old, approved, wanted.edition) if old else ()
    rows = tuple(map(told, changed))
    time = wanted.time.isoformat(timespec="seconds")
    intent = review.Intent(
        to=str(wanted.to), time=time, by=wanted.by, slugs=tuple(one.subject.slug for one in approved)
    )
    review.intend(workspace.root, period, intent)
    try:
        record = publish.put_out(
            wanted.to,
            wanted.html,
            publish.Publication(
                period=period.slug,
                folder=period.file_slug,
                label=wording.period(period),
                time=time,
                everything=wanted.everything and len(approved) < len(there),
                units=tuple(
                    (one.subject.slug, one.subject.name)
                    for one in shown
                    if one.subject.kind is SubjectKind.UNIT
                ),
                approved=tuple((one.subject.slug, one.kept) for one in approved),
                corrections=(publish.Correction(day=time[:10], rows=rows),) if rows else (),
            ),
            _house(workspace, _name(workspace, wanted)),
            retold=told,
            check=lambda site: refuse_leaks(workspace, site, wanted.hidden, within=publish.written(period)),
        )
    except TallybookError:
        review.settle(workspace.root, period, intent, done=False)
        raise
    review.settle(workspace.root, period, intent, done=True)
    return record


def list_editions(workspace: Workspace, to: Path) -> Path:
    """Write the index of the editions in a folder."""
    return publish.list_editions(to, _house(workspace, workspace.settings.organisation))


def _house(workspace: Workspace, name: str) -> publish.House:
    return publish.House(name=name, wording=workspace.wording, dressed=book.with_fonts)


def _name(workspace: Workspace, wanted: Putting) -> str:
    return " · ".join(filter(None, (workspace.settings.organisation, wanted.audience)))
