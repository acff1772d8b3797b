"""What can be wrong with a package from elsewhere, each with what would be right."""

from collections.abc import Iterable

from tallybook.errors import Fault, FaultsError, Message, say

_AGAIN = say("Have the package sent once more, and compare the sender's checksum of it.")
_MADE_ANEW = say("Do not use this package. Have it made anew, by a tool that follows the standard.")

_REASONS: dict[str, tuple[Message, Message]] = {
    "path-outside": (say("The name leads out of the folder."), _MADE_ANEW),
    "strange-name": (say("The name holds signs that cannot be seen, or is too long."), _MADE_ANEW),
    "link": (say("It is a link, which could lead anywhere."), _MADE_ANEW),
    "device": (say("It is a device, a pipe or something else that is no file."), _MADE_ANEW),
    "twin": (
        say("Its name differs from another one only in case or in how its signs are composed."),
        say("On many systems one would overwrite the other. Have one of them renamed."),
    ),
    "file-and-folder": (say("It would be a file and a folder at once."), _MADE_ANEW),
    "too-many-files": (say("The package holds more files than a package may hold."), _MADE_ANEW),
    "too-large": (
        say("Unpacked, the package is larger than a package may be, or than its own size lets one expect."),
        _MADE_ANEW,
    ),
    "encrypted": (say("It is encrypted."), say("Have the package sent without a password.")),
    "fetch": (
        say("It names files that are to be fetched from elsewhere; nothing is ever fetched."),
        say("Have the package completed by its sender: all files inside, no fetch.txt."),
    ),
    "missing": (say("It is listed and is not there."), _AGAIN),
    "unexpected": (say("It is there and is not listed."), _AGAIN),
    "altered": (say("Its checksum is not the one that is listed."), _AGAIN),
    "declaration": (
        say("This is not what the standard asks to stand there: version and encoding, or the declaration."),
        _MADE_ANEW,
    ),
    "list": (say("The list of checksums cannot be read."), _MADE_ANEW),
    "listed-twice": (say("It is listed twice."), _MADE_ANEW),
    "size": (say("Number or size of the files is not what bag-info.txt says."), _AGAIN),
    "no-package": (
        say("Here is neither a BagIt package nor an OCFL object."),
        say(
            "Name the folder or file that holds bagit.txt, or 0=ocfl_object_1.1; of an archive, one object in it."
        ),
    ),
    "unreadable": (say("It cannot be read; it may be cut off or damaged."), _AGAIN),
}


class PackageError(FaultsError):
    """A package from elsewhere is not fit to be taken in; nothing was written."""


def refused(kind: str, name: str) -> Fault:
    """The fault of a kind in the file `name` of a package."""
    problem, remedy = _REASONS[kind]
    # A terminal obeys some signs that a name can hold.
    seen = "".join(sign if sign.isprintable() else f"\\u{ord(sign):04x}" for sign in name)
    return Fault(kind=kind, file=seen[:300] or ".", problem=problem, remedy=remedy)


def refusal(faults: Iterable[Fault]) -> PackageError:
    """That a package is not taken in, and everything that is wrong with it."""
    return PackageError(
        say("The package is not taken in; nothing was written. What is wrong with it:"), faults
    )
