"""The house's own words on every paper, in the language of the book."""

from sphinx.config import Config

from tallybook.book.language import say


def contents(config: Config) -> str:
    """What stands above the contents."""
    return say(config, "Contents")


def sheet(config: Config) -> str:
    """The number of a sheet, to be put in for {number}, of {all} there are."""
    return say(config, "Page {number} of {all}", number="{number}", all="{all}")


def signatures(config: Config) -> tuple[str, ...]:
    """What is to be signed on a person's or unit's own paper."""
    return (
        say(config, "Prepared by"),
        say(config, "Checked by"),
        say(config, "Approved by"),
        say(config, "Date"),
    )
