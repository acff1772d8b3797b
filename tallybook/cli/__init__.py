"""The command line: arguments in, exit code out; the only room that prints."""

from tallybook.cli.app import main

__all__ = ["main"]
