"""What cannot be taken from a source, and why."""

from collections.abc import Sequence

from tallybook.errors import Message


class Unfit(Exception):  # noqa: N818 - a finding about the data, not a failure of ours
    """Why something cannot be taken, before it is known where it stands."""

    def __init__(
        self,
        kind: str,
        problem: Message,
        remedy: Message,
        *,
        row: int | None = None,
        file: str | None = None,
        others: Sequence["Unfit"] = (),
    ) -> None:
        super().__init__(str(problem))
        self.kind = kind
        self.problem = problem
        self.remedy = remedy
        self.row = row
        # Only where it stands in another file than in the one that was asked for.
        self.file = file
        # What else was found wrong on the way.
        self.others = tuple(others)
