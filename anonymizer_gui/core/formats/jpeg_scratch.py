"""Files for a library that takes paths alone: in memory where the system can, and never left."""

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from errno import ENOSPC
from functools import cache
from pathlib import Path

_PREFIX, _SUFFIX = "anonymizer-", ".scratch"
_SURELY_LEFT_S = 3600.0
"""A file is in use for some seconds."""

_SPARE = 64 * 1024 * 1024
"""Bytes that must stay free on the disk: the library may not survive a full one."""


@contextmanager
def scratch_file(data: bytes = b"", *, room: int = 0) -> Iterator[Path]:
    """The path of a file that is gone at the end.

    Its name says nothing about the photo. On Linux it is in memory only.

    Args:
        data: What is in it at first.
        room: Bytes that will be written to it.

    Raises:
        OSError: It cannot be made, or the disk is nearly full.
    """
    if sys.platform == "linux":
        number = os.memfd_create(_PREFIX)
        try:
            with open(number, "wb", closefd=False) as file:
                file.write(data)
            yield Path(f"/proc/self/fd/{number}")
        finally:
            os.close(number)
        return
    folder = _folder()
    _remove_leftovers(folder)
    if shutil.disk_usage(folder).free < len(data) + room + _SPARE:
        raise OSError(ENOSPC, os.strerror(ENOSPC))
    number, name = tempfile.mkstemp(prefix=_PREFIX, suffix=_SUFFIX, dir=folder)
    try:
        os.close(number)
        Path(name).write_bytes(data)
        yield Path(name)
    finally:
        with suppress(OSError):
            Path(name).unlink()


@cache
def _remove_leftovers(folder: str) -> None:
    """Remove what a program has left that was killed: it shows a photo with nothing hidden."""
    long_ago = time.time() - _SURELY_LEFT_S
    for file in Path(folder).glob(f"{_PREFIX}*{_SUFFIX}"):
        with suppress(OSError):  # of another user
            if file.lstat().st_mtime < long_ago:
                file.unlink()


def native_path(path: Path) -> bytes:
    """A path as C's `fopen` wants it: on Windows in the code page of the system.

    Raises:
        UnicodeEncodeError: It cannot be written so.
    """
    return str(path).encode("mbcs", "strict") if sys.platform == "win32" else os.fsencode(path)


def _folder() -> str:
    """The folder for temporary files, or one whose name C's `fopen` can be told."""
    folder = tempfile.gettempdir()
    try:
        native_path(Path(folder))
    except UnicodeEncodeError:
        # On Windows the first is inside the folder of the user, in whatever script the name is
        folder = os.environ.get("PROGRAMDATA", folder)
    return folder
