"""Take a package in again: a BagIt package or an OCFL object, in a folder, a zip or a tar file.

What comes from elsewhere is not to be trusted. `opening` lists what is in it without unpacking, `names` says what no
package may hold, `bags` and `objects` check it against its own checksums; only then does `restoring` write.
"""

from tallybook.archive.restoring.bags import check_bag
from tallybook.archive.restoring.opening import Limits, opened_package
from tallybook.archive.restoring.refusing import PackageError
from tallybook.archive.restoring.restoring import Restored, restore

__all__ = ["Limits", "PackageError", "Restored", "check_bag", "opened_package", "restore"]
