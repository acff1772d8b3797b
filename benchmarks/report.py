"""The results as a page with a plot of the growth."""

import platform
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import psutil

from benchmarks.kept import Build, Measurement, Rival

RESULTS = Path(__file__).with_name("RESULTS.md")
PLOT = Path(__file__).with_name("growth.svg")
STAGES = ("tables", "slices", "runs", "pages", "book")


def write(found: Sequence[Measurement]) -> str:
    """Write the page and its plot, what was noted by hand below them left as it is; returns the tables."""
    text = "\n\n".join(_parts(found))
    _plot(found)
    _, mark, noted = RESULTS.read_text("utf-8").partition("\n## ") if RESULTS.exists() else ("", "", "")
    RESULTS.write_text(_document(text) + mark + noted, encoding="utf-8")
    return text


def _parts(found: Sequence[Measurement]) -> Iterator[str]:
    yield _table(
        ["managers", "chapters", *STAGES, "whole", "peak MB", "processes"],
        ([m.managers, m.cold.chapters, *_stages(m.cold), *_whole(m.cold)] for m in found),
    )
    yield _table(
        [
            "managers",
            "nothing changed",
            "times faster",
            "one row",
            "chapters run",
            "times faster",
            "a template",
        ],
        ([m.managers, *_again(m)] for m in found),
    )
    yield "What each stage takes for a chapter, in milliseconds, and what the cells by themselves allow:"
    yield _table(
        ["managers", *STAGES, "cells over the cores", "runs reach"],
        ([m.managers, *_each(m)] for m in found),
    )
    if rows := [row for m in found for row in _ratios(m)]:
        yield _table(["instead", "managers", "seconds", "Tallybook", "times faster"], rows, left=1)


def _stages(build: Build) -> list[str]:
    return [f"{build.stages.get(stage, 0):.1f}" for stage in STAGES]


def _whole(build: Build) -> list[object]:
    return [f"{build.total:.1f}", f"{build.peak.megabytes:.0f}", build.peak.processes]


def _again(m: Measurement) -> list[object]:
    return [
        f"{m.unchanged.total:.2f}",
        f"{m.cold.total / m.unchanged.total:.0f}",
        f"{m.row.total:.1f}",
        m.row.ran,
        f"{m.cold.total / m.row.total:.1f}",
        f"{m.template.total:.1f}",
    ]


def _each(m: Measurement) -> list[str]:
    limit = m.cells / (psutil.cpu_count() or 1)
    each = [1000 * m.cold.stages.get(stage, 0) / m.cold.chapters for stage in STAGES]
    return [
        *(f"{one:.0f}" for one in each),
        f"{1000 * limit / m.cold.chapters:.0f}",
        f"{100 * limit / m.cold.stages['runs']:.0f} % of that",
    ]


def _ratios(m: Measurement) -> Iterator[list[object]]:
    for rival in m.rivals:
        ours = m.cold.stages[rival.instead_of]
        name = rival.name + _reckoned(rival, m)
        yield [name, m.managers, f"{rival.seconds:.1f}", f"{ours:.1f}", f"{rival.seconds / ours:.1f}"]


def _reckoned(rival: Rival, m: Measurement) -> str:
    return f", reckoned up from {rival.measured}" if rival.measured < m.cold.chapters else ""


def _table(heads: Sequence[str], rows: Iterable[Sequence[object]], *, left: int = 0) -> str:
    lines = ["| " + " | ".join(heads) + " |", "|" + " --- |" * left + " ---: |" * (len(heads) - left)]
    lines += ["| " + " | ".join(map(str, row)) + " |" for row in rows]
    return "\n".join(lines)


def _plot(found: Sequence[Measurement]) -> None:
    import matplotlib as mpl
    from matplotlib.figure import Figure

    with mpl.rc_context({"svg.hashsalt": "tallybook", "svg.fonttype": "none"}):
        figure = Figure(figsize=(7, 4.5), layout="constrained")
        axes = figure.add_subplot(xlabel="managers", ylabel="seconds", xscale="log", yscale="log")
        for name, points in _curves(found):
            axes.plot(*zip(*points, strict=True), marker="o", label=name, linestyle=_line(name))
        axes.set_xticks([m.managers for m in found], [str(m.managers) for m in found], minor=False)
        axes.minorticks_off()
        axes.legend(fontsize="small")
        figure.savefig(PLOT, metadata={"Date": None})


def _curves(found: Sequence[Measurement]) -> Iterator[tuple[str, list[tuple[int, float]]]]:
    for name in ("cold", "unchanged", "row", "template"):
        yield f"Tallybook, {name}", [(m.managers, getattr(m, name).total) for m in found]
    for name in dict.fromkeys(rival.name for m in found for rival in m.rivals):
        points = [(m.managers, rival.seconds) for m in found for rival in m.rivals if rival.name == name]
        yield f"{name} alone", points


def _line(name: str) -> str:
    return "-" if name.startswith("Tallybook") else "--"


def _document(text: str) -> str:
    machine = f"{psutil.cpu_count()} cores, {psutil.virtual_memory().total / 2**30:.0f} GB of memory"
    return (
        "# Benchmarks\n\n"
        "Made by `make bench`: synthetic workspaces from the demo's generator, built from nothing, then with nothing\n"
        "changed, with one figure of one manager changed, and with one template changed. Seconds of wall time; memory\n"
        "is the sum over all processes. What a user would pick instead is measured on the same notebooks, slices and\n"
        "pages: Papermill against our runs, Jupyter Book against our book. No run can be faster than its cells: their\n"
        "processor time over the cores is what is possible.\n\n"
        f"{text}\n\n![Seconds by managers](growth.svg)\n\n"
        f"Machine: {machine}; {platform.system()}, Python {platform.python_version()}.\n"
    )
