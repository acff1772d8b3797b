"""What was measured, kept as one file for each size, so that sizes can be measured one by one."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "results"


@dataclass(slots=True)
class Peak:
    """The most memory in MB, and the most processes, that a build had at a time."""

    megabytes: float = 0.0
    processes: int = 0


@dataclass(frozen=True, slots=True)
class Build:
    """One build: seconds in all and for each stage, and how many chapters were run."""

    chapters: int
    ran: int
    total: float
    stages: dict[str, float]
    peak: Peak


@dataclass(frozen=True, slots=True, kw_only=True)
class Rival:
    """What a user would pick instead of a stage; reckoned up where fewer chapters were measured."""

    name: str
    instead_of: str
    seconds: float
    measured: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """A workspace of so many managers, built from nothing and then again after each change.

    `cells` are the seconds of processor time that the notebooks' cells need by themselves.
    """

    managers: int
    cold: Build
    unchanged: Build
    row: Build
    template: Build
    cells: float
    rivals: tuple[Rival, ...] = ()


def keep(found: Measurement) -> None:
    """Keep a measurement in place of the last one of its size."""
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / f"{found.managers}.json").write_text(
        json.dumps(asdict(found), indent=1) + "\n", encoding="utf-8"
    )


def read_all() -> tuple[Measurement, ...]:
    """All that is kept, the smallest first."""
    found = [_read(json.loads(path.read_text(encoding="utf-8"))) for path in FOLDER.glob("*.json")]
    return tuple(sorted(found, key=lambda one: one.managers))


def _read(plain: dict[str, Any]) -> Measurement:
    builds = {name: _build(plain.pop(name)) for name in ("cold", "unchanged", "row", "template")}
    rivals = tuple(Rival(**rival) for rival in plain.pop("rivals"))
    return Measurement(**plain, **builds, rivals=rivals)


def _build(plain: dict[str, Any]) -> Build:
    return Build(**{**plain, "peak": Peak(**plain["peak"])})
