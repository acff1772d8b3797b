"""Bring the catalogues up to date with the sentences in code, templates and help: `python -m tools.catalogue`.

Sentences are the first arguments of `say(...)` and `.text(...)` in the package, of `_(...)` in templates, and
the help texts of the commands. New ones are added untranslated, those no longer used are dropped.
"""

import io
from collections.abc import Iterator
from pathlib import Path

import click
from babel.messages.catalog import Catalog
from babel.messages.extract import extract, extract_from_dir
from babel.messages.pofile import read_po, write_po

from tallybook.cli import main as command

ROOT = Path(__file__).resolve().parents[1]
CATALOGUE = ROOT / "tallybook" / "locale" / "zh" / "LC_MESSAGES" / "tallybook.po"
_KEYWORDS = {"say": None, "text": None, "_": None, "gettext": None}


def main() -> None:
    """Rewrite the catalogue and say what is not translated yet."""
    catalogue = updated()
    CATALOGUE.write_bytes(written(catalogue))
    for message in untranslated(catalogue):
        print(message)


def updated() -> Catalog:
    """The catalogue as it would be with every sentence in use, and no other."""
    with CATALOGUE.open("rb") as stream:
        old = read_po(stream, locale="zh")
    new = Catalog(locale="zh", project="tallybook", charset="utf-8")
    for sentence in sorted(set(sentences())):
        known = old.get(sentence)
        new.add(sentence, known.string if known else "")
    return new


def written(catalogue: Catalog) -> bytes:
    """The catalogue as it stands on disk: no dates, no places, one line a sentence."""
    body = io.BytesIO()
    write_po(body, catalogue, width=0, omit_header=True, no_location=True)
    return _HEADER + body.getvalue()


def untranslated(catalogue: Catalog) -> list[str]:
    """Sentences that have no translation."""
    return [str(message.id) for message in catalogue if message.id and not message.string]


def sentences() -> Iterator[str]:
    """Every sentence that a user may see."""
    for _, _, sentence, _, _ in extract_from_dir(
        ROOT / "tallybook", [("**.py", "python")], keywords=_KEYWORDS
    ):
        yield _first(sentence)
    for template in sorted((ROOT / "templates").glob("*.jinja")):
        with template.open("rb") as stream:
            for _, sentence, _, _ in extract("jinja2.ext:babel_extract", stream, keywords=_KEYWORDS):
                yield _first(sentence)
    yield from _help(command)


def _first(sentence: object) -> str:
    return str(sentence[0] if isinstance(sentence, tuple) else sentence)


def _help(part: click.Command) -> Iterator[str]:
    if part.help:
        yield part.help
    yield from (option.help for option in part.params if isinstance(option, click.Option) and option.help)
    if isinstance(part, click.Group):
        for verb in part.commands.values():
            yield from _help(verb)


_HEADER = b"""\
msgid ""
msgstr ""
"Project-Id-Version: tallybook\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Language: zh\\n"

"""

if __name__ == "__main__":
    main()
