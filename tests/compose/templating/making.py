"""Sets of templates for tests, all but one of them empty."""

from typing import Any

from tallybook.compose.templating import PAGES, SUFFIX, Sample, Templates
from tallybook.errors import Fault, say
from tallybook.wording import Wording

ENGLISH = Wording("en")


def templates(source: str = "", *, wording: Wording = ENGLISH, **others: str) -> Templates:
    """A whole set; `source` is the manager's template, `others` are partials by their stem."""
    sources = {page + SUFFIX: "" for page in PAGES} | {stem + SUFFIX: text for stem, text in others.items()}
    return Templates(sources | {"manager" + SUFFIX: source}, wording)


def rendered(source: str, wording: Wording = ENGLISH, **context: Any) -> str:
    return templates(source, wording=wording).render("manager", context, "P").rstrip("\n")


def checked(source: str, *samples: dict[str, Any], wording: Wording = ENGLISH, **others: str) -> list[Fault]:
    """The faults that a check finds where only the manager's page is given something."""
    given = {page: [Sample(say("nothing"), {})] for page in PAGES}
    given["manager"] = [Sample(say("some"), sample) for sample in samples]
    return list(templates(source, wording=wording, **others).check(given))
