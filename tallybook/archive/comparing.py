"""Hold a book that was made again against the sealed one: number by number, and byte by byte."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from tallybook import results
from tallybook.archive import crate, readme
from tallybook.archive.contents import Contents, of_workspace
from tallybook.archive.record import SNAPSHOT, SOFTWARE, Record
from tallybook.domain.subjects import Subject

# Said of a package, or of the machine that made it, and no part of the book.
_ABOUT = frozenset({crate.NAME, readme.NAME, SOFTWARE})
# What tells the things in a list apart, by which they are named; whose and of when they are is no result, and
# pictures are compared as files.
_NAMES = ("kpi_id", "customer_id", "month")
_LEFT_OUT = frozenset({"figures", "subject", "period", "version"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A figure that a notebook handed over otherwise than before; None where it was not there."""

    subject: Subject
    figure: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Differing:
    """A file that is `altered`, `missing` from the new book, or `added` to it; `marked` in its mark alone."""

    path: str
    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Software:
    """A package that is now installed in another version; None where it is not there."""

    name: str
    sealed: str | None
    now: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """What was held against the sealed version, and everything in which the new book differs."""

    object: str
    version: str
    numbers: int
    files: int
    changes: tuple[Change, ...]
    differing: tuple[Differing, ...]
    software: tuple[Software, ...]

    @property
    def equal(self) -> bool:
        """Whether every number and every byte is the same."""
        return not self.changes and not self.differing


def compare(contents: Contents, made: Record, folder: Path, chosen: frozenset[Subject]) -> Compared:
    """Hold a record of a build in `folder` against a sealed version; only what is of the chosen subjects."""
    mine = {part.path: folder / part.place for part in made.made}
    again = {part.path: part.digest for part in made.made}
    wanted = _Wanted(made, chosen)
    sealed = {path for path in contents.digests if wanted.has(path)} - of_workspace(contents.digests)
    subjects = [run.subject for run in made.runs if run.subject in chosen]
    numbers, changes = 0, list[Change]()
    for subject in subjects:
        path = f"notebooks/{subject.slug}.ipynb"
        old = dict(_figures(contents.read(path))) if path in sealed else {}
        new = dict(_figures(mine[path].read_bytes()))
        numbers += sum(_number(value) is not None for value in old.values())
        changes += _changes(subject, old, new)
    return Compared(
        object=contents.object,
        version=contents.version,
        numbers=numbers,
        files=len(sealed),
        changes=tuple(changes),
        differing=tuple(
            replace(one, how="marked")
            if one.how == "altered" and _same_run(contents, one.path, mine)
            else one
            for one in _differing(contents.digests, sealed, {p: again[p] for p in again if wanted.has(p)})
        ),
        software=tuple(_software(contents.read(SOFTWARE), mine[SOFTWARE].read_bytes())),
    )


class _Wanted:
    """Which files are compared: all of the book's, or those of some subjects."""

    def __init__(self, made: Record, chosen: frozenset[Subject]) -> None:
        self._slugs = sorted((run.subject.slug for run in made.runs), key=len, reverse=True)
        self._chosen = {subject.slug for subject in chosen}
        self._all = self._chosen.issuperset(self._slugs)

    def has(self, path: str) -> bool:
        return (
            path not in _ABOUT
            and not path.startswith(f"{SNAPSHOT}/")
            and (self._all or self._owner(path) in self._chosen)
        )

    def _owner(self, path: str) -> str | None:
        """Whose file it is: a page, a slice, a notebook, or a picture named `<slug>--<what>`."""
        stem = path.rpartition("/")[2].rpartition(".")[0]
        return next((slug for slug in self._slugs if stem == slug or stem.startswith(f"{slug}--")), None)


def _differing(
    sealed: Mapping[str, str], wanted: Iterable[str], again: Mapping[str, str]
) -> Iterator[Differing]:
    for path in sorted({*wanted, *again}):
        if path not in again:
            yield Differing(path=path, how="missing")
        elif path not in sealed:
            yield Differing(path=path, how="added")
        elif sealed[path] != again[path]:
            yield Differing(path=path, how="altered")


def _same_run(contents: Contents, path: str, mine: Mapping[str, Path]) -> bool:
    """Whether notebooks differ only in the mark by which a later build knows of what they were made."""
    if not path.startswith("notebooks/"):
        return False
    old, new = (json.loads(text) for text in (contents.read(path), mine[path].read_bytes()))
    for notebook in (old, new):
        notebook["metadata"].pop("tallybook", None)
    return bool(old == new)


def _figures(notebook: bytes) -> Iterator[tuple[str, str]]:
    """Every value that a notebook handed over, by its place: `facts.loans.actual.value`."""
    for payload in results.payloads(json.loads(notebook)):
        yield from _leaves(payload, "")


def _leaves(value: Any, place: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, each in value.items():
            if key not in _LEFT_OUT:
                yield from _leaves(each, f"{place}.{key}" if place else key)
    elif isinstance(value, list):
        for number, each in enumerate(value, start=1):
            yield from _leaves(each, f"{place}.{_name(each, number)}")
    elif value is not None:
        yield place, str(value)


def _name(item: Any, number: int) -> str:
    """What an item of a list is called: by a name of its own, with its subject's where it has one."""
    if not isinstance(item, dict):
        return str(number)
    name = next((str(item[key]) for key in _NAMES if item.get(key)), str(number))
    subject = item.get("subject")
    return f"{subject['id']}.{name}" if isinstance(subject, dict) and "id" in subject else name


def _changes(subject: Subject, old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Change]:
    for figure in dict.fromkeys((*old, *new)):
        before, after = old.get(figure), new.get(figure)
        if before != after and (_number(before) is None or _number(before) != _number(after)):
            yield Change(subject=subject, figure=figure, old=before, new=after)


def _number(text: str | None) -> Decimal | None:
    """The number in a text; 12.50 and 12.5 are the same one."""
    try:
        found = Decimal(text or "")
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def _software(sealed: bytes, now: bytes) -> Iterator[Software]:
    old, new = (_versions(text.decode("utf-8", "replace")) for text in (sealed, now))
    for name in sorted({*old, *new}):
        if old.get(name) != new.get(name):
            yield Software(name=name, sealed=old.get(name), now=new.get(name))


def _versions(text: str) -> dict[str, str]:
    lines = (line.removeprefix("# ").partition("==") for line in text.splitlines())
    return {name: version for name, equals, version in lines if equals}
