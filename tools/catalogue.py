"""Bring the catalogues up to date with the sentences in code, templates and help: `python -m tools.catalogue`.

Sentences are the texts given to `say(...)` and `.text(...)` in the package, to `_(...)` and `tb_say(...)` in
templates, the words of judgement, and the help texts of the commands. New ones are added untranslated, those no longer used are dropped.
"""

import ast
import io
from collections.abc import Iterator
from pathlib import Path

import click
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

from tallybook.book.signs import WORDS
from tallybook.cli import main as command

ROOT = Path(__file__).resolve().parents[1]
CATALOGUE = ROOT / "tallybook" / "locale" / "zh" / "LC_MESSAGES" / "tallybook.po"
_SAYING = frozenset({"say", "_say"})
_SAYING_METHODS = _SAYING | {"text"}
_KEYWORDS = {"_": None, "tb_say": None}


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
    for module in sorted((ROOT / "tallybook").rglob("*.py")):
        yield from _in_code(module.read_text(encoding="utf-8"))
    for folder in (ROOT / "templates", ROOT / "tallybook" / "book" / "theme"):
        for template in sorted((*folder.glob("*.jinja"), *folder.glob("*.html"))):
            yield from _in_template(template)
    yield from WORDS.values()
    yield from _help(command)


def _in_code(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and _says(node.func):
            texts = (part.value for part in node.args if isinstance(part, ast.Constant))
            yield from (text for text in texts if isinstance(text, str))


def _says(function: ast.expr) -> bool:
    if isinstance(function, ast.Attribute):
        return function.attr in _SAYING_METHODS
    return isinstance(function, ast.Name) and function.id in _SAYING


def _in_template(template: Path) -> Iterator[str]:
    with template.open("rb") as stream:
        for _, sentence, _, _ in extract("jinja2.ext:babel_extract", stream, keywords=_KEYWORDS):
            yield str(sentence[0] if isinstance(sentence, tuple) else sentence)


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
