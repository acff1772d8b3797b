"""The language of the book that is being built."""

from sphinx.config import Config

from tallybook.wording import Wording


def wording_of(config: Config) -> Wording:
    """The words of the language that Sphinx was told to use."""
    return Wording("zh" if config.language.startswith("zh") else "en")
