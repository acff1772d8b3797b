"""The archive: sealed packages that are never changed, and can be verified without Tallybook.

An archive is a folder of OCFL 1.1 objects, one for each period and the unit at the top of its book, with a log
whose lines are chained. `package` says what is sealed, `crate` and `readme` describe it, `record` is what a build remembers of it,
`sealing` adds a version, `log` is the chain, `layout` the folder itself, `verifying` checks all of it, `sheet` tells what that proves, `certificate` what is told of a version on paper,
`bag` writes a version for others, `restoring` takes a package in again, `contents` opens one to be read, `comparing` holds a book made again against it.
"""

from tallybook.archive.bag import export
from tallybook.archive.certificate import Approver, Certificate, certify
from tallybook.archive.comparing import Change, Compared, Differing, Software, compare
from tallybook.archive.contents import (
    FACTS,
    Contents,
    of_workspace,
    open_object,
    opened,
    subjects,
    take_workspace,
    versions,
)
from tallybook.archive.damage import Damage, Finding, seen
from tallybook.archive.package import Approval, Made, Package, Stamp
from tallybook.archive.record import SNAPSHOT, Part, Record, forget, package, parts, recall, remember, taken
from tallybook.archive.sealing import Sealed, seal
from tallybook.archive.sheet import HEADS, STANDINGS, Item, Standing, sheet
from tallybook.archive.verifying import Verified, verify

__all__ = [
    "FACTS",
    "HEADS",
    "SNAPSHOT",
    "STANDINGS",
    "Approval",
    "Approver",
    "Certificate",
    "Change",
    "Compared",
    "Contents",
    "Damage",
    "Differing",
    "Finding",
    "Item",
    "Made",
    "Package",
    "Part",
    "Record",
    "Sealed",
    "Software",
    "Stamp",
    "Standing",
    "Verified",
    "certify",
    "compare",
    "export",
    "forget",
    "of_workspace",
    "open_object",
    "opened",
    "package",
    "parts",
    "recall",
    "remember",
    "seal",
    "seen",
    "sheet",
    "subjects",
    "take_workspace",
    "taken",
    "verify",
    "versions",
]
