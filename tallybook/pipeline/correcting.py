"""What was corrected since a book was last published, as far as its readers may be told."""

from collections.abc import Callable, Iterator, Sequence, Set

from tallybook import compose, publish, review, slices
from tallybook.domain.period import Period
from tallybook.domain.records import Tables
from tallybook.domain.reviewing import Kept, Reviewed
from tallybook.publish.record import Row
from tallybook.settings import Edition
from tallybook.wording import Wording
from tallybook.words import Words
from tallybook.workspace import Workspace


def withheld(hidden: Set[str], wording: Wording) -> Callable[[Row], Row]:
    """What may be told of a correction: what readers must not see may have stood in a text before, or be named."""
    words, instead = Words(hidden), wording.text("not shown in this edition")

    def told(row: Row) -> Row:
        who, what, was, is_ = (instead if any(words.found(cell)) else cell for cell in row)
        return (who, what, "–", "–") if what == instead else (who, what, was, is_)

    return told


def corrected(
    workspace: Workspace,
    period: Period,
    tables: Tables,
    old: publish.Publication,
    approved: Sequence[Reviewed],
    rules: Edition | None,
) -> Iterator[Row]:
    """What differs, of each approved page, from what was approved when it was last published."""
    before, kpis = dict(old.last_approved), {kpi.kpi_id: kpi for kpi in tables.kpis}
    for one in approved:
        slug = one.subject.slug
        found, now = (
            review.recall(workspace.root, period, slug, digest) for digest in (before.get(slug, ""), one.kept)
        )
        if found is None or now is None or found == now:
            continue
        was, is_ = _seen((found, now), tables, rules)
        for words in compose.differences.shown(compose.approvals.changes(was, is_), kpis, workspace.wording):
            yield is_.subject.name, f"{words.part} · {words.what}", words.old, words.new


def _seen(versions: tuple[Kept, Kept], tables: Tables, rules: Edition | None) -> tuple[Kept, ...]:
    return slices.narrowed(versions, tables, rules) if rules and rules.hides else versions
