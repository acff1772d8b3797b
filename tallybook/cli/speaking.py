"""Click's own words, such as "Usage:" and "Missing argument", in the language of everything else."""

from collections.abc import Callable
from typing import Any

import click.core
import click.decorators
import click.exceptions
import click.formatting
import click.parser
import click.types

from tallybook.errors import say
from tallybook.wording import Wording

# Those that our commands can bring about; the others stay as Click says them.
SENTENCES = frozenset(
    message.template
    for message in (
        say("Aborted!"),
        say("Commands"),
        say("Could not open file {filename!r}: {message}"),
        say("Did you mean {possibility}?"),
        say("(Did you mean one of: {possibilities}?)"),
        say("Error: {message}"),
        say("Got unexpected extra argument ({args})"),
        say("Got unexpected extra arguments ({args})"),
        say("Invalid value for {param_hint}: {message}"),
        say("Invalid value: {message}"),
        say("Missing argument"),
        say("Missing command."),
        say("Missing option"),
        say("Missing parameter"),
        say("No such command {name!r}."),
        say("No such option {name!r}."),
        say("Option {name!r} does not take a value."),
        say("Option {name!r} requires an argument."),
        say("Options"),
        say("Positional arguments"),
        say("Show this message and exit."),
        say("Show the version and exit."),
        say("Try '{command} {option}' for help."),
        say("Usage:"),
        say("default: {default}"),
        say("required"),
        say("{name} {filename!r} does not exist."),
        say("{name} {filename!r} is a directory."),
        say("{name} {filename!r} is a file."),
        say("{name} {filename!r} is not readable."),
        say("{name} {filename!r} is not writable."),
        say("{value!r} does not match the format {format}."),
        say("{value!r} does not match the formats {formats}."),
        say("{value!r} is not a valid {number_type}."),
        say("{value!r} is not one of {choices}."),
        say("{value!r} is not {choice}."),
        say("{value} is not in the range {range}."),
    )
)
_ROOMS: tuple[Any, ...] = (
    click.core,
    click.decorators,
    click.exceptions,
    click.formatting,
    click.parser,
    click.types,
)


def teach(language: Callable[[], Wording]) -> None:
    """Have Click take its words from our catalogue; the language is asked for whenever it says something.

    Click looks for catalogues of its own on the disk, of which there are none; its modules know no other door.
    """

    def one(sentence: str) -> str:
        return language().text(sentence) if sentence in SENTENCES else sentence

    def some(single: str, several: str, count: int) -> str:
        return one(single if count == 1 else several)

    for room in _ROOMS:
        room._ = one
        if hasattr(room, "ngettext"):
            room.ngettext = some
