"""Every sentence a user may see has a Chinese translation with the same places for values."""

import string

import pytest
from babel.messages.catalog import Message

from tools import catalogue


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_the_catalogue_is_up_to_date() -> None:
    assert catalogue.CATALOGUE.read_bytes() == catalogue.written(catalogue.updated()), (
        "run: python -m tools.catalogue"
    )


def test_nothing_is_left_untranslated() -> None:
    assert catalogue.untranslated(catalogue.updated()) == []


# Click puts English words for kinds of things into these; the translations have their own.
KINDS = {"{name} {filename!r}": "name", "{value!r} is not a valid": "number_type"}


@pytest.mark.parametrize("message", [m for m in catalogue.updated() if m.id], ids=lambda m: str(m.id)[:40])
def test_a_translation_names_the_same_values(message: Message) -> None:
    spared = {kind for start, kind in KINDS.items() if str(message.id).startswith(start)}
    assert fields(str(message.string)) == fields(str(message.id)) - spared
