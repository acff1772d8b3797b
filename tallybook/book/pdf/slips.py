"""A slip becomes a PDF/A file, the same bytes for the same slip."""

import shutil
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from tallybook import files
from tallybook.book.paper.lettering import drawn, folded, pieces
from tallybook.book.pdf import code, typesetting
from tallybook.book.pdf.code import Code
from tallybook.book.slips import Grid, Named, Part, Slip, Steps, Verdict


def print_slip(slip: Slip, target: Path) -> None:
    """Make a PDF/A-2a file of a slip; raises FilesError where the disk refuses."""
    with files.fresh_folder(target) as room:
        shutil.copytree(typesetting.HOUSE, room / "house")
        main = room / "slip.typ"
        main.write_text("\n".join(_main(slip)) + "\n", "utf-8", newline="\n")
        typesetting.as_pdf(main, room / "slip.pdf", "a-2a")
        files.write(target, (room / "slip.pdf").read_bytes())


def _main(slip: Slip) -> Iterator[str]:
    yield '#import "/house/house.typ": *'
    yield f"#show: slip.with({_meta(slip)})"
    yield f"#{code.call('slip-lead', slip.status, _words(slip.lead))}"
    for part in slip.parts:
        yield f"#{code.call('slip-heading', _words(part.heading))}"
        yield f"#{_part(part)}"
    yield f"#{code.call('signatures', code.array(map(_words, slip.signatures)))}"


def _meta(slip: Slip) -> Code:
    """What stands on every sheet of a slip, and how it is known."""
    made = {name: getattr(slip.made, name) for name in ("year", "month", "day", "hour", "minute", "second")}
    return code.dictionary(
        {
            "title": _plain(slip.title),
            "under": _words(slip.under),
            "organisation": _plain(slip.organisation),
            "foot": _words(slip.foot),
            "sheet": slip.sheet,
            "made": code.call("datetime", **made),
            "language": slip.language,
            "region": "cn" if slip.language == "zh" else None,
        }
    )


def _part(part: Part) -> Code:
    match part:
        case Named():
            rows = (
                code.array((_words(name), _plain(value) if part.typed else _words(value)))
                for name, value in part.rows
            )
            return code.call("slip-digests" if part.typed else "slip-rows", code.array(rows))
        case Steps():
            steps = (code.array((_words(text), _plain(command))) for text, command in part.steps)
            return code.call("slip-steps", code.array(steps))
        case Grid():
            heads = code.array(_cell("head-cell", _words(head)) for head in part.heads)
            widths = code.array(map(code.points, part.widths))
            return code.call("tabled", widths, Code("8.5pt"), heads, code.array(_cells(part.rows)))


def _cells(rows: Iterable[tuple[str | Verdict, ...]]) -> Iterator[Code]:
    for first, grouped in groupby(rows, key=lambda row: row[0]):
        alike = list(grouped)
        yield _cell("cell", code.call("strong", _content(first)), rows=len(alike))
        for row in alike:
            yield from (_cell("cell", _content(value)) for value in row[1:])


def _cell(form: str, content: Code, *, rows: int = 1) -> Code:
    return code.call(form, content, Code("left"), 1, rows, False, False)


def _content(value: str | Verdict) -> Code:
    match value:
        case Verdict():
            return code.call("judged", value.status, _plain(value.mark), _plain(value.word))
        case _:
            return _words(value)


def _words(text: str) -> Code:
    """A text in a line, parted where it is too long for one."""
    parts = (
        code.call("box", piece) if whole else code.string(piece) for piece, whole in pieces(_plain(text))
    )
    return code.block(parts)


def _plain(text: str) -> str:
    """The text as the fonts can show it; signs that nobody would see are written out."""
    seen = (sign if sign.isprintable() else f"\\u{ord(sign):04x}" for sign in folded(text))
    return drawn("".join(seen))
