"""What a certificate of a sealed version tells, to be kept on paper by somebody outside of the archive."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tallybook.archive import crate
from tallybook.archive.contents import Contents
from tallybook.archive.log import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Approver:
    """Somebody who approved chapters: how many, and the days of the first and the last."""

    name: str
    chapters: int
    first: str
    last: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """A version as its own metadata, its inventory and its line in the log tell of it.

    `head` is the log's head after that line: what comes later changes nothing in a certificate.
    """

    title: str
    organisation: str
    unit: str
    period: str
    entry: Entry
    head: str
    message: str
    files: int
    bytes: int
    papers: int
    chapters: int
    approvers: tuple[Approver, ...]

    @property
    def approved(self) -> int:
        """How many chapters are approved."""
        return sum(approver.chapters for approver in self.approvers)


def certify(contents: Contents) -> Certificate:
    """The certificate of an opened version, which was verified when it was opened."""
    graph = {one["@id"]: one for one in json.loads(contents.read(crate.NAME))["@graph"]}
    return Certificate(
        title=str(graph["./"]["name"]).removesuffix(f" {contents.period}"),
        organisation=str(graph["#organisation"]["name"]),
        unit=str(graph["#unit"]["name"]),
        period=contents.period,
        entry=contents.entry,
        head=contents.head,
        message=contents.message,
        files=len(contents.digests),
        bytes=sum(place.stat().st_size for place in contents.places.values()),
        papers=sum(path.startswith("html/") and path.endswith(".pdf") for path in contents.digests),
        chapters=sum(name.startswith("#run-") for name in graph),
        approvers=_approvers(graph),
    )


def _approvers(graph: Mapping[str, Mapping[str, Any]]) -> tuple[Approver, ...]:
    """Everybody who approved something, those of most chapters first."""
    days: dict[str, list[str]] = {}
    for one in graph.values():
        if one["@type"] == "AuthorizeAction":
            days.setdefault(str(one["agent"]["name"]), []).append(str(one["endTime"])[:10])
    found = [
        Approver(name=name, chapters=len(each), first=min(each), last=max(each))
        for name, each in days.items()
    ]
    return tuple(sorted(found, key=lambda approver: (-approver.chapters, approver.name)))
