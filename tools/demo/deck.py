"""Decks of sentences: each is dealt once before any is dealt again."""

from tools.demo.chance import Chance


class Deck:
    """The sentences of every stock that are still to be dealt."""

    def __init__(self, chance: Chance) -> None:
        self._chance = chance
        self._left: dict[tuple[str, ...], list[str]] = {}

    def deal(self, stock: tuple[str, ...]) -> str:
        """The next sentence of a stock."""
        if not self._left.get(stock):
            self._left[stock] = self._chance.some_of(stock, len(stock))
        return self._left[stock].pop()
