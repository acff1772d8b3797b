"""What each subject's chapter is waiting for."""

from collections.abc import Iterable, Sequence

from tallybook.cli.show.lines import plain_failed
from tallybook.pipeline import State
from tallybook.wording import Wording


def states(found: Sequence[State], wording: Wording) -> Iterable[str]:
    """One line for each subject, and a line that counts."""
    for state in found:
        parts = [_run_word(state, wording)]
        if state.handed_in is not None:
            parts.append(wording.text("note is in") if state.handed_in else wording.text("no note yet"))
        yield f"{_mark(state)} {state.subject.name} ({state.subject.id}){wording.text(': ')}{wording.text(', ').join(parts)}"
    yield wording.text(
        "{fresh} of {count} chapters are up to date, {run} would run, {failed} failed last time.",
        fresh=sum(state.fresh for state in found),
        count=len(found),
        run=sum(not state.fresh for state in found),
        failed=sum(state.failed is not None for state in found),
    )


def plain_states(found: Sequence[State], wording: Wording) -> list[dict[str, object]]:
    """The states for machines."""
    return [
        {
            "kind": str(state.subject.kind),
            "id": state.subject.id,
            "name": state.subject.name,
            "handed_in": state.handed_in,
            "up_to_date": state.fresh,
            "damaged": state.damaged,
            "failed": plain_failed(state.failed, wording) if state.failed else None,
            "running": state.running,
            "broken_off": state.broken_off,
        }
        for state in found
    ]


def _run_word(state: State, wording: Wording) -> str:
    if state.failed:
        return wording.text("failed last time, {reason}", reason=wording.failure(state.failed))
    if state.damaged:
        return wording.text("its notebook would run, for what was kept of its last run is damaged")
    if state.fresh:
        return wording.text("up to date")
    if state.running:
        return wording.text("its notebook is running now")
    if state.building:
        return wording.text("a build is running; its notebook has not run yet")
    if state.broken_off:
        return wording.text("was under way when the build was stopped; its notebook would run")
    return wording.text("its notebook would run")


def _mark(state: State) -> str:
    if state.failed:
        return "■"
    return "●" if state.fresh else "▲"
