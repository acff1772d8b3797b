"""Stamps as text, as they lie hidden in a form."""

import json
from collections.abc import Iterator
from hashlib import sha256

from tallybook.domain.forms import FORM_VERSION, Stamp

MARK = "tallybook-form"
_DIGITS = 8


def written(stamp: Stamp) -> str:
    """A stamp as one line of text."""
    return json.dumps(
        {
            MARK: stamp.version,
            "workspace": stamp.workspace,
            "period": stamp.period,
            "person": stamp.manager_id,
            "number": stamp.number,
            "sections": stamp.sections,
            **({"said": "".join(stamp.said)} if stamp.said else {}),
        },
        ensure_ascii=False,
    )


def read(text: str) -> Stamp | None:
    """The stamp that a text is; None where it is none."""
    try:
        found = json.loads(text)
        version, number = found[MARK], found["number"]
        words, sections = [found["workspace"], found["period"], found["person"]], found["sections"]
        said = found.get("said", "")
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    if (
        not isinstance(sections, list)
        or not all(isinstance(word, str) for word in (*words, *sections, said))
        or not all(type(n) is int for n in (version, number))
    ):
        return None
    workspace, period, person = words
    return Stamp(
        workspace=workspace,
        period=period,
        manager_id=person,
        number=number,
        version=version,
        sections=tuple(sections),
        said=tuple(said[at : at + _DIGITS] for at in range(0, len(said), _DIGITS)),
    )


def digests(text: str) -> Iterator[str]:
    """By which a form's own lines are known again, whatever became of their blanks."""
    for line in text.splitlines():
        if bare := "".join(line.split()):
            yield sha256(bare.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


def is_newer(stamp: Stamp) -> bool:
    """Whether a form was made by a later program, which may know more than this one."""
    return stamp.version > FORM_VERSION
