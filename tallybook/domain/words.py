"""Words: many of them looked for at once in a text, in one pass."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

_LATIN = "[0-9A-Za-z]"
# Marks in the tree of letters that a word may end here.
_END = ""
# A longer text is known by how it begins.
_LONGEST = 60


class Words:
    """Some words as one pattern: of several that begin at a place the longest is found.

    Of Latin letters and digits only whole words are found: Ann is not in Annual.
    """

    def __init__(self, words: Iterable[str]) -> None:
        wanted = {word[:_LONGEST] for word in words if word.strip()}
        latin = {word for word in wanted if re.match(_LATIN, word)}
        parts = [f"(?<!{_LATIN})(?:{_pattern(latin)})"] if latin else []
        parts += [_pattern(wanted - latin)] if wanted - latin else []
        self._pattern = re.compile("|".join(parts)) if parts else None

    def found(self, text: str) -> Iterator[re.Match[str]]:
        """Every place at which one of the words stands."""
        return self._pattern.finditer(text) if self._pattern else iter(())

    def replaced(self, text: str, by: Callable[[str], str]) -> str:
        """The text with something else in the place of each word."""
        return self._pattern.sub(lambda found: by(found[0]), text) if self._pattern else text


def _pattern(words: Iterable[str]) -> str:
    """The words as a tree, so that no letter is looked at once for each word."""
    tree: dict[str, Any] = {}
    for word in words:
        place = tree
        for letter in word:
            place = place.setdefault(letter, {})
        place[_END] = _LATIN if re.match(_LATIN, word[-1]) else None
    return _written(tree)


def _written(tree: dict[str, Any]) -> str:
    branches = [re.escape(letter) + _written(below) for letter, below in tree.items() if letter != _END]
    if _END in tree:
        branches.append(f"(?!{tree[_END]})" if tree[_END] else "")
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"
