"""Two books of the corpus in all media, with a file that must not be read beside everything that could lead to it."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest

from tallybook import workspace
from tallybook.pipeline import MARK
from tests import inprocess
from tests.injection.corpus import Corpus, corpus, write_kpis, write_people
from tests.injection.reading import Book
from tests.small import PERIOD

SECRETS = ("geheim-4711", "umwelt-4712", "root:x:0:0", "uid=0(")
WORKSPACES = {"people": write_people, "kpis": write_kpis}


@dataclass(frozen=True)
class Built:
    """The folder in which both lie, each in a workspace of its own."""

    folder: Path

    @cached_property
    def corpus(self) -> Corpus:
        """The texts in them, and what they aim at."""
        return corpus(canary=self.folder / "canary", secret=self.folder / "secret.txt")

    @cached_property
    def people(self) -> Book:
        """Texts as names of people and in their work."""
        return self._book("people")

    @cached_property
    def kpis(self) -> Book:
        """Texts as names of what is measured."""
        return self._book("kpis")

    @property
    def books(self) -> tuple[Book, Book]:
        """Both."""
        return self.people, self.kpis

    def _book(self, name: str) -> Book:
        return Book((self.folder / name / "_build" / PERIOD / "html").resolve())


def build(folder: Path) -> Built:
    """Write both workspaces and build their books."""
    made = Built(folder)
    folder.mkdir()
    for name, write in WORKSPACES.items():
        write(folder / name, made.corpus)
        for place in (".", name, f"{name}/_build", f"{name}/_build/{PERIOD}"):
            (folder / place).mkdir(parents=True, exist_ok=True)
            (folder / place / "secret.txt").write_text(SECRETS[0], "utf-8")
        (folder / name / "_build" / PERIOD / MARK).touch()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TALLYBOOK_SECRET", SECRETS[1])
        for name in WORKSPACES:
            out = folder / name / "_build" / PERIOD
            inprocess.build_of(workspace.find(folder / name), out, pdf=True, word=True, excel=True)
    return made
