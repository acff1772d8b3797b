"""Ledger: problems, visits and customers as rows, with what is open and what is overdue."""

from collections.abc import Sequence
from datetime import date

from tallybook.compose.content import BookContent
from tallybook.compose.contexts.common import NOTHING, Context, first, person, short_day
from tallybook.compose.overdue import is_closed, is_overdue
from tallybook.domain.records import Customer, Problem, Visit
from tallybook.domain.summary import Summary
from tallybook.errors import say


def problems(found: Sequence[Problem], book: BookContent, most: int) -> tuple[list[Context], int]:
    """The first of the problems, overdue ones first, those that are solved last, and how many are left out."""
    ordered = sorted(found, key=lambda one: (*_urgency(one, book), one.raised_on, one.problem_id))
    shown, left = first(ordered, most)
    return [
        {
            "text": problem.text,
            "cause": problem.cause or NOTHING,
            "owner": problem.owner or NOTHING,
            "due": short_day(problem.due, book),
            "state": _state(problem, book),
            "person": person(book, problem.manager_id),
        }
        for problem in shown
    ], left


def visits(summary: Summary, book: BookContent, most: int) -> tuple[list[Context], int]:
    """The first visits at which a customer had something to say, overdue ones first, and how many are left out."""
    names = {customer.customer_id: customer.name for customer in summary.customers}
    told = [visit for visit in summary.visits if visit.opinion]
    ordered = sorted(told, key=lambda one: (*_urgency(one, book), one.date, one.visit_id))
    shown, left = first(ordered, most)
    return [
        {
            "date": short_day(visit.date, book),
            "customer": names.get(visit.customer_id, visit.customer_id),
            "opinion": visit.opinion,
            "handler": visit.handler or NOTHING,
            "due": short_day(visit.due, book),
            "state": _state(visit, book),
            "person": person(book, visit.manager_id),
        }
        for visit in shown
    ], left


def counts(found: Sequence[Problem | Visit], book: BookContent) -> dict[str, int]:
    """How many there are, how many of them are open, and how many of those overdue."""
    return {
        "all": len(found),
        "open": sum(not is_closed(one, book.period.end) for one in found),
        "overdue": sum(is_overdue(one, book.period.end) for one in found),
    }


def visit_counts(summary: Summary, book: BookContent) -> dict[str, int]:
    """How many visits at how many customers, and what became of what they said."""
    told = [visit for visit in summary.visits if visit.opinion]
    visited = {visit.customer_id for visit in summary.visits}
    return counts(told, book) | {"visits": len(summary.visits), "customers": len(visited)}


def customers(found: Sequence[Customer], book: BookContent) -> Context:
    """How many there were on the period's last day, who came and who went in the period."""
    return {
        "all": sum(_is_there(customer, book.period.end) for customer in found),
        "gained": [c.name for c in found if c.gained_on and c.gained_on in book.period],
        "lost": [c.name for c in found if c.lost_on and c.lost_on in book.period],
    }


def _is_there(customer: Customer, day: date) -> bool:
    return (customer.gained_on or date.min) <= day < (customer.lost_on or date.max)


def _state(one: Problem | Visit, book: BookContent) -> str:
    if is_closed(one, book.period.end):
        return book.wording.message(say("● done {day}", day=short_day(one.closed_on, book)))
    if one.closed_on:
        return book.wording.message(say("▲ done later, {day}", day=short_day(one.closed_on, book)))
    return book.wording.message(say("■ overdue") if is_overdue(one, book.period.end) else say("▲ open"))


def _urgency(one: Problem | Visit, book: BookContent) -> tuple[bool, bool, date]:
    end = book.period.end
    return is_closed(one, end), not is_overdue(one, end), one.due or date.max
