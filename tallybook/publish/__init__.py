"""Publishing: what stands around the books, and putting it out whole.

`site` puts a book into the folder of all published ones, with `feed` and `record`; `plain` writes pages that
need nothing beside them.
"""

from tallybook.publish.plain import Link, Listing, Table, page
from tallybook.publish.record import Correction, Publication, Record
from tallybook.publish.site import House, put_out, read

__all__ = [
    "Correction",
    "House",
    "Link",
    "Listing",
    "Publication",
    "Record",
    "Table",
    "page",
    "put_out",
    "read",
]
