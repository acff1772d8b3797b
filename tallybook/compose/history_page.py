"""A subject's history as a page of its own: one HTML file that needs nothing else to be read and printed."""

from collections.abc import Iterable, Iterator
from html import escape

from tallybook.compose import histories
from tallybook.domain.history import History, Seal, Term
from tallybook.domain.records import Commitment
from tallybook.domain.results import Figure
from tallybook.domain.summary import Promise
from tallybook.wording import Wording

_STYLE = """
:root { color-scheme: light dark; --ink: #262626; --quiet: #5f5f5f; --line: #d4d4d4; --ground: #fff; --accent: #1f4e79; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6e6e6; --quiet: #a9a9a9; --line: #4a4a4a; --ground: #1b1d1f; --accent: #9cc4ea; }
}
body { color: var(--ink); background: var(--ground); margin: 2rem auto; padding: 0 1rem; max-width: 46rem;
  font: 1rem/1.6 "Tallybook Sans", "Noto Sans SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", sans-serif; }
h1 { color: var(--accent); font-size: 1.6rem; line-height: 1.25; margin: 0 0 .25rem; }
h2 { color: var(--accent); font-size: 1.15rem; margin: 2rem 0 .5rem; }
.quiet { color: var(--quiet); font-size: .85rem; }
.lead { font-size: 1.1rem; }
figure { margin: 1rem 0; padding: .75rem; background: #fff; border-radius: 4px; }
figure { overflow-x: auto; }
figure svg { width: 100%; min-width: 27rem; height: auto; display: block; }
figcaption { color: #5f5f5f; font-size: .8rem; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; font-variant-numeric: tabular-nums; }
th, td { padding: .3rem .6rem; text-align: right; white-space: nowrap; border-bottom: 1px solid var(--line); }
th:first-child, td:first-child { text-align: left; position: sticky; left: 0; background: var(--ground); }
th { color: var(--quiet); font-weight: normal; }
.texts td, .texts th { text-align: left; white-space: normal; vertical-align: top; }
.texts td:first-child { white-space: normal; }
.fates td:last-child, .fates th:last-child { width: 32%; }
.sealed td:first-child { white-space: nowrap; }
h3 { font-size: 1rem; margin: 1.25rem 0 .25rem; }
small { color: var(--quiet); display: block; }
@page { size: A4; margin: 16mm 15mm; }
@media print {
  :root { color-scheme: light; --ink: #262626; --quiet: #5f5f5f; --line: #d4d4d4; --ground: #fff; --accent: #1f4e79; }
  body { margin: 0; padding: 0; max-width: none; font-size: 10.5pt; line-height: 1.45; }
  .wide, figure { overflow: visible; }
  figure { padding: 0; }
  figure svg { min-width: 0; width: auto; max-width: 100%; max-height: 200mm; margin: 0 auto; }
  tr, figure { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
}
"""


def history_page(told: History, figure: Figure, wording: Wording) -> str:
    """The page: how it went in one sentence, the picture, every figure, every promise, what was sealed when."""
    title = wording.text("{name} ({id}): all sealed periods", name=told.subject.name, id=told.subject.id)
    parts = (
        f"<h1>{escape(title)}</h1>",
        f'<p class="quiet">{escape(_extent(told, wording))}</p>',
        f"<p>{escape(gaps)}</p>" if (gaps := histories.missing(told, wording)) else "",
        f'<p class="lead">{escape(figure.message)}</p>',
        f'<figure role="img" aria-label="{escape(figure.alt)}">{figure.svg}'
        f"<figcaption>{escape(figure.title)}</figcaption></figure>",
        _section(wording.text("Results"), _results(told, wording)),
        _section(wording.text("Promises"), "".join(_promised(told, wording))),
        _section(wording.text("What was sealed"), _sealed(told, wording)),
    )
    language = "zh-CN" if wording.language == "zh" else "en"
    return (
        f'<!doctype html>\n<html lang="{language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; style-src 'unsafe-inline'; font-src data:\">"
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head><body>{''.join(parts)}</body></html>\n"
    )


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
    heads = [wording.text("KPI"), *(wording.period(period) for period, _ in told.course)]
    rows = []
    for kpi in told.kpis:
        cells = [_with_small(kpi.name, kpi.unit)]
        cells += [_with_small(*histories.cell(term, kpi, wording)) for _, term in told.course]
        rows.append(cells)
    notes = [wording.text("Under each figure: its attainment of the plan.")]
    notes += histories.corrections(told, wording)
    return _table(heads, rows) + "".join(f'<p class="quiet">{escape(note)}</p>' for note in notes)


def _promised(told: History, wording: Wording) -> Iterator[str]:
    heads = (wording.text("Promise"), wording.text("What became of it"))
    for term in told.terms:
        if found := term.newest.promises:
            yield _heading(wording.period(term.period), histories.tally(term, wording))
            yield _table(heads, [_kept(term, one, wording) for one in found], "texts fates")
    for term in told.terms:
        if waiting := [commitment for made_in, commitment in told.pending if made_in is term]:
            yield _heading(wording.period(term.period.next), wording.text("nothing sealed yet"))
            yield _table(
                (wording.text("Promise"), wording.text("Due")),
                [_waiting(term, one, wording) for one in waiting],
                "texts fates",
            )
    if not any(term.newest.promises or term.made for term in told.terms):
        yield f"<p>{escape(wording.text('No promise was made for these periods.'))}</p>"


def _heading(period: str, more: str) -> str:
    return f'<h3>{escape(period)} <span class="quiet">{escape(more)}</span></h3>'


def _kept(term: Term, promise: Promise, wording: Wording) -> list[str]:
    star = "*" if histories.is_changed(term, promise) else ""
    fate = histories.verdict(promise, wording) + star
    return [
        _with_small(promise.commitment.text, histories.owner(term, promise.commitment)),
        _with_small(fate, promise.commitment.reason or ""),
    ]


def _waiting(term: Term, commitment: Commitment, wording: Wording) -> list[str]:
    due = wording.day(commitment.due) if commitment.due else "–"
    return [_with_small(commitment.text, histories.owner(term, commitment)), escape(due)]


def _sealed(told: History, wording: Wording) -> str:
    heads = (
        wording.text("Period"),
        wording.text("Version"),
        wording.text("Sealed by"),
        wording.text("Sealed at"),
    )
    rows = [_one_seal(term, seal, wording) for term in told.terms for seal in term.seals]
    return _table(heads, rows, "texts sealed")


def _one_seal(term: Term, seal: Seal, wording: Wording) -> list[str]:
    later = seal is not term.seals[0]
    version = f"{seal.version} {wording.text('(corrected)')}" if later else seal.version
    return [
        escape(wording.period(term.period)),
        escape(version),
        _with_small(seal.by, seal.message),
        escape(seal.time.replace("T", " ")),
    ]


def _with_small(text: str, small: str) -> str:
    return f"{escape(text)}<small>{escape(small)}</small>"


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]], kind: str = "") -> str:
    """A table of heads, which are text, and cells, which are HTML."""
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in heads)
    body = "".join("<tr>" + "".join(f"<td>{text}</td>" for text in row) + "</tr>" for row in rows)
    table = f'<table class="{kind}"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
    return f'<div class="wide">{table}</div>'
