"""The command line: arguments in, exit code out; the only room that prints."""

from tallybook.cli import archive_app, forms_app, review_app, snapshot_app
from tallybook.cli.app import main

__all__ = ["archive_app", "forms_app", "main", "review_app", "snapshot_app"]
