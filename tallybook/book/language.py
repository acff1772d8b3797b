"""The language of the book that is being built."""

from sphinx.config import Config

from tallybook.wording import Wording


def say(config: Config, template: str, /, **values: object) -> str:
    """A sentence of ours in that language."""
    return wording_of(config).text(template, **values)


def wording_of(config: Config) -> Wording:
    """The words of the language that Sphinx was told to use."""
    return Wording("zh" if config.language.startswith("zh") else "en")
