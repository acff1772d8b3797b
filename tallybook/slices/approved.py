"""What was approved, as the readers of an edition may see it: so that they can be told what was corrected."""

from collections.abc import Iterator, Sequence, Set
from dataclasses import replace

from tallybook.domain import phones
from tallybook.domain.records import Tables
from tallybook.domain.reviewing import Kept, Row
from tallybook.domain.subjects import SubjectKind
from tallybook.settings import Edition
from tallybook.slices.masking import left_out_kpis, masked_name, secrets
from tallybook.words import Words


def narrowed(versions: Sequence[Kept], tables: Tables, rules: Edition) -> tuple[Kept, ...]:
    """These versions of a page without what the rules leave out, and with what they mask masked.

    Drawings, and what else a notebook handed over, are of the whole book: an edition has its own.
    """
    gone = {kpi.kpi_id for kpi in left_out_kpis(tables, rules)}
    # A name that stood in an old version may be in no table any more.
    once = {text for kept in versions for row in kept.rows for text in _masked_in(row, rules)}
    words = Words(secrets(tables, rules) | once)
    return tuple(_narrowed(kept, rules, gone, words) for kept in versions)


def _narrowed(kept: Kept, rules: Edition, gone: Set[str], words: Words) -> Kept:
    left_out = frozenset(rules.leave_out)
    name = masked_name(kept.subject.name)
    hides_name = "managers.name" in rules.mask and kept.subject.kind is SubjectKind.MANAGER
    return replace(
        kept,
        subject=replace(kept.subject, name=name) if hides_name else kept.subject,
        narrative=tuple(
            (part, _masked(text, rules, words))
            for part, text in kept.narrative
            if not left_out & {"notes", f"notes.{part}"}
        ),
        facts=tuple(fact for fact in kept.facts if fact.kpi_id not in gone),
        figures=(),
        rest="",
        rows=tuple(_rows(kept, rules, gone, words)),
    )


def _rows(kept: Kept, rules: Edition, gone: Set[str], words: Words) -> Iterator[Row]:
    # Of the rows of a unit's page there are digests only, which tell of all columns.
    whole = kept.subject.kind is SubjectKind.MANAGER
    part = {place.partition(".")[0] for place in (*rules.leave_out, *rules.mask)}
    part |= {"commitments"} if gone else set()
    for row in kept.rows:
        columns = dict(row.columns)
        hidden = columns.get("kpi_id") in gone if whole else row.table in part
        if row.table in rules.leave_out or hidden:
            continue
        shown = ((name, text) for name, text in row.columns if f"{row.table}.{name}" not in rules.leave_out)
        if "customers" in rules.leave_out:
            shown = ((name, text) for name, text in shown if name != "customer_id")
        yield replace(
            row, columns=tuple((name, _cell(row, name, text, rules, words)) for name, text in shown)
        )


def _cell(row: Row, column: str, text: str, rules: Edition, words: Words) -> str:
    if f"{row.table}.{column}" in rules.mask:
        return phones.masked_phone(text) if column == "phone" else masked_name(text)
    return _masked(text, rules, words)


def _masked(text: str, rules: Edition, words: Words) -> str:
    shown = words.replaced(text, masked_name)
    return phones.masked(shown) if "customers.phone" in rules.mask else shown


def _masked_in(row: Row, rules: Edition) -> Iterator[str]:
    """What stands in the columns of a row that the rules mask."""
    return (text for name, text in row.columns if f"{row.table}.{name}" in rules.mask)
