"""OCFL objects: whether every file of a version is there, and is what the inventory says."""

import hashlib
from collections.abc import Iterator

from tallybook.archive import ocfl
from tallybook.archive.ocfl import Inventory
from tallybook.archive.restoring import names
from tallybook.archive.restoring.bags import digests
from tallybook.archive.restoring.opening import Opened
from tallybook.archive.restoring.refusing import refusal, refused
from tallybook.errors import Fault

DECLARATIONS = ("0=ocfl_object_1.1", "0=ocfl_object_1.0")
_INVENTORY = "inventory.json"
_LARGEST = 200 << 20


def inventory_of(package: Opened) -> Inventory:
    """The object's inventory; raises PackageError where it cannot be trusted to say what belongs to a version."""
    if package.files.get(_INVENTORY, _LARGEST) >= _LARGEST:
        raise refusal([refused("declaration", _INVENTORY)])
    text = package.read(_INVENTORY)
    inventory, rules = ocfl.read(text)
    if inventory is None or any(rule.startswith("E") for rule in rules):
        raise refusal([refused("list", _INVENTORY)])
    sidecar = f"{_INVENTORY}.{inventory.algorithm}"
    made = hashlib.new(inventory.algorithm, text).hexdigest()
    if sidecar not in package.files:
        raise refusal([refused("missing", sidecar)])
    if package.files[sidecar] > 1000 or package.read(sidecar).split()[:1] != [made.encode()]:
        raise refusal([refused("altered", _INVENTORY)])
    return inventory


def check_object(package: Opened, inventory: Inventory) -> tuple[Fault, ...]:
    """Everything that is wrong with an object's files, in all of its versions."""
    return tuple(_faults(package, inventory))


def _faults(package: Opened, inventory: Inventory) -> Iterator[Fault]:
    for version in inventory.versions:
        state = inventory.state(version)
        for path in state:
            yield from names.unfit(path)
        yield from names.clashing(state)
    manifest = inventory.manifest
    contents = {file for file in package.files if f"/{inventory.content_folder}/" in file}
    yield from (refused("unexpected", file) for file in sorted(contents - set(manifest)))
    for path, digest in sorted(manifest.items()):
        if path not in package.files:
            yield refused("missing", path)
        elif digests(package, path, [inventory.algorithm])[inventory.algorithm] != digest:
            yield refused("altered", path)
