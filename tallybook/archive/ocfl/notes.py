"""The words of OCFL: names of files, algorithms, and rules with the damage that a breach of them shows."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tallybook.archive.damage import Damage

ALGORITHM = "sha512"
DECLARATION = "0=ocfl_object_1.1"
DECLARED = b"ocfl_object_1.1\n"
INVENTORY = "inventory.json"
CONTENT = "content"
TYPE = "https://ocfl.io/1.1/spec/#inventory"
OLDER_TYPE = "https://ocfl.io/1.0/spec/#inventory"

# What a rule's breach means to the owner of the archive; of the others the inventory itself is not as it must be.
_DAMAGES: Mapping[str, Damage] = {
    **dict.fromkeys(("E007", "E060", "E061", "E064", "E092", "E093", "W011"), Damage.ALTERED),
    **dict.fromkeys(("E003", "E010", "E058", "E063", "W010"), Damage.MISSING),
    **dict.fromkeys(
        ("E001", "E015", "E023", "E024", "E046", "E067", "E090", "W002", "W013"), Damage.UNEXPECTED
    ),
}

HASHES: Mapping[str, Callable[[], Any]] = {
    "md5": lambda: hashlib.md5(usedforsecurity=False),
    "sha1": lambda: hashlib.sha1(usedforsecurity=False),
    "sha256": hashlib.sha256,
    "sha512": hashlib.sha512,
    "sha512/256": lambda: hashlib.new("sha512_256"),
    "blake2b-512": hashlib.blake2b,
    "blake2b-160": lambda: hashlib.blake2b(digest_size=20),
    "blake2b-256": lambda: hashlib.blake2b(digest_size=32),
    "blake2b-384": lambda: hashlib.blake2b(digest_size=48),
}
# What may give the names of an inventory's contents; the others are for its fixity block alone.
ALGORITHMS = ("sha512", "sha256")


@dataclass(frozen=True, slots=True, order=True)
class Note:
    """A rule that is broken, or with W a recommendation that is not followed, and by which file of the object."""

    rule: str
    file: str
    found: Damage | None = None

    @property
    def is_error(self) -> bool:
        """Whether the object is invalid, not only unusual."""
        return self.rule.startswith("E")

    @property
    def damage(self) -> Damage:
        """What happened to the file."""
        return self.found or _DAMAGES.get(self.rule, Damage.INVALID)
