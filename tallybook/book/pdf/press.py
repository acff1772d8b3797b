"""Pages become PDF files, the same bytes for the same pages."""

import json
import re
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

from sphinx.application import Sphinx

from tallybook.book import sharing
from tallybook.book.contents import mark_on
from tallybook.book.language import say, wording_of
from tallybook.book.paper import labels
from tallybook.book.paper.lettering import drawn, folded
from tallybook.book.paper.order import Document, Order, Part
from tallybook.book.paper.outcome import Unformed, Unprinted
from tallybook.book.pdf import code, typesetting
from tallybook.book.pdf.builder import write_pages
from tallybook.book.pdf.code import Code, Value
from tallybook.book.pdf.typesetting import Archive

# Of so many pages a process makes documents before another takes over: Typst keeps much of what it has taken.
_PAGES = 24
_PAGE = re.compile(r"pages[/\\](?P<page>[^/\\:]+)\.typ")


def press(app: Sphinx, order: Order, room: Path, out: Path) -> Iterator[Unprinted | Unformed]:
    """Make `out/NAME.pdf` of every document; `room` is a folder that does not exist yet. Yields how that went."""
    yield from write_pages(app, order.pages, room)
    shutil.copytree(typesetting.HOUSE, room / "house")
    for document in order.documents:
        main = room / f"{document.name}.typ"
        main.write_text(_main(app, order, document), "utf-8", newline="\n")
        if order.data:
            _write_data(order, document, main.with_suffix(".json"))
    archive: Archive = "a-3a" if order.data else "a-2a"

    def compiled(some: Sequence[Document]) -> list[Unprinted | None]:
        return [_compile(room / f"{each.name}.typ", out / f"{each.name}.pdf", archive) for each in some]

    # The whole book takes longest and begins at once; beside it the shortest, so that long ones need no memory with it.
    whole, others = order.documents[:1], order.documents[1:]
    made = sharing.shared(compiled, [whole, *sharing.parcels(others, lambda each: len(each.parts), _PAGES)])
    yield from (failed for failed in made if failed)


def _write_data(order: Order, document: Document, path: Path) -> None:
    """The data of all pages of a document, in their order, as one list."""
    lists = [json.loads(order.data[part.page]) for part in document.parts if part.page in order.data]
    joined = [item for each in lists for item in each]
    path.write_text(json.dumps(joined, ensure_ascii=False, indent=1) + "\n", "utf-8", newline="\n")


def _compile(main: Path, target: Path, archive: Archive) -> Unprinted | None:
    import typst

    try:
        typesetting.as_pdf(main, target, archive)
    except typst.TypstError as error:
        found = _PAGE.search(error.diagnostic)
        return Unprinted(page=found["page"] if found else None, text=error.message)
    return None


def _main(app: Sphinx, order: Order, document: Document) -> str:
    """The file that Typst begins with: what the document is called, and its pages in order."""
    pages = code.dictionary({part.page: None for part in document.parts})
    lines = [
        '#import "/house/house.typ": *',
        *(
            f"#import {code.string(f'/pages/{part.page}.typ')} as p{place}"
            for place, part in enumerate(document.parts)
        ),
        f"#let meta = {_meta(app, order, document)}",
        "#show: booklet.with(meta)",
        f"#let pages = {pages}",
        *(f"#{step}" for step in _steps(app, document, data=bool(order.data))),
    ]
    return "\n".join(lines) + "\n"


def _steps(app: Sphinx, document: Document, *, data: bool) -> Iterator[Code]:
    """What stands on the sheets: a cover and contents where there are several pages, signatures of a subject's."""
    whole, several = document.label is None, len(document.parts) > 1
    meta = Code("meta")
    if several and not whole:
        yield code.call("title-sheet", meta)
        yield code.call("contents", meta, None)
    for place, part in enumerate(document.parts):
        here: dict[str, Value] = {"depth": part.depth, "cover": whole and place == 0, "pages": Code("pages")}
        title = drawn(folded(app.env.titles[part.page].astext()))
        open_ = code.dictionary({"title": title, "mark": _mark(app, part)})
        after = code.block(_after(document, data=data) if place == 0 else ())
        yield code.call("chapter", meta, code.dictionary(here), open_, Code(f"p{place}.page"), after)
        if whole and place == 0:
            yield code.call("contents", meta, open_)


def _mark(app: Sphinx, part: Part) -> str:
    return drawn(folded(mark_on(app.config.tallybook_marks, part.page)))


def _after(document: Document, *, data: bool) -> Iterator[Code]:
    """What belongs to the first page of a document: a place for signatures, and what is attached."""
    meta = Code("meta")
    if document.label is not None:
        yield code.call("signatures", Code("meta.words.signatures"))
    if data:
        yield code.call("facts", f"/{document.name}.json", meta)


def _meta(app: Sphinx, order: Order, document: Document) -> Code:
    """What stands on every sheet of a document, and how it is known."""
    in_chinese = wording_of(app.config).language == "zh"
    own: dict[str, Value] = {
        "contents": labels.contents(app.config),
        "signatures": code.array(labels.signatures(app.config)),
        "facts": say(app.config, "The KPI results of these pages"),
        "sheet": labels.sheet(app.config),
    }
    return code.dictionary(
        {
            "title": f"{document.label or order.title} · {order.period}",
            "label": drawn(folded(document.label or "")),
            "book": drawn(folded(order.title)),
            "mark": _mark(app, document.parts[0]),
            "organisation": drawn(folded(order.organisation)),
            "period": order.period,
            "language": "zh" if in_chinese else "en",
            "region": "cn" if in_chinese else None,
            "words": code.dictionary(own),
        }
    )
