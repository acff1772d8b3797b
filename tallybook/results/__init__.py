"""What a notebook hands over: one versioned, checked payload inside the executed notebook."""

from tallybook.results.payload import MIME, bundle, encode, from_notebook, load, payloads
from tallybook.results.rules import check

__all__ = ["MIME", "bundle", "check", "encode", "from_notebook", "load", "payloads"]
