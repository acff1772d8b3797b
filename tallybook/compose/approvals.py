"""What an approval is of, and how it differs from what there is today.

`content(slice_, results, note, templates) -> Kept`; `changes(old, new) -> Iterator[Change]`.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from tallybook import codec
from tallybook.domain.facts import Fact, Measured
from tallybook.domain.records import Note
from tallybook.domain.results import Figure, Results
from tallybook.domain.reviewing import Change, Kept, Part, Row
from tallybook.domain.slices import Slice
from tallybook.domain.subjects import Subject, SubjectKind

_TABLES = {
    "commitments": ("commitment_id",),
    "problems": ("problem_id",),
    "visits": ("visit_id",),
    "customers": ("customer_id",),
    "conduct": ("manager_id", "item"),
}
DIGEST = "digest"
"""The column that stands for all columns of a row."""


def content(slice_: Slice, results: Results, note: Note | None, templates: Mapping[str, str]) -> Kept:
    """Exactly what a subject's page is made of; `templates` are the texts of all templates by name."""
    own = f"{slice_.subject.kind}.md.jinja"
    return Kept(
        subject=slice_.subject,
        period=slice_.period.slug,
        narrative=note.parts if note else (),
        facts=results.facts,
        figures=tuple((figure.name, _figure(figure)) for figure in results.figures),
        rows=tuple(_rows(slice_)),
        templates=tuple(
            (name, _digest(text.encode()))
            for name, text in sorted(templates.items())
            if name == own or name.startswith("_")
        ),
        rest=_digest(codec.encode(replace(results, facts=(), figures=()))),
    )


def _figure(figure: Figure) -> str:
    return _digest(codec.encode(figure))


def _rows(slice_: Slice) -> Iterator[Row]:
    in_full = slice_.subject.kind is SubjectKind.MANAGER
    for table, keys in _TABLES.items():
        for row in getattr(slice_, table):
            plain = {name: _plain(value) for name, value in codec.dump(row).items() if value is not None}
            columns = tuple(sorted(plain.items())) if in_full else ((DIGEST, _digest(codec.encode(row))),)
            yield Row(table=table, id=" ".join(plain[key] for key in keys), columns=columns)


def _plain(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)


def changes(old: Kept, new: Kept) -> Iterator[Change]:
    """Every difference between what was approved and another state of it, part by part."""
    subject = new.subject
    yield from _changed(Part.NARRATIVE, dict(old.narrative), dict(new.narrative), subject)
    yield from _facts(old, new)
    yield from _changed(Part.FIGURES, dict(old.figures), dict(new.figures), subject)
    if old.rest != new.rest and not _told(old, new):
        yield Change(subject=subject, part=Part.FIGURES, item="")
    yield from _changed_rows(old, new)
    yield from _changed(Part.TEMPLATE, dict(old.templates), dict(new.templates), subject)


def _told(old: Kept, new: Kept) -> bool:
    """Whether facts, figures or rows tell already of what else has changed with them."""
    return old.facts != new.facts or old.figures != new.figures or old.rows != new.rows


def _changed(
    part: Part, before: Mapping[str, str], now: Mapping[str, str], subject: Subject
) -> Iterator[Change]:
    for item in dict.fromkeys((*before, *now)):
        if before.get(item) != now.get(item):
            yield Change(subject=subject, part=part, item=item, old=before.get(item), new=now.get(item))


def _facts(old: Kept, new: Kept) -> Iterator[Change]:
    before = {fact.kpi_id: fact for fact in old.facts}
    now = {fact.kpi_id: fact for fact in new.facts}
    for kpi_id in dict.fromkeys((*before, *now)):
        one, other = before.get(kpi_id), now.get(kpi_id)
        if one != other:
            yield from _fact(kpi_id, one, other, new)


def _fact(kpi_id: str, old: Fact | None, now: Fact | None, new: Kept) -> Iterator[Change]:
    """The shown values that differ; where none does, that something behind them does."""
    before, after = _values(old), _values(now)
    fields = [name for name in dict.fromkeys((*before, *after)) if before.get(name) != after.get(name)]
    for name in fields or [""]:
        yield Change(
            subject=new.subject,
            part=Part.FACTS,
            item=kpi_id,
            field=name,
            old=before.get(name),
            new=after.get(name),
        )


def _values(fact: Fact | None) -> dict[str, str]:
    if fact is None:
        return {}
    return {
        "actual": _measured(fact.actual),
        "target": _measured(fact.target),
        "attainment": _measured(fact.attainment),
        "prior": _measured(fact.prior.value),
        "prior_year": _measured(fact.prior_year.value),
        "status": str(fact.status),
    }


def _measured(figure: Measured) -> str:
    return str(figure.missing) if figure.value is None else _number(figure.value)


def _number(value: Decimal) -> str:
    """A decimal in plain digits; 1.50 and 1.5 are the same figure."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _changed_rows(old: Kept, new: Kept) -> Iterator[Change]:
    before = {(row.table, row.id): dict(row.columns) for row in old.rows}
    now = {(row.table, row.id): dict(row.columns) for row in new.rows}
    for table, id_ in dict.fromkeys((*before, *now)):
        one, other = before.get((table, id_), {}), now.get((table, id_), {})
        for column in dict.fromkeys((*one, *other)):
            if one.get(column) != other.get(column):
                yield Change(
                    subject=new.subject,
                    part=Part.ROWS,
                    item=f"{table}/{id_}",
                    field=column,
                    old=one.get(column),
                    new=other.get(column),
                )


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
