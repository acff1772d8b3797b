"""Publishing: what stands around the books, and putting it out whole.

`plain` writes pages that need nothing beside them.
"""

from tallybook.publish.plain import Link, Listing, Table, page

__all__ = ["Link", "Listing", "Table", "page"]
