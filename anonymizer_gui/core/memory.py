"""How much memory a process has and keeps, and how much the computer."""

import ctypes
import os
import struct
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from multiprocessing.process import BaseProcess
from pathlib import Path

_COUNTERS = struct.Struct("II8N")
"""`PROCESS_MEMORY_COUNTERS` of Windows; what is written of memory is the last but one."""

_STATUS = struct.Struct("=II7Q")
"""`MEMORYSTATUSEX` of Windows; how much is built in is the third."""

_ARENA_MAX, _TRIM_THRESHOLD, _MMAP_MAX = -8, -1, -4
"""`M_*` of malloc.h."""

_KEPT = 256 << 20
"""Bytes of free memory that are not given back."""

_FETCHED_ALONE = 65_536
"""Large blocks that may be fetched for themselves, and are given back for themselves: as many as
glibc allows unless it is told otherwise.
"""


@contextmanager
def free_memory_used_again() -> Iterator[None]:
    """Meanwhile, let any thread use what another one has freed, as on Windows.

    On Linux glibc keeps up to 64 MB for each thread: 100 MB of a job of 12 megapixels. And what it
    gives back the system clears before it comes again: for each such photo 33 ms of a processor.
    """
    if sys.platform != "linux":
        yield
        return
    library = ctypes.CDLL(None)
    with suppress(AttributeError):  # another C library
        library.mallopt(_ARENA_MAX, 1)
        library.mallopt(_MMAP_MAX, 0)
        library.mallopt(_TRIM_THRESHOLD, _KEPT)
    try:
        yield
    finally:
        with suppress(AttributeError):
            library.mallopt(_MMAP_MAX, _FETCHED_ALONE)
            library.malloc_trim(0)


def bytes_of(process: BaseProcess) -> int:
    """How much memory a process has now; 0 where the system does not say, or it has ended."""
    if sys.platform == "win32":
        counters = ctypes.create_string_buffer(_COUNTERS.size)
        ctypes.windll.kernel32.K32GetProcessMemoryInfo(
            ctypes.c_void_p(process.sentinel), counters, len(counters)
        )
        return int(_COUNTERS.unpack(counters.raw)[-2])
    with suppress(OSError):
        lines = Path(f"/proc/{process.pid}/status").read_text(encoding="utf-8").splitlines()
        return 1024 * sum(
            int(one.split()[1]) for one in lines if one[:7] in ("VmRSS:\t", "VmSwap:")
        )
    return 0


@cache
def bytes_built_in() -> int:
    """How much memory the computer has."""
    if sys.platform == "win32":
        status = ctypes.create_string_buffer(_STATUS.size)
        struct.pack_into("=I", status, 0, _STATUS.size)
        ctypes.windll.kernel32.GlobalMemoryStatusEx(status)
        return int(_STATUS.unpack(status.raw)[2])
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
