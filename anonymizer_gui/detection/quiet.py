"""Keeping the network runtimes' own chatter off the terminal."""

import contextlib
import os
from collections.abc import Iterator
from threading import Lock

STDERR = 2

_one_at_a_time = Lock()
"""Else the second one would keep, and put back, what the first one has put in its place."""


@contextlib.contextmanager
def silenced_stderr() -> Iterator[None]:
    """Send to nowhere what native code writes to standard error meanwhile.

    Both runtimes announce themselves there whatever their log level is. What other threads write at
    the same time is lost too: use it for loading only.
    """
    with _one_at_a_time:
        try:
            kept = os.dup(STDERR)
        except OSError:
            # a program with a window has no standard error on Windows
            yield
            return
        nowhere = os.open(os.devnull, os.O_WRONLY)
        try:
            os.dup2(nowhere, STDERR)
            yield
        finally:
            os.dup2(kept, STDERR)
            os.close(nowhere)
            os.close(kept)
