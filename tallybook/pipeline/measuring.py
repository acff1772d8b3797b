"""What is measured without notebooks: every KPI result, and every figure of the notes held against them."""

from collections.abc import Iterator, Mapping, Sequence

from tallybook import compose, measures, slices, tables, tally
from tallybook.domain.facts import Fact
from tallybook.domain.period import Period
from tallybook.domain.records import Kpi, Note, Tables
from tallybook.domain.slices import Slice
from tallybook.domain.subjects import Subject, SubjectKind
from tallybook.domain.tallying import TalliedNote, TalliedPart
from tallybook.pipeline.values import Measurements
from tallybook.workspace import Workspace


def slices_of(workspace: Workspace, found: Tables, period: Period) -> Iterator[Slice]:
    """The slices of every subject of a period."""
    return slices.cut(found, workspace.settings, period, slices.subjects(found, period))


def facts(workspace: Workspace, period: Period, subjects: tuple[str, ...] = ()) -> Measurements:
    """Every KPI result of every subject, or of some, from the same slices as the book's, without notebooks."""
    found = tables.read(workspace.root, workspace.settings)
    chosen = slices.chosen(slices.subjects(found, period), subjects, period)
    peers: dict[Subject, object] = {}
    measured: list[Fact] = []
    for slice_ in slices_of(workspace, found, period):
        peers[slice_.subject] = (slice_.subject.kind, slice_.path)
        measured += measures.facts(slice_)
    notes = tuple(note for note in found.notes if note.period.same_days(period))
    ranked = compose.ranked(measured, peers, found.kpis)
    asked = tuple(fact for fact in ranked if fact.subject in chosen)
    return Measurements(facts=asked, kpis=found.kpis, notes=notes)


def tallies(measured: Measurements) -> tuple[TalliedNote, ...]:
    """Every figure of every note of a period, held against its writer's facts."""
    kpis = {kpi.kpi_id: kpi for kpi in measured.kpis}
    facts: dict[str, list[Fact]] = {}
    for fact in measured.facts:
        if fact.subject.kind is SubjectKind.MANAGER:
            facts.setdefault(fact.subject.id, []).append(fact)
    return tuple(_tallied(note, own, kpis) for note in measured.notes if (own := facts.get(note.manager_id)))


def _tallied(note: Note, facts: Sequence[Fact], kpis: Mapping[str, Kpi]) -> TalliedNote:
    ledger = tally.Ledger.of(tally.known(facts, kpis))
    return TalliedNote(
        subject=facts[0].subject,
        file=note.file,
        parts=tuple(
            TalliedPart(part=name, text=text, figures=tally.tally(text, ledger, to_come=name == "next_steps"))
            for name, text in note.parts
        ),
    )
