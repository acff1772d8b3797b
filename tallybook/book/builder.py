"""Pages written by several processes at a time, each from the tree that was read to the finished file."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Self

from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.search import IndexBuilder

from tallybook.book import sharing


@dataclass(frozen=True, slots=True, kw_only=True)
class _Index:
    """What a search index was told of some pages, by the names that Sphinx has for it."""

    _titles: dict[str, str | None]
    _filenames: dict[str, str]
    _all_titles: dict[str, list[tuple[str, str | None]]]
    _index_entries: dict[str, list[tuple[str, str, str]]]
    _mapping: dict[str, set[str]]
    _title_mapping: dict[str, set[str]]

    @classmethod
    def begun(cls, index: IndexBuilder) -> Self:
        """Have the index told anew, into what is returned."""
        made = cls(**{field.name: {} for field in fields(cls)})
        for field in fields(cls):
            setattr(index, field.name, getattr(made, field.name))
        return made

    def tell(self, index: IndexBuilder) -> None:
        """Tell another index the same."""
        for pages in ("_titles", "_filenames", "_all_titles", "_index_entries"):
            getattr(index, pages).update(getattr(self, pages))
        for words in ("_mapping", "_title_mapping"):
            known = getattr(index, words)
            for word, names in getattr(self, words).items():
                known.setdefault(word, set()).update(names)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Written:
    """What the writing of some pages leaves for the end of the book: pictures to be copied, words to be searched."""

    images: dict[str, str]
    index: _Index | None


class Builder(StandaloneHTMLBuilder):
    """Sphinx's own HTML, page for page.

    Sphinx leaves to other processes only the last step of a page, and so takes nearly as long as without them.
    """

    def _write_parallel(self, docnames: Sequence[str], nproc: int) -> None:  # noqa: ARG002
        first, *others = docnames
        # Templates are compiled with it, for all.
        self._write_serial([first])
        for written in sharing.shared(self._written, sharing.chunks(others)):
            self.images.update(written.images)
            if written.index and self.indexer:
                written.index.tell(self.indexer)

    def _written(self, docnames: Sequence[str]) -> list[_Written]:
        index = _Index.begun(self.indexer) if self.indexer else None
        self._write_serial(docnames)
        return [_Written(images=self.images, index=index)]
