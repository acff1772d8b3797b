"""`python -m tallybook` is the command `tallybook`."""

from tallybook.cli import main

main(prog_name="tallybook")
