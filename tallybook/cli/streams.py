"""The three streams that every program expects to find open."""

import os
import sys


def open_streams() -> None:
    """Let a stream that was closed before we began lead nowhere.

    The next file opened would get its number, and take in what was meant for the stream: ours and our processes'.
    """
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            # Streams stay open to the end.
            nowhere = open(os.devnull, "w" if number else "r", encoding="utf-8")  # noqa: PTH123, SIM115
            os.set_inheritable(nowhere.fileno(), True)
            setattr(sys, name, nowhere)
