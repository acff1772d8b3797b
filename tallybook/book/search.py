"""Full-text search that finds Chinese: every run of Han characters is indexed as overlapping pairs.

A dictionary misses the names and terms that a book is searched for; pairs miss none. The browser splits
the query in the same way, and looks at the pages' text where pairs alone would find too much.
"""

import re
from collections.abc import Iterator

from sphinx.search import SearchLanguage
from sphinx.search.en import SearchEnglish

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff\u3007"
_WORD = re.compile(rf"(?P<han>[{_HAN}]+)|\d+(?:[.,]\d+)*|[^\W\d{_HAN}]+")

# The same split in the browser; a single character stands for itself.
_SPLITTER = r"""
function splitQuery(query) {
  const han = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}\u3007";
  const word = new RegExp(`([${han}]+)|\\d+(?:[.,]\\d+)*|(?:(?![\\d${han}])[\\p{L}\\p{N}\\p{M}_])+`, "gu");
  const found = [];
  for (const match of query.matchAll(word)) {
    if (!match[1]) { found.push(match[0]); continue; }
    const run = Array.from(match[1]);
    if (run.length === 1) found.push(run[0]);
    for (let place = 0; place + 1 < run.length; place += 1) found.push(run[place] + run[place + 1]);
  }
  return found;
}
"""


def split(text: str) -> Iterator[str]:
    """The words of a text: Latin words, numbers with their points, single Han characters and pairs of them."""
    for match in _WORD.finditer(text):
        run = match[0]
        if match["han"]:
            yield from run
            yield from (run[place : place + 2] for place in range(len(run) - 1))
        else:
            yield run


class Pairs(SearchLanguage):
    """Chinese by pairs of characters, everything else as in English."""

    lang = "zh"
    language_name = "Chinese"
    js_splitter_code = _SPLITTER
    js_stemmer_code = SearchEnglish.js_stemmer_code
    stopwords = SearchEnglish.stopwords

    def init(self, options: dict[str, str]) -> None:
        """Make ready the English stemmer."""
        self._english = SearchEnglish(options)

    def split(self, input: str) -> list[str]:
        """The words of a text."""
        return list(split(input))

    def stem(self, word: str) -> str:
        """An English word without its ending; anything else as it is."""
        return self._english.stem(word.lower()) if word.isascii() else word.lower()

    def word_filter(self, word: str) -> bool:
        """Whether a word is worth the index."""
        return bool(word) and word not in self.stopwords
