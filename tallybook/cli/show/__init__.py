"""What a person sees on the terminal: faults as a list to be worked through, reports as a few plain lines."""

from tallybook.cli.show.faults import SHOWN, fault_line, faults, listed, plain_fault
from tallybook.cli.show.lines import aligned, short
from tallybook.cli.show.reports import UNSHOWN, plain_report, report, warnings
from tallybook.cli.show.states import plain_states, states

__all__ = [
    "SHOWN",
    "UNSHOWN",
    "aligned",
    "fault_line",
    "faults",
    "listed",
    "plain_fault",
    "plain_report",
    "plain_states",
    "report",
    "short",
    "states",
    "warnings",
]
