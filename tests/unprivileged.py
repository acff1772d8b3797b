"""Commands run as by a user whom the system may refuse a file, also where the tests' own user may read everything."""

import os
import shutil

import pytest

_ALL = "-dac_override,-dac_read_search"


def prefix() -> tuple[str, ...]:
    """What stands before a command; skips the test where rights cannot be given up."""
    if os.name != "posix":
        pytest.skip("needs file permissions as POSIX has them")
    if os.getuid():
        return ()
    if not shutil.which("setpriv"):
        pytest.skip("root is refused nothing, and there is no setpriv")
    return ("setpriv", f"--bounding-set={_ALL}", f"--inh-caps={_ALL}")
