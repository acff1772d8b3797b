"""What a run depends on, as one key: equal keys mean that a run need not be made again."""

import functools
import hashlib
import json
import platform
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib import metadata
from pathlib import Path
from typing import Any

import tallybook
from tallybook import files
from tallybook.domain.results import Job
from tallybook.domain.slices import Slice
from tallybook.domain.subjects import Subject
from tallybook.errors import RunsError, reason, say

_LIBRARIES = ("ipykernel", "matplotlib", "numpy", "pandas", "papermill")
# At the beginning of a line, with the first module; others may follow after commas.
_IMPORT = re.compile(r"^[ \t]*(?:from[ \t]+(\w+)[\w.]*[ \t]+import\b|import[ \t]+([^#;\n]+))", re.MULTILINE)
# What every notebook must declare.
PARAMETERS = ("slice_file", "period", "subject")
# The rooms that no notebook reaches; what is not named here counts, so that a new room is never forgotten.
_ABOVE = frozenset(
    {"__main__", "archive", "book", "cli", "compose", "pipeline", "publish", "review", "tables", "workspace"}
)


def job(slice_: Slice, slice_file: Path, *, notebook: Path, fingerprint: str) -> Job:
    """The run that a slice asks for; raises RunsError where there is no notebook.

    The slice stands, or would stand, in `slice_file`; `fingerprint` is the digest of that file.
    """
    period = slice_.period.slug
    return Job(
        subject=slice_.subject,
        period=period,
        notebook=notebook,
        slice_file=slice_file,
        key=key(slice_.subject, period, notebook=notebook, slice_file=slice_file, fingerprint=fingerprint),
    )


def key(subject: Subject, period: str, *, notebook: Path, slice_file: Path, fingerprint: str) -> str:
    """The SHA-256 of all that can change a run's results; the slice holds the language and the rounding."""
    cells = source(notebook)
    return digest(
        {
            "notebook": cells,
            "parameters": parameters(subject, period, slice_file=Path(slice_file.name)),
            "slice": fingerprint,
            "code": _code(),
            "versions": _versions() | imported(text for kind, text, _ in cells if kind == "code"),
        }
    )


def parameters(subject: Subject, period: str, *, slice_file: Path) -> dict[str, str]:
    """What is given to a notebook, by the names that it must declare."""
    return dict(zip(PARAMETERS, (str(slice_file), period, subject.slug), strict=True))


def digest(value: object) -> str:
    """The SHA-256 of plain JSON data, in hexadecimal."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def source(notebook: Path) -> list[Any]:
    """What a notebook does: its cells' kinds, texts and tags; outputs and the traces of work by hand left out."""
    try:
        return _source(notebook.read_bytes())
    except FileNotFoundError as error:
        raise RunsError(say("There is no notebook {notebook}.", notebook=notebook)) from error
    except OSError as error:
        raise RunsError(
            say("The notebook {notebook} cannot be read: {reason}.", notebook=notebook, reason=reason(error))
        ) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise RunsError(
            say("{notebook} is not a notebook that can be read: {reason}.", notebook=notebook, reason=error)
        ) from error


@functools.lru_cache(maxsize=16)
def _source(content: bytes) -> list[Any]:
    """As `source`; the same notebook is asked for by every job of a batch."""
    notebook = json.loads(content)
    if notebook["nbformat"] != 4:
        raise ValueError("not in format 4")
    return [
        [cell["cell_type"], "".join(cell["source"]), cell.get("metadata", {}).get("tags", [])]
        for cell in notebook["cells"]
    ]


@functools.cache
def _code() -> str:
    package = Path(tallybook.__file__).parent
    return digest(
        {
            path.relative_to(package).as_posix(): files.digest(path)
            for path in sorted(package.rglob("*"))
            if path.is_file() and path.suffix != ".pyc" and _reached(path.relative_to(package).parts[0])
        }
    )


def _reached(room: str) -> bool:
    return room.removesuffix(".py") not in _ABOVE


@functools.cache
def _versions() -> dict[str, str]:
    return {"python": platform.python_version()} | {name: metadata.version(name) for name in _LIBRARIES}


def imported(texts: Iterable[str]) -> dict[str, str]:
    """The versions of the packages that a notebook's cells name in imports, by the names of their modules."""
    names = {name for text in texts for name in _modules(text)} - sys.stdlib_module_names - {"tallybook"}
    return {name: _version_of(name) for name in sorted(names)}


def _modules(text: str) -> Iterator[str]:
    for first, several in _IMPORT.findall(text):
        yield from (name.strip().partition(".")[0].split(" ")[0] for name in (first or several).split(","))


@functools.cache
def _version_of(module: str) -> str:
    owners = _owners().get(module, ())
    return " ".join(sorted(f"{owner} {metadata.version(owner)}" for owner in set(owners)))


@functools.cache
def _owners() -> Mapping[str, Sequence[str]]:
    return metadata.packages_distributions()
