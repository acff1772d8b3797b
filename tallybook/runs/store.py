"""Executed notebooks on disk: written when a run went well, found again when nothing it depends on changed."""

import hashlib
import json
import sysconfig
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tallybook
from tallybook import files
from tallybook.domain.results import Failed, FailureKind, Job, Outcome, Succeeded
from tallybook.results import MIME
from tallybook.runs import keys
from tallybook.runs.checks import INJECTED, kept_results
from tallybook.runs.failures import RunFailedError

_MARK = "tallybook"
# As `keep` writes it before the digest, and nothing else can: no line but those of the notebook's own parts begins
# like this. A pattern would take forty times as long to find it.
_OPENING = b'\n"metadata": {"tallybook": {"digest": "'
_BETWEEN = b'", "key": "'
_DIGITS = 64
# Before the results, which stand on a line of their own, to be read without all the rest. A text that holds the
# same has a backslash before its quotation marks.
_RESULTS = f'"{MIME}": '
# Traces of when and where, which are of no use to a reader and differ from run to run.
_TRACES = ("papermill", "execution")


@dataclass(frozen=True, slots=True)
class Executed:
    """An executed notebook, and its parts as JSON by their names."""

    notebook: Mapping[str, Any]
    lines: Mapping[str, str]


def find(job: Job, folder: Path) -> Succeeded | None:
    """The finished run with the job's key, or None; a damaged one counts as none."""
    path = _path(job, folder)
    try:
        written = path.read_bytes()
        if not _is_whole(written, job.key):
            return None
        found = kept_results(_results(written), job)
    except (OSError, ValueError, RunFailedError):
        return None
    return Succeeded(job=job, results=found, notebook=path, seconds=0.0, cached=True)


def is_kept(job: Job, folder: Path) -> bool:
    """Whether there is a file of a run with the job's key; where `find` gives None all the same, it is damaged."""
    return _path(job, folder).exists()


def recall(job: Job, folder: Path) -> Outcome:
    """The finished run with the job's key, else that nobody asked for one."""
    log = folder / "logs" / f"{job.subject.slug}.log"
    missing = Failed(job=job, kind=FailureKind.NOT_ASKED, detail="", log=log, seconds=0.0)
    return find(job, folder) or missing


def forget(jobs: Iterable[Job], folder: Path) -> None:
    """Remove the finished runs of these jobs, so that they are made again."""
    for job in jobs:
        _path(job, folder).unlink(missing_ok=True)


def keep(job: Job, executed: Executed, folder: Path) -> Path:
    """Write an executed notebook under the job's key, and remove those that it replaces."""
    path = _path(job, folder)
    files.write(path, _marked(executed.lines, job.key))
    for old in path.parent.glob(f"{job.subject.slug}--*.ipynb"):
        if old != path and old.stem.rpartition("--")[0] == job.subject.slug:
            old.unlink(missing_ok=True)
    return path


def _marked(lines: Mapping[str, str], key: str) -> bytes:
    """The notebook with the key of its run, and the digest of all bytes but those in which the digest is written."""
    mark = {_MARK: {"digest": "0" * _DIGITS, "key": key}}
    marked = json.dumps(mark | json.loads(lines["metadata"]) | mark)
    # A line for each part: with every value on a line of its own, writing would take ten times as long.
    told = {**lines, "cells": _with_results_apart(lines["cells"]), "metadata": marked}
    parts = (f"{json.dumps(name)}: {line}" for name, line in sorted(told.items()))
    written = ("{\n" + ",\n".join(parts) + "\n}\n").encode()
    before, after = _around_digest(written)
    return before + _digest(before, after) + after


def _with_results_apart(cells: str) -> str:
    start = cells.index(_RESULTS) + len(_RESULTS)
    _, end = json.JSONDecoder().raw_decode(cells, start)
    return f"{cells[:start]}\n{cells[start:end]}\n{cells[end:]}"


def _results(written: bytes) -> bytes:
    start = written.index(_RESULTS.encode() + b"\n") + len(_RESULTS) + 1
    return written[start : written.index(b"\n", start)]


def _is_whole(written: bytes, key: str) -> bool:
    """Whether the run of this key stands there as it was written."""
    before, after = _around_digest(written)
    right = written[len(before) : -len(after)] == _digest(before, after)
    return right and after.startswith(_BETWEEN + key.encode() + b'"')


def _around_digest(written: bytes) -> tuple[bytes, bytes]:
    """What stands before the digest, and behind it; raises ValueError where there is none."""
    at = written.index(_OPENING) + len(_OPENING)
    return written[:at], written[at + _DIGITS :]


def _digest(before: bytes, after: bytes) -> bytes:
    around = hashlib.sha256(before)
    around.update(after)
    return around.hexdigest().encode()


def portable(job: Job, notebook: dict[str, Any], private: Path) -> Executed:
    """An executed notebook, which is changed, without the times and places of its making."""
    given = keys.parameters(job.subject, job.period, slice_file=Path(job.slice_file.name))
    for cell in notebook["cells"]:
        if INJECTED in cell["metadata"].get("tags", ()):
            cell["id"] = INJECTED
            cell["source"] = "\n".join(f"{name} = {value!r}" for name, value in given.items())
    for part in (notebook, *notebook["cells"]):
        for trace in _TRACES:
            part["metadata"].pop(trace, None)
    lines, known = _lines(notebook), tuple(places(job, private))
    hidden = {name: _without(known, line) for name, line in lines.items()}
    if hidden == lines:
        return Executed(notebook, lines)
    plain = {name: json.loads(line) for name, line in hidden.items()}
    return Executed(plain, _lines(plain))


def _lines(notebook: Mapping[str, Any]) -> dict[str, str]:
    return {name: json.dumps(part, sort_keys=True) for name, part in notebook.items()}


def _without(known: Iterable[tuple[str, str]], line: str) -> str:
    for path, word in known:
        line = line.replace(json.dumps(path)[1:-1], word)
    return line


def places(job: Job, private: Path) -> Iterator[tuple[str, str]]:
    """The paths of this machine that a notebook can come to name, and what stands for each."""
    yield str(private), "run"
    yield str(job.slice_file.absolute().parent), "slices"
    yield sysconfig.get_path("purelib"), "site-packages"
    yield sysconfig.get_path("stdlib"), "python"
    yield str(Path(tallybook.__file__).parent), "tallybook"


def _path(job: Job, folder: Path) -> Path:
    return folder / "runs" / f"{job.subject.slug}--{job.key[:16]}.ipynb"
