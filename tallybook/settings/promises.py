"""Settings of promises: what becomes of those that nobody answered, and when carrying over is told."""

from typing import Annotated, Literal

from pydantic import Field

from tallybook.settings.part import Part


class Promises(Part):
    """What is asked of last period's promises."""

    # Somebody who is late must not hold up everybody's book: it is refused only where the workspace asks for that.
    unanswered: Literal["off", "warn", "error"] = "warn"
    """What becomes of a promise of the period before whose owner does not say what became of it, and no figure does."""
    carried_from: Annotated[int, Field(ge=1)] = 3
    """From how many times on a promise that is carried over is listed."""
