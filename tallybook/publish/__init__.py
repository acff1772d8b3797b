"""Publishing: what stands around the books, and putting it out whole.

`site` puts a book into the folder of all published ones, with `feed` and `record`; `editions` puts such sites side by side; `plain` writes pages that
need nothing beside them; `leaks` searches all bytes for what readers must not see.
"""

from tallybook.publish.editions import list_editions, place
from tallybook.publish.leaks import Leak, leaks
from tallybook.publish.plain import Link, Listing, Table, page
from tallybook.publish.record import Correction, Publication, Record
from tallybook.publish.site import House, put_out, read, written

__all__ = [
    "Correction",
    "House",
    "Leak",
    "Link",
    "Listing",
    "Publication",
    "Record",
    "Table",
    "leaks",
    "list_editions",
    "page",
    "place",
    "put_out",
    "read",
    "written",
]
