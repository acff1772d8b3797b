"""A subject's history, told from the archive alone."""

from collections import defaultdict
from pathlib import Path

from tallybook import archive, book, codec, compose
from tallybook.archive import FACTS, Contents
from tallybook.domain.facts import Fact
from tallybook.domain.history import History, Seal, Term
from tallybook.domain.slices import Slice
from tallybook.domain.subjects import Subject, SubjectKind
from tallybook.errors import ArchiveError, UsageError, say
from tallybook.wording import Wording


def history(folder: Path, subject: str) -> History:
    """All sealed periods of the manager or unit with this id or page, each in its newest version, oldest first.

    Raises UsageError where no sealed book knows the id or where it is a unit's and a manager's, ArchiveError where
    a book cannot be read.
    """
    terms = [
        _term(folder, contents, who)
        for contents in archive.opened(folder)
        for who in archive.subjects(contents)
        if subject in (who.id, who.slug)
    ]
    if not terms:
        raise UsageError(
            say(
                "No sealed book has a manager or unit {subject}. Ids are those of the tables.",
                subject=subject,
            )
        )
    if len(slugs := sorted({term.subject.slug for term in terms})) > 1:
        raise UsageError(
            say(
                "{subject} is the id of a unit and of a manager: write {pages}.",
                subject=subject,
                pages=" / ".join(slugs),
            )
        )
    return History(terms=tuple(sorted(terms, key=lambda term: (term.period.end, term.period.start))))


def history_page(told: History, wording: Wording) -> str:
    """The history as one HTML file with its picture and the letters that it needs."""
    # Imported here, for everything else that is done with a book needs no drawings.
    from tallybook import charts

    scene = charts.Scene(subject=told.subject, period=told.terms[-1].period, kpis=told.kpis, wording=wording)
    return book.with_fonts(compose.history_page(told, charts.history(scene, told), wording))


def _term(folder: Path, contents: Contents, who: Subject) -> Term:
    slice_ = _slice(contents, who)
    return Term(
        subject=who,
        period=slice_.period,
        kpis=slice_.kpis,
        seals=tuple(_seal(version, who) for version in archive.versions(folder, contents)),
        made=compose.promised(slice_),
        people=tuple((one.manager_id, one.name) for one in slice_.managers)
        if who.kind is SubjectKind.UNIT
        else (),
    )


def _seal(contents: Contents, who: Subject) -> Seal:
    """What a version tells of a subject; nothing where it was not in it yet."""
    everyone = _facts(contents)
    return Seal(
        version=contents.version,
        by=contents.by,
        time=contents.time,
        message=contents.message,
        facts=tuple(everyone.get(who.slug, ())),
        promises=compose.promises(_slice(contents, who), _of_managers(everyone))
        if who.slug in everyone
        else (),
    )


def _facts(contents: Contents) -> dict[str, list[Fact]]:
    """Every fact of a sealed book, by the subject's page: a unit may have the id of a person."""
    found: dict[str, list[Fact]] = defaultdict(list)
    try:
        for fact in codec.decode(tuple[Fact, ...], contents.read(FACTS)):
            found[fact.subject.slug].append(fact)
    except codec.CodecError as error:
        raise _foreign(contents, error) from error
    return found


def _of_managers(everyone: dict[str, list[Fact]]) -> dict[str, tuple[Fact, ...]]:
    return {
        own[0].subject.id: tuple(own)
        for own in everyone.values()
        if own and own[0].subject.kind is SubjectKind.MANAGER
    }


def _slice(contents: Contents, who: Subject) -> Slice:
    try:
        return codec.decode(Slice, contents.read(f"slices/{who.slug}.json"))
    except (codec.CodecError, KeyError) as error:
        raise _foreign(contents, error) from error


def _foreign(contents: Contents, error: Exception) -> ArchiveError:
    return ArchiveError(
        say(
            "{object} was sealed by another version of Tallybook, and this one does not understand it ({reason}). "
            "Its facts.json can be read by itself; software.txt tells the version.",
            object=contents.object,
            reason=str(error),
        )
    )
