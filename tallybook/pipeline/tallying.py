"""The number check of a period's notes: each against its writer's facts, and what the settings make of it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from tallybook import compose, tally
from tallybook.domain.facts import Fact
from tallybook.domain.records import Kpi, Note
from tallybook.domain.subjects import SubjectKind
from tallybook.domain.summary import Summary
from tallybook.domain.tallying import Agreement, TalliedNote, TalliedPart
from tallybook.errors import FaultsError, say
from tallybook.pipeline.values import Measurements
from tallybook.settings import Settings, TallyLevels

_OFF, _ERROR = "off", "error"


def tallies(measured: Measurements) -> tuple[TalliedNote, ...]:
    """Every figure of every note of a period, held against its writer's facts."""
    kpis = {kpi.kpi_id: kpi for kpi in measured.kpis}
    facts: dict[str, list[Fact]] = {}
    for fact in measured.facts:
        if fact.subject.kind is SubjectKind.MANAGER:
            facts.setdefault(fact.subject.id, []).append(fact)
    return tuple(_tallied(note, own, kpis) for note in measured.notes if (own := facts.get(note.manager_id)))


def with_tally(summary: Summary, kpis: Mapping[str, Kpi]) -> Summary:
    """The summary with its note's figures held against the facts that its page shows."""
    if summary.note is None or summary.results is None or not summary.results.facts:
        return summary
    return replace(summary, tallied=_tallied(summary.note, summary.results.facts, kpis).parts)


def _tallied(note: Note, facts: Sequence[Fact], kpis: Mapping[str, Kpi]) -> TalliedNote:
    ledger = tally.Ledger.of(tally.known(facts, kpis))
    parts = ((name, compose.readable(text)) for name, text in note.parts)
    return TalliedNote(
        subject=facts[0].subject,
        file=note.file,
        parts=tuple(
            TalliedPart(part=name, text=text, figures=tally.tally(text, ledger, to_come=name == "next_steps"))
            for name, text in parts
        ),
    )


def marked(levels: TallyLevels) -> frozenset[Agreement]:
    """The verdicts by which figures are marked on the pages."""
    return frozenset(
        {Agreement.AGREES, *(verdict for verdict in Agreement if _level(levels, verdict) != _OFF)}
    )


def differing(content: compose.BookContent) -> int:
    """How many figures differ, where the settings want to be told."""
    if Agreement.DIFFERS not in content.marked:
        return 0
    figures = (figure for s in content.summaries for part in s.tallied for figure in part.figures)
    return sum(figure.verdict is Agreement.DIFFERS for figure in figures)


def refuse(content: compose.BookContent, settings: Settings) -> None:
    """Raise FaultsError where the settings let no book be made of notes' figures or of promises left unanswered."""
    grave = frozenset(verdict for verdict in Agreement if _level(settings.tally, verdict) == _ERROR)
    errors = []
    if faults := tuple(compose.tally_faults(content, grave)):
        errors.append(
            FaultsError(
                say("Figures in notes do not tally; the settings let no book be made of them."), faults
            )
        )
    if settings.promises.unanswered == _ERROR and (faults := tuple(compose.promise_faults(content))):
        errors.append(
            FaultsError(say("Promises are not answered; the settings let no book be made of that."), faults)
        )
    if errors:
        raise FaultsError.joined(errors)


def _level(levels: TallyLevels, verdict: Agreement) -> str:
    return str(getattr(levels, verdict, _OFF))
