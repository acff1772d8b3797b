"""A subject's history as a page of its own: one HTML file that needs nothing else to be read and printed."""

from collections.abc import Iterable, Iterator, Mapping
from html import escape

from tallybook.compose import verdicts
from tallybook.compose.contexts.promised import VERDICTS
from tallybook.domain.facts import Fact, Status
from tallybook.domain.history import History, Term
from tallybook.domain.records import Kpi
from tallybook.domain.results import Figure
from tallybook.domain.slices import Slice
from tallybook.domain.summary import Promise
from tallybook.wording import Wording

MARKS = {Status.GOOD: "●", Status.WATCH: "▲", Status.BAD: "■", Status.NONE: ""}
_STYLE = """
:root { color-scheme: light dark; --ink: #262626; --quiet: #5f5f5f; --line: #d4d4d4; --ground: #fff; --accent: #1f4e79; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6e6e6; --quiet: #a9a9a9; --line: #4a4a4a; --ground: #1b1d1f; --accent: #9cc4ea; }
}
body { color: var(--ink); background: var(--ground); margin: 2rem auto; padding: 0 1rem; max-width: 46rem;
  font: 1rem/1.6 "Noto Sans SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", sans-serif; }
h1 { color: var(--accent); font-size: 1.6rem; line-height: 1.25; margin: 0 0 .25rem; }
h2 { color: var(--accent); font-size: 1.15rem; margin: 2rem 0 .5rem; }
.quiet { color: var(--quiet); font-size: .85rem; }
.lead { font-size: 1.1rem; }
figure { margin: 1rem 0; padding: .75rem; background: #fff; border-radius: 4px; }
figure { overflow-x: auto; }
figure svg { width: 100%; min-width: 26rem; height: auto; display: block; }
figcaption { color: #5f5f5f; font-size: .8rem; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; font-variant-numeric: tabular-nums; }
th, td { padding: .3rem .6rem; text-align: right; white-space: nowrap; border-bottom: 1px solid var(--line); }
th:first-child, td:first-child { text-align: left; position: sticky; left: 0; background: var(--ground); }
th { color: var(--quiet); font-weight: normal; }
.texts td, .texts th { text-align: left; white-space: normal; vertical-align: top; }
.texts td:first-child { white-space: nowrap; }
.texts td:nth-child(2) { min-width: 9rem; }
small { color: var(--quiet); display: block; }
@media print { body { margin: 0; max-width: none; } .wide { overflow: visible; } table, figure { break-inside: avoid; } }
"""


def promises(slice_: Slice, facts: Mapping[str, tuple[Fact, ...]]) -> tuple[Promise, ...]:
    """What became of the promises made for a slice's period, by the facts of those who made them."""
    kpis = {kpi.kpi_id: kpi for kpi in slice_.kpis}
    return tuple(
        verdicts.promise(commitment, facts.get(commitment.manager_id, ()), kpis)
        for commitment in slice_.commitments
        if commitment.period.same_days(slice_.period.previous)
    )


def history_page(told: History, figure: Figure, wording: Wording) -> str:
    """The page: how it went in one sentence, the picture, every figure, every promise, what was sealed when."""
    title = wording.text("{name} ({id}): all sealed periods", name=told.subject.name, id=told.subject.id)
    parts = (
        f"<h1>{escape(title)}</h1>",
        f'<p class="quiet">{escape(_extent(told, wording))}</p>',
        f'<p class="lead">{escape(figure.message)}</p>',
        f'<figure role="img" aria-label="{escape(figure.alt)}">{figure.svg}'
        f"<figcaption>{escape(figure.title)}</figcaption></figure>",
        _section(wording.text("Results"), _results(told, wording)),
        _section(wording.text("Promises"), _promised(told, wording)),
        _section(wording.text("What was sealed"), _sealed(told, wording)),
    )
    language = "zh-CN" if wording.language == "zh" else "en"
    return (
        f'<!doctype html>\n<html lang="{language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head><body>{''.join(parts)}</body></html>\n"
    )


def cell(term: Term, kpi: Kpi, wording: Wording) -> tuple[str, str]:
    """A figure with its judgement and the star of a correction; and its attainment, where there is one."""
    fact = term.fact(kpi.kpi_id)
    if fact is None:
        return "–", ""
    star = "*" if term.first(kpi.kpi_id) else ""
    figure = f"{MARKS[fact.status]} {wording.measured(fact.actual, kpi)}{star}".strip()
    rated = fact.attainment.value is not None
    return figure, wording.rate(fact.attainment, signed=False) if rated else ""


def corrections(told: History, wording: Wording) -> Iterator[str]:
    """What every star stands for: the value that was sealed first, and the one that holds."""
    for term in told.terms:
        for kpi in told.kpis:
            first, now = term.first(kpi.kpi_id), term.fact(kpi.kpi_id)
            if first and now:
                yield wording.text(
                    "* {period}, {kpi}: first sealed as {old}, corrected in {version} to {new}.",
                    period=wording.period(term.period),
                    kpi=kpi.name,
                    old=wording.measured(first.actual, kpi),
                    new=wording.measured(now.actual, kpi),
                    version=term.version,
                )


def verdict(promise: Promise, wording: Wording) -> str:
    """What became of a promise, as shape and word."""
    return wording.message(VERDICTS[promise.verdict])


def _extent(told: History, wording: Wording) -> str:
    first, last = told.terms[0], told.terms[-1]
    return wording.text(
        "{count} sealed periods, {first} to {last}, each in its newest version",
        count=len(told.terms),
        first=wording.period(first.period),
        last=wording.period(last.period),
    )


def _section(heading: str, body: str) -> str:
    return f"<h2>{escape(heading)}</h2>{body}"


def _results(told: History, wording: Wording) -> str:
    heads = [wording.text("KPI"), *(wording.period(term.period) for term in told.terms)]
    rows = []
    for kpi in told.kpis:
        cells = [f"{escape(kpi.name)}<small>{escape(kpi.unit)}</small>"]
        for term in told.terms:
            figure, attained = cell(term, kpi, wording)
            cells.append(f"{escape(figure)}<small>{escape(attained)}</small>")
        rows.append(cells)
    notes = [wording.text("Under each figure: its attainment of the plan."), *corrections(told, wording)]
    below = "".join(f'<p class="quiet">{escape(note)}</p>' for note in notes)
    return _table(heads, rows) + below


def _promised(told: History, wording: Wording) -> str:
    rows = [
        [
            escape(wording.period(term.period)),
            escape(promise.commitment.text),
            escape(promise.commitment.owner or ""),
            escape(wording.day(promise.commitment.due) if promise.commitment.due else ""),
            escape(verdict(promise, wording)),
        ]
        for term in told.terms
        for promise in term.promises
    ]
    if not rows:
        return f"<p>{escape(wording.text('No promise was made for these periods.'))}</p>"
    names = [
        wording.text("For"),
        wording.text("Promise"),
        wording.text("By whom"),
        wording.text("Due"),
        wording.text("What became of it"),
    ]
    return _table(names, rows, "texts")


def _sealed(told: History, wording: Wording) -> str:
    heads = [
        wording.text("Period"),
        wording.text("Version"),
        wording.text("Sealed by"),
        wording.text("Sealed at"),
    ]
    rows = [
        [
            escape(wording.period(term.period)),
            escape(term.version + (" " + wording.text("(corrected)") if term.is_corrected else "")),
            escape(term.by),
            escape(term.time),
        ]
        for term in told.terms
    ]
    return _table(heads, rows, "texts")


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]], kind: str = "") -> str:
    """A table of heads, which are text, and cells, which are HTML."""
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in heads)
    body = "".join("<tr>" + "".join(f"<td>{text}</td>" for text in row) + "</tr>" for row in rows)
    table = f'<table class="{kind}"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
    return f'<div class="wide">{table}</div>'
