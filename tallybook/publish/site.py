"""The published site: one folder for each period, an index of all, a feed; put out whole or not at all.

What was published stays at its address: PERIOD/PAGE.html shows the newest, PERIOD/corrections.html what was
corrected since. Everything lies in one folder and refers to itself by relative addresses alone.
"""

import glob
import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path

from tallybook import codec, files
from tallybook.domain.period import Period
from tallybook.errors import FilesError, say
from tallybook.publish.feed import feed
from tallybook.publish.plain import Link, Listing, Table, page
from tallybook.publish.record import Correction, Publication, Record, Row
from tallybook.wording import Wording

RECORD = "published.json"
_INDEX, _FEED = "index.html", "feed.xml"
_RUNNING = (".lock", ".holder")
_FOOT = '<footer class="tb-foot">'
_WAY = re.compile(r"<!--periods-->.*?<!--/periods-->", re.S)


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """Whose site it is, and how it speaks; `dressed` gives a page the letters that it needs."""

    name: str
    wording: Wording
    dressed: Callable[[str], str] = str


def read(to: Path) -> Record:
    """What is published in a folder; raises FilesError where it holds something else."""
    place = to / RECORD
    if not place.is_file():
        if to.is_dir() and any(path.name not in _RUNNING for path in to.iterdir()):
            raise FilesError(
                say(
                    "{folder} holds files that were not published by Tallybook; name an empty folder.",
                    folder=to,
                )
            )
        return Record()
    try:
        return codec.decode(Record, place.read_bytes())
    except (OSError, codec.CodecError) as error:
        raise FilesError(say("{path} is damaged ({reason}).", path=place, reason=error)) from error


def written(period: Period) -> tuple[str, ...]:
    """What putting out a period's book writes of a site; what else lies there was put there before."""
    return (period.file_slug, _INDEX, _FEED, RECORD)


def put_out(
    to: Path,
    html: Path,
    new: Publication,
    house: House,
    *,
    retold: Callable[[Row], Row] = lambda row: row,
    check: Callable[[Path], None] = lambda _: None,
) -> Record:
    """Let the site in `to` hold the book in `html` as well; a reader sees the site as it was or as it is, whole.

    `retold` says what may still be told of a correction in the period's last book. `check` is given the finished
    site and raises where it must not be put out.
    """
    aside = to.with_name(f".{to.name}.before")
    files.put_back(to, aside)
    with files.locked(to):
        _sweep(to)
        record = replace(read(to).with_publication(new, retold), name=house.name)
        with files.fresh_folder(to) as room:
            site = room / "site"
            _copy_others(to, site, new.folder)
            with files.writing(site):
                shutil.copytree(html, site / new.folder, symlinks=False)
            _finish(site, record, house)
            check(site)
            files.put_in_place(site, to, aside)
    return record


def _sweep(to: Path) -> None:
    """Remove what a killed publication has left beside the site."""
    # Eight signs are what `fresh_folder` adds: another site's name may begin like this one's.
    for left in to.parent.glob(f".{glob.escape(to.name)}-????????.tmp"):
        shutil.rmtree(left, ignore_errors=True)


def _copy_others(to: Path, site: Path, folder: str) -> None:
    """The other periods as they stand; files are never written in place, so that two trees may share them."""
    with files.writing(site):
        site.mkdir()
        for path in sorted(to.iterdir()):
            if path.name == folder or path.name in _RUNNING:
                continue
            if path.is_dir() and not path.is_symlink():
                shutil.copytree(path, site / path.name, copy_function=_shared, symlinks=True)
            else:
                # What its owner put beside the books, such as CNAME or robots.txt.
                shutil.copy2(path, site / path.name, follow_symlinks=False)


def _shared(source: str, target: str) -> str:
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
    return target


def _finish(site: Path, record: Record, house: House) -> None:
    ordered = sorted(record.publications, key=lambda one: Period.parse(one.period).start)
    for place, one in enumerate(ordered):
        before = ordered[place - 1] if place else None
        after = ordered[place + 1] if place + 1 < len(ordered) else None
        way = _way(one, before, after, house.wording)
        for path in sorted((site / one.folder).glob("*.html")):
            _show_way(path, way)
        if one.corrections:
            files.write(site / one.folder / "corrections.html", _corrections(one, house))
    files.write(site / _INDEX, _index(tuple(reversed(ordered)), house))
    files.write(site / _FEED, feed(record, house.name))
    files.write(site / RECORD, codec.encode(record))


def _show_way(path: Path, way: str) -> None:
    text = path.read_text("utf-8")
    bare = _WAY.sub("", text)
    shown = bare.replace(_FOOT, f"{way}{_FOOT}", 1)
    if shown != text:
        files.write(path, shown)


def _way(one: Publication, before: Publication | None, after: Publication | None, wording: Wording) -> str:
    """Links to the period before and after, to all of them, and to what was corrected."""
    links = []
    if before:
        links.append((f"../{before.folder}/index.html", f"← {before.label}"))
    links.append(("../index.html", wording.text("All periods")))
    if after:
        links.append((f"../{after.folder}/index.html", f"{after.label} →"))
    if one.corrections:
        last = one.corrections[-1]
        links.append(("corrections.html", wording.text("Corrected on {day}: what has changed", day=last.day)))
    shown = " · ".join(f'<a href="{escape(address)}">{escape(label)}</a>' for address, label in links)
    return f'<!--periods--><nav class="tb-periods">{shown}</nav><!--/periods-->'


def _corrections(one: Publication, house: House) -> str:
    wording = house.wording
    parts: list[str | Table | Listing] = [
        wording.text("The pages show the corrected figures; here is what stood before.")
    ]
    for correction in reversed(one.corrections):
        parts.append(Listing(heading=wording.text("Corrected on {day}", day=correction.day)))
        heads = tuple(wording.text(word) for word in ("Name", "What", "Was", "Is"))
        parts.append(Table(heads=heads, rows=correction.rows))
    parts.append(
        Listing(
            heading=one.label, links=(Link(label=wording.text("Back to the book"), address="index.html"),)
        )
    )
    return house.dressed(
        page(wording.text("Corrections: {period}", period=one.label), wording.language, parts)
    )


def _index(ordered: Sequence[Publication], house: House) -> str:
    head = ('<link rel="alternate" type="application/atom+xml" href="feed.xml">\n',)
    listings = _listings(ordered, house.wording)
    return house.dressed(page(house.name, house.wording.language, listings, head=head))


def _listings(ordered: Iterable[Publication], wording: Wording) -> Iterator[Listing]:
    for one in ordered:
        notice = wording.text("Not everything in it is approved.") if one.everything else ""
        if one.corrections:
            last = one.corrections[-1]
            notice = " ".join(
                filter(
                    None,
                    (
                        notice,
                        wording.text(
                            "Corrected on {day}: {count} changes.", day=last.day, count=len(last.rows)
                        ),
                    ),
                )
            )
        links = [
            Link(
                label=wording.text("The book"),
                address=f"{one.folder}/index.html",
                more=wording.text("published on {day}", day=one.day),
            )
        ]
        if one.corrections:
            links.append(
                Link(label=wording.text("What was corrected"), address=f"{one.folder}/corrections.html")
            )
        links += [Link(label=label, address=f"{one.folder}/{slug}.html") for slug, label in one.units]
        yield Listing(heading=one.label, links=tuple(links), notice=notice)


__all__ = ["RECORD", "Correction", "House", "Publication", "Record", "put_out", "read", "written"]
