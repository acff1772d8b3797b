"""Chance from a seed: the same on every machine and Python, for it rests on `random()` alone."""

import random
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Chance:
    """A stream of its own for each name, so that one person's data do not depend on another's."""

    def __init__(self, *names: object) -> None:
        self._random = random.Random("/".join(map(str, names)))

    def happens(self, probability: float) -> bool:
        """Whether something of this probability comes about."""
        return self._random.random() < probability

    def between(self, low: float, high: float) -> float:
        """A number from low up to high."""
        return low + (high - low) * self._random.random()

    def whole(self, low: int, high: int) -> int:
        """A whole number from low to high, both included."""
        return low + int(self._random.random() * (high - low + 1))

    def one_of(self, choices: Sequence[T]) -> T:
        """One of the choices, each as likely."""
        return choices[self.whole(0, len(choices) - 1)]

    def some_of(self, choices: Sequence[T], count: int) -> list[T]:
        """That many different choices, in random order; all of them where there are fewer."""
        left = list(choices)
        return [left.pop(self.whole(0, len(left) - 1)) for _ in range(min(count, len(left)))]

    def weighted(self, choices: Sequence[T], weights: Sequence[float]) -> T:
        """One of the choices, each as likely as its weight says."""
        mark = self.between(0, sum(weights))
        for choice, weight in zip(choices, weights, strict=True):
            mark -= weight
            if mark < 0:
                return choice
        return choices[-1]

    def split(self, total: float, count: int) -> list[float]:
        """The total in that many uneven parts."""
        shares = [self.between(0.6, 1.4) for _ in range(count)]
        return [total * share / sum(shares) for share in shares]
