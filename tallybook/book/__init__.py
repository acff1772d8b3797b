"""The book: pages become a Jupyter Book, and the finished one takes the place of the last.

1. `handwritten` looks at the analyst's own pages before anything runs.
2. `source` writes what Jupyter Book reads, its `contents` in order, and `kept` knows what is as in the last book.
3. `process` runs Sphinx apart, in a `worker`; there `extension` brings our directives, theme and hardening, and pages
   are written by `sharing` them among processes.
4. `checking` looks the result through, and `publishing` swaps it in.

`pdf` and `word` put the same pages on paper, with what they share in `paper`; `slips` are single papers that belong
to no book.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from tallybook import files
from tallybook.book.edition import Built, Edition, Unshown, Written
from tallybook.book.fonts import with_fonts
from tallybook.book.handwritten import check
from tallybook.book.paper.order import WordLook, workbook
from tallybook.book.paper.outcome import Unformed
from tallybook.book.process import Sphinx
from tallybook.book.slips import Grid, Named, Slip, Steps, Verdict
from tallybook.errors import BookError, PagesError, say

if TYPE_CHECKING:
    from tallybook.book.paper.order import Order

__all__ = [
    "Built",
    "Edition",
    "Grid",
    "Named",
    "Slip",
    "Sphinx",
    "Steps",
    "Unformed",
    "Unshown",
    "Verdict",
    "WordLook",
    "Written",
    "bind",
    "build",
    "check",
    "check_reference",
    "check_word",
    "print_slip",
    "with_fonts",
    "write",
]


def build(edition: Edition, folder: Path, *, out: Path, software: str = "") -> Built:
    """Write the book's source to `folder/source`, bind it, and let `out` show it; raises as `write` and `bind` do."""
    return bind(write(edition, folder, software=software), out=out)


def write(edition: Edition, folder: Path, *, software: str = "") -> Written:
    """Write the book's source to `folder/source`; nobody needs the texts and drawings of its pages after that.

    Pages that have not changed since the last book are taken from it, if that was made with the same `software`;
    of none where that is not named. Raises BookError with the page and the reason.
    """
    from tallybook.book import kept, source, vectors

    last = kept.last(folder, software)
    names = source.write(edition, folder / "source", last.drawings)
    order = _order(edition) if edition.on_paper or edition.word or edition.workbooks else None
    papers = order.files if order else ()
    return Written(
        folder=folder,
        names=names,
        drawings=frozenset(vectors.digest(figure.svg) for page in edition.pages for figure in page.figures),
        words=f"{edition.title} {edition.organisation} {edition.foot}",
        order=order,
        workbooks=edition.workbooks,
        made=kept.made_of(edition, folder / "source", names, software, *papers),
        last=last,
        software=software,
    )


def bind(
    written: Written,
    *,
    out: Path,
    sphinx: Sphinx | None = None,
    check: Callable[[Path], None] = lambda _: None,
) -> Built:
    """Build the book of a source that has been written, and let `out` show it.

    `sphinx` is one that has begun to load, for this book alone. `check` is given the finished book and raises where
    nobody must see it.
    Raises BookError with the page and the reason, or FilesError where the disk refuses; the book that was
    in `out` is then untouched.
    """
    from tallybook.book import checking, glyphs, kept, process, publishing

    folder, names, order = written.folder, written.names, written.order
    with files.fresh_folder(out) as room:
        html = room / "html"
        changed = kept.take_up(written.last, written.made, folder, out, room)
        unformed = process.run(
            folder / "source",
            html,
            room=room,
            pages=len(names),
            order=order,
            changed=changed,
            sphinx=sphinx,
        )
        for page, data in written.workbooks.items():
            files.write(html / workbook(page), data)
        looks = checking.check(html, names, written.papers, written.last.looks)
        missing = glyphs.unshown(looks, names, written.words)
        check(html)
        digest = files.digest_of_folder(html)
        done = kept.Record(
            made=written.made,
            software=written.software,
            html=digest,
            drawings=written.drawings,
            looks=looks,
        )
        kept.keep(done, folder, room)
        publishing.publish(html, digest, out)
    return Built(
        path=out / "index.html",
        digest=digest,
        pages=len(names),
        unshown=missing,
        papers=tuple(out / paper for paper in written.papers),
        unformed=unformed,
    )


def print_slip(slip: Slip, target: Path) -> None:
    """Put a slip into a PDF/A file, the same bytes for the same slip; FilesError where the disk refuses."""
    from tallybook.book.pdf import slips

    slips.print_slip(slip, target)


def check_word(look: WordLook) -> None:
    """Whether Word documents can be made; raises BookError, or FaultsError where the reference document is at fault."""
    from importlib.util import find_spec

    if find_spec("docx") is None:
        raise BookError(
            say(
                "Word documents need a package that is not installed: {package}. Install it with: pip install {extra}",
                package="python-docx",
                extra='"tallybook[word]"',
            )
        )
    check_reference(look.reference)


def check_reference(path: Path | None) -> None:
    """Raise FaultsError where the document that Word's styles are taken from cannot be one."""
    from tallybook.book.word import reference

    if faults := list(reference.faults(path)):
        raise PagesError(say("The reference document for Word cannot be used."), faults)


def _order(edition: Edition) -> "Order":
    from tallybook.book import source
    from tallybook.book.paper.order import Order, documents

    return Order(
        title=edition.title,
        organisation=edition.organisation,
        period=edition.period_label,
        documents=documents(source.contents(edition)),
        data=dict(edition.data),
        pdf=edition.on_paper,
        word=edition.word,
        workbooks=tuple(edition.workbooks),
    )
