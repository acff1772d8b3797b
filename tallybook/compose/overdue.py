"""What is closed and what is overdue on a period's last day; there is no other clock."""

from datetime import date

from tallybook.domain.records import Problem, Visit


def is_closed(one: Problem | Visit, end: date) -> bool:
    """Whether it was dealt with by the period's last day."""
    return one.closed_on is not None and one.closed_on <= end


def is_overdue(one: Problem | Visit, end: date) -> bool:
    """Whether it was due and still open on the period's last day."""
    return not is_closed(one, end) and one.due is not None and one.due <= end
