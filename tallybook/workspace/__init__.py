"""The workspace: where it is, what it declares, and how a new one begins."""

from tallybook.workspace.config import Workspace, find, language_of, read
from tallybook.workspace.schema import schema, write_schema
from tallybook.workspace.starter import CONFIG, init
from tallybook.workspace.yaml import write_yaml

__all__ = [
    "CONFIG",
    "Workspace",
    "find",
    "init",
    "language_of",
    "read",
    "schema",
    "write_schema",
    "write_yaml",
]
