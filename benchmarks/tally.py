"""Measure the number check on the labelled corpus: precision and recall for finding, understanding and judging.

`python -m benchmarks.tally` reads `tests/tally/corpus`. How far `held_out` and `fresh` were kept apart while rules
were made is told in `RESULTS.md`.
"""

import time
from collections.abc import Iterator

from tallybook.domain.tallying import Agreement, Tallied
from tallybook.tally import Ledger, tally
from tests.tally import corpus
from tests.tally.corpus import Label

HALVES = ("tuning", "offices", "branches", "years", "held_out", "fresh")
Pair = tuple[Label | None, Tallied | None]


def main() -> None:
    """Print a line for each set and each question, and the seconds for a long note."""
    print("| set | question | precision | recall |\n| --- | --- | ---: | ---: |")
    for half in HALVES:
        pairs = list(_pairs(half))
        for question, right, given, meant in _counted(pairs):
            print(f"| {half} | {question} | {_share(right, given)} | {_share(right, meant)} |")
    print(f"\nA note of 10,000 characters: {_seconds():.2f} s of processor time.")


def _share(right: int, of: int) -> str:
    return f"{right / of:.3f}" if of else "–"


def _pairs(half: str) -> Iterator[Pair]:
    """Every figure that is labelled, found, or both."""
    for sentence in corpus.read(half):
        found = {(t.mention.start, t.mention.end): t for t in tally(sentence.text, Ledger.of(sentence.known))}
        labels = {(label.start, label.end): label for label in sentence.labels}
        yield from ((labels.get(place), found.get(place)) for place in sorted(labels.keys() | found.keys()))


def _counted(pairs: list[Pair]) -> Iterator[tuple[str, int, int, int]]:
    """The question, how many answers are right, how many were given, how many were meant."""
    both = [(label, found) for label, found in pairs if label and found]
    yield "finding", len(both), sum(f is not None for _, f in pairs), sum(x is not None for x, _ in pairs)
    same = sum((f.kpi, f.kind) == (x.kpi, x.kind) for x, f in both if x.kpi and f.kpi)
    yield (
        "understanding",
        same,
        sum(bool(f and f.kpi) for _, f in pairs),
        sum(bool(x and x.kpi) for x, _ in pairs),
    )
    for verdict in Agreement:
        right = sum(x.verdict is verdict and f.verdict is verdict for x, f in both)
        given = sum(bool(f and f.verdict is verdict) for _, f in pairs)
        yield f"judging: {verdict}", right, given, sum(bool(x and x.verdict is verdict) for x, _ in pairs)


def _seconds() -> float:
    ledger = Ledger.of(corpus.worlds()["bank"])
    line = "存款日均 4.22 亿元，完成计划的 102.93%，同比增加 4,444.40 万元，增长 11.77%，主要靠结算资金。\n"
    begun = time.process_time()
    tally((line * 200)[:10_000], ledger)
    return time.process_time() - begun


if __name__ == "__main__":
    main()
