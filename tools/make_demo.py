"""Make the demo workspace's data: `python -m tools.make_demo [--out DIR] [--managers N] [--seed S]`."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from tools.demo import output
from tools.demo.house import demo_house, synthetic_house
from tools.demo.notes import notes
from tools.demo.world import make

SEED = 20250630
_ROOT = Path(__file__).resolve().parent.parent


def files(managers: int | None = None, seed: int = SEED) -> dict[str, str]:
    """All files of the data folder: of the demo, or of an invented house of that many managers."""
    world = make(demo_house() if managers is None else synthetic_house(managers, seed), seed)
    return output.files(world) | notes(world, seed)


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the data folder and say what is in it."""
    parser = argparse.ArgumentParser(prog="python -m tools.make_demo", description=__doc__)
    parser.add_argument(
        "--out", type=Path, default=_ROOT, metavar="DIR", help="the workspace; data go to DIR/data"
    )
    parser.add_argument(
        "--managers", type=int, metavar="N", help="a synthetic house of N managers, not the demo"
    )
    parser.add_argument("--seed", type=int, default=SEED, metavar="S", help="another seed, other figures")
    given = parser.parse_args(arguments)
    found = files(given.managers, given.seed)
    output.write(found, given.out / "data")
    lines = sum(text.count("\n") for text in found.values())
    sys.stdout.write(f"{given.out / 'data'}: {len(found)} files, {lines:,} lines\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
