"""What a notebook hands over: one versioned, checked payload inside the executed notebook."""

from tallybook.results.own import check_kpi, finding, findings
from tallybook.results.payload import MIME, bundle, encode, from_notebook, kept, load, payloads
from tallybook.results.rules import check

__all__ = [
    "MIME",
    "bundle",
    "check",
    "check_kpi",
    "encode",
    "finding",
    "findings",
    "from_notebook",
    "kept",
    "load",
    "payloads",
]
