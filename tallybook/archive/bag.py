"""A version as a BagIt 1.0 package (RFC 8493), for the records office."""

import hashlib
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import tallybook
from tallybook import files
from tallybook.archive import crate, layout, log, ocfl
from tallybook.archive.package import is_of
from tallybook.archive.verifying import verify_object
from tallybook.errors import ArchiveError, say

_DECLARED = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


def export(archive: Path, period: str, to: Path, day: date) -> tuple[Path, ...]:
    """Write the newest version of each object of a period as a bag into the folder `to`; returns the bags.

    Raises ArchiveError where there is none, where it is damaged, or where a bag of that name is there already.
    """
    names = [name for name in layout.objects(archive) if is_of(name, period)] if archive.is_dir() else []
    if not names:
        raise ArchiveError(say("Nothing of {period} is sealed in {folder}.", period=period, folder=archive))
    return tuple(_bag(archive, name, to, day) for name in names)


def _bag(archive: Path, name: str, to: Path, day: date) -> Path:
    if verify_object(archive, name):
        raise ArchiveError(
            say(
                "{name} in {folder} is damaged; nothing was written. `tallybook verify` tells where.",
                name=name,
                folder=archive,
            )
        )
    text = (archive / name / "inventory.json").read_bytes()
    inventory, _ = ocfl.read(text)
    assert inventory is not None, "it was verified"
    bag = to / f"{name}.{inventory.head}"
    if bag.exists():
        raise ArchiveError(say("{path} is there already; remove it or name another folder.", path=bag))
    with files.fresh_folder(bag) as room, files.writing(bag):
        fresh = room / "bag"
        _payload(archive / name, inventory, fresh)
        head = {
            "object": inventory.id,
            "version": inventory.head,
            "inventory": hashlib.sha512(text).hexdigest(),
        }
        _tags(fresh, inventory.state(inventory.head), {**head, "log": log.read(archive).head}, day)
        files.settle(fresh)
        fresh.rename(bag)
        files.sync(bag.parent)
    return bag


def _payload(place: Path, inventory: ocfl.Inventory, bag: Path) -> None:
    kept = {digest: path for path, digest in inventory.manifest.items()}
    for path, digest in inventory.state(inventory.head).items():
        data = (place / kept[digest]).read_bytes()
        if hashlib.sha512(data).hexdigest() != digest:
            raise ArchiveError(say("{path} was changed while it was read.", path=place / kept[digest]))
        target = files.inside(bag, f"data/{path}")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)


def _tags(bag: Path, state: Mapping[str, str], head: Mapping[str, str], day: date) -> None:
    size = sum((bag / "data" / path).stat().st_size for path in state)
    info = {
        "Bag-Software-Agent": f"Tallybook {tallybook.__version__}",
        "Bagging-Date": day.isoformat(),
        "External-Identifier": f"{head['object']} {head['version']}",
        "External-Description": f"A sealed work summary. {_status(bag)}. See data/README.md.",
        "Internal-Sender-Identifier": f"sha512:{head['inventory']}",
        "Internal-Sender-Description": f"archive.log {head['log']}",
        "Payload-Oxum": f"{size}.{len(state)}",
    }
    tags = {
        "bagit.txt": _DECLARED,
        "bag-info.txt": "".join(f"{key}: {value}\n" for key, value in info.items()).encode(),
        "manifest-sha512.txt": _manifest({f"data/{path}": digest for path, digest in state.items()}),
    }
    tags["tagmanifest-sha512.txt"] = _manifest(
        {name: hashlib.sha512(text).hexdigest() for name, text in tags.items()}
    )
    for name, text in tags.items():
        (bag / name).write_bytes(text)


def _status(bag: Path) -> str:
    return crate.status_of((bag / "data" / crate.NAME).read_bytes())


def _manifest(digests: Mapping[str, str]) -> bytes:
    lines = (f"{digest}  {_encoded(path)}\n" for path, digest in sorted(digests.items()))
    return "".join(lines).encode()


def _encoded(path: str) -> str:
    """A path in a manifest: the signs that end a line, and the one that announces them, as RFC 8493 writes them."""
    return path.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
