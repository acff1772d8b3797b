"""Stamps as text, as they lie hidden in a form."""

import json

from tallybook.domain.forms import FORM_VERSION, Stamp

MARK = "tallybook-form"


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
        },
        ensure_ascii=False,
    )


def read(text: str) -> Stamp | None:
    """The stamp that a text is; None where it is none."""
    try:
        found = json.loads(text)
        version, number = found[MARK], found["number"]
        words, sections = [found["workspace"], found["period"], found["person"]], found["sections"]
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    if (
        not isinstance(sections, list)
        or not all(isinstance(word, str) for word in (*words, *sections))
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
    )


def is_newer(stamp: Stamp) -> bool:
    """Whether a form was made by a later program, which may know more than this one."""
    return stamp.version > FORM_VERSION
