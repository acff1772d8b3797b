"""Plain pages: HTML that needs nothing beside it, every word escaped; fonts may be written into its style."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

_STYLE = """\
:root { color-scheme: light dark; --ink: #262626; --quiet: #5f5f5f; --line: #d4d4d4; --ground: #fff; --accent: #1f4e79;
  --notice: #8a6100; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6e6e6; --quiet: #a9a9a9; --line: #4a4a4a; --ground: #1b1d1f; --accent: #9cc4ea; --notice: #e0b050; }
}
body { color: var(--ink); background: var(--ground); max-width: 46rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: break-word;
  font: 1rem/1.6 "Tallybook Sans", "Noto Sans SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", system-ui, sans-serif; }
h1 { color: var(--accent); font-size: 1.6rem; line-height: 1.3; margin: 0 0 .5rem; }
h2 { color: var(--accent); margin: 2rem 0 .25rem; padding-top: 1rem; border-top: 1px solid var(--line); font-size: 1.15rem; }
a { color: var(--accent); text-underline-offset: .2em; } h2 + ul li:first-child a, .notice + ul li:first-child a { font-weight: bold; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .92rem; font-variant-numeric: tabular-nums; }
th, td { padding: .35rem .6rem; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
td { min-width: 5rem; } th { color: var(--quiet); font-weight: normal; white-space: nowrap; }
.notice { margin: .75rem 0; padding: .5rem 1rem; border-left: 4px solid var(--notice); background: #8a610018; }
small { color: var(--quiet); margin-left: .5em; }
ul { margin: .5rem 0; padding-left: 1.2rem; } li { margin: .25rem 0; }
@media screen and (max-width: 34rem) {
  thead { display: none; } tr { display: block; padding: .5rem 0; border-bottom: 1px solid var(--line); }
  td { display: grid; grid-template-columns: 4.5rem 1fr; padding: .1rem 0; border: 0; }
  td::before { content: attr(data-head); color: var(--quiet); }
}
@media print { :root { color-scheme: light; --ink: #262626; --quiet: #5f5f5f; --line: #d4d4d4; --ground: #fff; --accent: #1f4e79; }
  body { margin: 0; max-width: none; } tr { break-inside: avoid; } h2 { break-after: avoid; } }
"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; font-src data:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table with its heads."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Where a word leads to; what stands after it."""

    label: str
    address: str
    more: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Links under a heading; `notice` marks what nobody may overlook."""

    heading: str
    links: tuple[Link, ...] = ()
    notice: str = ""


def page(
    title: str, language: str, parts: Iterable[str | Table | Listing], *, head: Sequence[str] = ()
) -> str:
    """The whole page; texts are paragraphs, `head` are finished elements for the document's head."""
    body = "\n".join(_part(part) for part in parts)
    lang = "zh-CN" if language == "zh" else "en"
    return f"""<!DOCTYPE html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>{escape(title)}</title>
{"".join(head)}<style>
{_STYLE}</style>
</head>
<body>
<h1>{escape(title)}</h1>
{body}
</body>
</html>
"""


def _part(part: str | Table | Listing) -> str:
    match part:
        case Table():
            heads = "".join(f'<th scope="col">{escape(head)}</th>' for head in part.heads)
            rows = "\n".join(_row(part.heads, row) for row in part.rows)
            return f'<div class="wide"><table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table></div>'
        case Listing():
            return "\n".join(_listing(part))
        case _:
            return f"<p>{escape(part)}</p>"


def _row(heads: tuple[str, ...], row: tuple[str, ...]) -> str:
    """A row whose cells know their heads, under which they stand where the page is narrow."""
    cells = (
        f'<td data-head="{escape(head)}">{escape(cell)}</td>' for head, cell in zip(heads, row, strict=True)
    )
    return f"<tr>{''.join(cells)}</tr>"


def _listing(part: Listing) -> Iterable[str]:
    # Periods have names such as "first half of 2025".
    yield f"<h2>{escape(part.heading[:1].upper() + part.heading[1:])}</h2>"
    if part.notice:
        yield f'<p class="notice">{escape(part.notice)}</p>'
    if part.links:
        yield "<ul>"
        for link in part.links:
            more = f" <small>{escape(link.more)}</small>" if link.more else ""
            yield f'<li><a href="{escape(link.address)}">{escape(link.label)}</a>{more}</li>'
        yield "</ul>"
