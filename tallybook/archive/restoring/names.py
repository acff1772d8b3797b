"""Names that a package may hold, wherever it is unpacked."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from tallybook.archive.restoring.refusing import refused
from tallybook.errors import Fault

_DRIVE = re.compile(r"[A-Za-z]:")
_LONGEST_STEP, _LONGEST = 255, 1000


def unfit(name: str) -> Iterator[Fault]:
    """What is wrong with one name, read as any system might read it."""
    steps = name.split("/")
    outside = (
        name.startswith(("/", "\\", "~"))
        or "\\" in name
        or _DRIVE.match(name) is not None
        or any(step in ("", ".", "..") for step in steps)
    )
    if outside:
        yield refused("path-outside", name)
    long = len(name.encode("utf-8", "surrogatepass")) > _LONGEST or any(
        len(step.encode("utf-8", "surrogatepass")) > _LONGEST_STEP for step in steps
    )
    if long or any(unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Zl", "Zp") for sign in name):
        yield refused("strange-name", name)


def clashing(files: Iterable[str], folders: Iterable[str] = ()) -> Iterator[Fault]:
    """Names of which one would overwrite another: twins but for case or composition, files that are folders too."""
    known: dict[str, str] = {}
    here = list(files)
    above = {
        "/".join(steps[:count])
        for name in here
        for steps in [name.split("/")]
        for count in range(1, len(steps))
    }
    above |= set(folders)
    for name in (*here, *sorted(above)):
        if known.setdefault(alike(name), name) != name:
            yield refused("twin", name)
    yield from (refused("file-and-folder", name) for name in sorted(set(here) & above))


def alike(name: str) -> str:
    """The same for all names that some system takes for one."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
