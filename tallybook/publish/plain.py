"""Plain pages: HTML that needs nothing beside it, every word escaped; fonts may be written into its style."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

_STYLE = """\
:root { color-scheme: light dark; }
body { max-width: 62rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: break-word;
  font: 1rem/1.6 "Tallybook Sans", "Noto Sans SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", system-ui, sans-serif; }
h1 { font-size: 1.6rem; line-height: 1.3; } h2 { margin-top: 2rem; font-size: 1.15rem; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .92rem; }
th, td { padding: .35rem .6rem; border-bottom: 1px solid #8886; text-align: left; vertical-align: top; }
td { min-width: 5rem; } th { white-space: nowrap; }
.notice { padding: .6rem 1rem; border-left: 4px solid #8a6100; background: #8a610018; }
ul { padding-left: 1.2rem; } li { margin: .25rem 0; }
@media print { body { margin: 0; max-width: none; } a { color: inherit; } }
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
            rows = "\n".join(
                "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in part.rows
            )
            return f'<div class="wide"><table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table></div>'
        case Listing():
            return "\n".join(_listing(part))
        case _:
            return f"<p>{escape(part)}</p>"


def _listing(part: Listing) -> Iterable[str]:
    yield f"<h2>{escape(part.heading)}</h2>"
    if part.notice:
        yield f'<p class="notice">{escape(part.notice)}</p>'
    if part.links:
        yield "<ul>"
        for link in part.links:
            more = f" {escape(link.more)}" if link.more else ""
            yield f'<li><a href="{escape(link.address)}">{escape(link.label)}</a>{more}</li>'
        yield "</ul>"
