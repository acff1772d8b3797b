"""What was corrected since a book was last published, as far as its readers may be told."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tallybook import compose, publish, review, slices
from tallybook.domain.period import Period
from tallybook.domain.records import Tables
from tallybook.domain.reviewing import Kept, Reviewed
from tallybook.settings import Edition
from tallybook.words import Words
from tallybook.workspace import Workspace

_Row = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Readers:
    """To whom a book is given: by which rules, and which words they must not see."""

    rules: Edition | None = None
    hidden: frozenset[str] = field(default=frozenset(), repr=False)


def corrected(
    workspace: Workspace,
    period: Period,
    tables: Tables,
    old: publish.Publication,
    approved: Sequence[Reviewed],
    readers: Readers,
) -> Iterator[_Row]:
    """What differs, of each approved page, from what was approved when it was last published."""
    before, kpis = dict(old.last_approved), {kpi.kpi_id: kpi for kpi in tables.kpis}
    hidden = Words(readers.hidden)
    for one in approved:
        slug = one.subject.slug
        found, now = (
            review.recall(workspace.root, period, slug, digest) for digest in (before.get(slug, ""), one.kept)
        )
        if found is None or now is None or found == now:
            continue
        was, is_ = _seen((found, now), tables, readers.rules)
        for words in compose.differences.shown(compose.approvals.changes(was, is_), kpis, workspace.wording):
            row = (is_.subject.name, f"{words.part} · {words.what}", words.old, words.new)
            yield _withheld(row, hidden, workspace.wording.text("not shown in this edition"))


def _seen(versions: tuple[Kept, Kept], tables: Tables, rules: Edition | None) -> tuple[Kept, ...]:
    return slices.narrowed(versions, tables, rules) if rules and rules.hides else versions


def _withheld(row: _Row, hidden: Words, instead: str) -> _Row:
    """The row; what its readers must not see may have stood in a text before it was corrected."""
    who, what, was, is_ = (instead if any(hidden.found(cell)) else cell for cell in row)
    return who, what, was, is_
