"""Keeping the computer awake."""

import ctypes
import sys
from collections.abc import Iterator
from contextlib import contextmanager

_CONTINUOUS, _SYSTEM_REQUIRED = 0x8000_0000, 0x1
"""`ES_CONTINUOUS` and `ES_SYSTEM_REQUIRED` of winbase.h."""


@contextmanager
def kept_awake() -> Iterator[None]:
    """Meanwhile, keep Windows from going to sleep: computing does not count as use.

    The screen may go dark. To be left in the thread in which it was entered.

    Source: "SetThreadExecutionState" and "System Sleep Criteria" in Microsoft's documentation.
    """
    if sys.platform != "win32":
        yield
        return
    set_state = ctypes.windll.kernel32.SetThreadExecutionState
    set_state(_CONTINUOUS | _SYSTEM_REQUIRED)
    try:
        yield
    finally:
        set_state(_CONTINUOUS)
