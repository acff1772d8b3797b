"""What `history` does and shows: a table for people, rows for other programs, a page with a picture."""

import json
from collections.abc import Iterator
from pathlib import Path

import click

from tallybook import compose, files, pipeline
from tallybook.cli import show, table, verbs
from tallybook.cli.archiving import archive_of
from tallybook.cli.group import wording_here
from tallybook.cli.table import Cell
from tallybook.domain.history import History
from tallybook.wording import Wording


def history(root: Path, subject: str, *, folder: Path | None, output: Path | None, form: str) -> None:
    """Show a subject over all sealed periods; a copy of the archive is enough."""
    wording = wording_here(root)
    told = pipeline.history(archive_of(root, folder), subject)
    if output is not None:
        verbs.check_folder(output.parent)
        files.write(output, pipeline.history_page(told, wording))
    if form == "csv":
        click.echo(table.as_csv(list(_rows(told))), nl=False)
    elif form == "json":
        click.echo(_json(told))
    else:
        for line in _lines(told, wording):
            click.echo(line)
        if output is not None:
            click.echo(wording.text("The page: {path}", path=output))


def _lines(told: History, wording: Wording) -> Iterator[str]:
    yield wording.text("{name} ({id}): all sealed periods", name=told.subject.name, id=told.subject.id)
    heads = [wording.text("KPI"), "", *(period.slug for period, _ in told.course)]
    versions = [
        "",
        "",
        *(f"{term.newest.version} {term.newest.time[:10]}" if term else "" for _, term in told.course),
    ]
    rows = [
        [
            kpi.name,
            kpi.unit,
            *("  ".join(filter(None, compose.cell(term, kpi, wording))) for _, term in told.course),
        ]
        for kpi in told.kpis
    ]
    yield from show.aligned([heads, versions, *rows])
    if told.missing:
        yield compose.missing(told, wording)
    yield from compose.corrections(told, wording)
    if made := [*_promises(told, wording)]:
        yield ""
        yield wording.text("Promises, by the period that they were made for:")
        yield from show.aligned(made)


def _promises(told: History, wording: Wording) -> Iterator[list[str]]:
    for term in told.terms:
        for promise in term.newest.promises:
            owner = compose.owner(term, promise.commitment)
            yield [term.period.slug, compose.verdict(promise, wording), owner, promise.commitment.text]
    for term, commitment in told.pending:
        waiting = wording.text("□ nothing sealed yet")
        yield [term.period.next.slug, waiting, compose.owner(term, commitment), commitment.text]


def _rows(told: History) -> Iterator[dict[str, Cell]]:
    """One row for each result, as `facts` writes it, with the version that it is of and what was sealed first."""
    for term in told.terms:
        kpis = {kpi.kpi_id: kpi for kpi in term.kpis}
        for fact in term.newest.facts:
            (row,) = table.rows([fact], kpis)
            first = term.seals[0].fact(fact.kpi_id) if term.is_changed(fact.kpi_id) else None
            # Places were given on pages, among those who were in the book; they are no part of the sealed facts.
            yield {name: value for name, value in row.items() if name not in ("rank", "peers")} | {
                "version": term.newest.version,
                "sealed_by": term.newest.by,
                "sealed_at": term.newest.time,
                "corrected": term.is_changed(fact.kpi_id),
                "first_actual": first.actual.value if first else None,
            }


def _json(told: History) -> str:
    """All of it, for machines; amounts keep every digit."""
    subject = {"kind": str(told.subject.kind), "id": told.subject.id, "name": told.subject.name}
    promises = [
        {
            "period": term.period.slug,
            "id": promise.commitment.commitment_id,
            "manager_id": promise.commitment.manager_id,
            "text": promise.commitment.text,
            "verdict": str(promise.verdict),
            "computed": promise.computed,
        }
        for term in told.terms
        for promise in term.newest.promises
    ]
    seals = [
        {
            "period": term.period.slug,
            "version": one.version,
            "by": one.by,
            "time": one.time,
            "message": one.message,
        }
        for term in told.terms
        for one in term.seals
    ]
    parts = {
        "subject": json.dumps(subject, ensure_ascii=False),
        "facts": table.as_json(list(_rows(told))).strip(),
        "promises": json.dumps(promises, ensure_ascii=False, indent=1),
        "seals": json.dumps(seals, ensure_ascii=False, indent=1),
        "missing": json.dumps([period.slug for period in told.missing]),
    }
    return "{\n" + ",\n".join(f'"{name}": {text}' for name, text in parts.items()) + "\n}"
