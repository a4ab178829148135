"""Writing files: whole or not at all, never over an input, on paths of any length."""

import errno
import ntpath
import os
import stat
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path, PurePath, PureWindowsPath
from secrets import token_hex
from time import sleep
from typing import BinaryIO, TypeVar

from anonymizer_gui.core.errors import QT_TRANSLATE_NOOP, ImageError

if sys.platform != "win32":
    import fcntl

TEMPORARY_PREFIX, TEMPORARY_SUFFIX = ".anonymizer-", ".tmp"
"""Around the names of files that are being written; a crash may leave one behind."""

NAME_ERRORS = sys.getfilesystemencodeerrors()
"""How UTF-8 has names that are no Unicode: any bytes on Linux, halves of a pair on Windows."""

_LONGEST_PATH = 240
"""Windows takes 259 characters for a file and 247 for a folder unless the path is marked."""

_PAUSES_S = (0.05, 0.1, 0.2, 0.4, 0.8) if sys.platform == "win32" else ()
"""Between two tries."""

_DEVICES = frozenset(
    [
        *("con", "prn", "aux", "nul", "conin$", "conout$"),
        *(f"{name}{digit}" for name in ("com", "lpt") for digit in "123456789\u00b9\u00b2\u00b3"),
    ]
)

Check = Callable[[bytes], object]
"""Is given the bytes of a file, and raises an error if they are not as they should be."""

_AnyPath = TypeVar("_AnyPath", bound=PurePath)
_Result = TypeVar("_Result")

_REASONS = {
    errno.ENOSPC: QT_TRANSLATE_NOOP("errors", "{0} cannot be written: the disk is full."),
    errno.EROFS: QT_TRANSLATE_NOOP("errors", "{0} cannot be written: the disk is read-only."),
    errno.EACCES: QT_TRANSLATE_NOOP(
        "errors", "{0} cannot be written: no permission, or another program has it open."
    ),
    errno.ENAMETOOLONG: QT_TRANSLATE_NOOP("errors", "{0} cannot be written: the name is too long."),
}
_REASONS[errno.EPERM] = _REASONS[errno.EACCES]
_REASONS[errno.EDQUOT] = _REASONS[errno.ENOSPC]
_OTHER_REASON = QT_TRANSLATE_NOOP("errors", "{0} cannot be written: {1}.")
_OVER_INPUT = QT_TRANSLATE_NOOP("errors", "{0} would be written over the photo it is made from.")


def text_with_names(utf8: bytes) -> str:
    """A text that holds names of files, by whichever system it was written; never fails."""
    try:
        return utf8.decode("utf-8", NAME_ERRORS)
    except UnicodeDecodeError:
        return utf8.decode("utf-8", "surrogateescape")


def long_path(path: _AnyPath) -> _AnyPath:
    r"""The same path, marked on Windows so that it may be longer than 260 characters.

    Args:
        path: Absolute. Any path but a Windows path comes back as it is.

    Source: "Maximum Path Length Limitation" in Microsoft's Windows documentation: after `\\?\`
        a path is taken literally, so it must have no `..` and only backslashes.
    """
    text = str(path)
    if not isinstance(path, PureWindowsPath) or len(text) < _LONGEST_PATH:
        return path
    if text.startswith(("\\\\?\\", "\\\\.\\")):
        return path
    text = ntpath.normpath(text)
    if text.startswith("\\\\"):
        return type(path)("\\\\?\\UNC\\" + text[2:])
    return type(path)("\\\\?\\" + text)


def parted(path: str) -> tuple[str, str]:
    """A path with / without its extension, and that without the dot.

    They are those of pathlib, which takes many times as long.
    """
    stem, _, extension = path.rpartition(".")
    if not extension or "/" in extension or stem.endswith("/") or not stem:
        return path, ""
    return stem, extension


def is_for_windows(path: PurePath) -> bool:
    """Whether Windows takes a path for the file that it names.

    It takes `CON.jpg` for a device, and `a.jpg.` for `a.jpg`.

    Args:
        path: Below a folder.

    Source: "Naming Files, Paths, and Namespaces" in Microsoft's Windows documentation.
    """
    return not any(
        part.rstrip(" .") != part or part.partition(".")[0].rstrip().lower() in _DEVICES
        for part in path.parts
    )


def path_below(folder: Path, name: str) -> Path | None:
    """The path that a name with / has in a folder; None where it would lead out of it.

    Args:
        folder: Need not be there.
        name: From anywhere: absolute, with `..`, a device of Windows, through a link.
    """
    inner = PurePath(name)
    if inner.is_absolute() or inner.drive or ".." in inner.parts or not inner.parts:
        return None
    if os.name == "nt" and ":" in name:  # a second stream of a file
        return None
    path = folder / inner
    try:
        # A device resolves to a place of its own
        return path if resolved(path).is_relative_to(resolved(folder)) else None
    except (OSError, RuntimeError, ValueError):  # links in a circle, a zero byte
        return None


def unmarked(path: str) -> str:
    """A path as it is without the mark of `long_path`."""
    if path.startswith("\\\\?\\UNC\\"):
        return "\\\\" + path.removeprefix("\\\\?\\UNC\\")
    return path.removeprefix("\\\\?\\")


def resolved(path: Path) -> Path:
    """Where a path leads.

    Raises:
        OSError: The system cannot say.
    """
    marked = long_path(path.absolute())
    try:
        # Windows leaves the mark on some paths and not on others
        return Path(unmarked(str(marked.resolve())))
    except OSError:  # on some systems a long path is too long for this question
        with suppress(FileNotFoundError):  # what is not there leads nowhere
            status = marked.lstat()
            if stat.S_ISLNK(status.st_mode) or getattr(status, "st_reparse_tag", 0) != 0:
                raise
        return resolved(path.parent) / path.name


def same_file(one: Path, other: Path) -> bool:
    """Whether two paths lead to one file; False where either does not exist."""
    try:
        first, second = (long_path(path.absolute()).stat() for path in (one, other))
        if first.st_ino and second.st_ino:
            return os.path.samestat(first, second)
        # WebDAV and other drives on Windows give all files the number 0
        return os.path.normcase(resolved(one)) == os.path.normcase(resolved(other))
    except OSError:
        return False


def start_of(path: Path, count: int) -> bytes | None:
    """The first bytes of a file; None where there is none.

    Raises:
        OSError: It cannot be read, or is something else, such as a pipe, which would never end.
    """
    place = long_path(path.absolute())
    try:
        if not stat.S_ISREG(place.stat().st_mode):
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
        with place.open("rb") as file:
            return file.read(count)
    except FileNotFoundError:
        return None


def temporary_path(folder: Path) -> Path:
    """A path in a folder that nothing has yet, for a file that is being written."""
    return long_path(folder / f"{TEMPORARY_PREFIX}{token_hex(8)}{TEMPORARY_SUFFIX}")


def write_whole(
    target: Path,
    data: bytes,
    *,
    source: Path | None = None,
    check: Check | None = None,
) -> None:
    """Write a file so that nobody ever sees half of it.

    The bytes go to a temporary file beside the target, onto the disk, and then take the target's
    name in one step. Missing folders are made. If anything fails the target is as it was.

    Args:
        target: Replaced if it exists.
        data: All of it.
        source: The photo it is made from: its modification time is passed on. It may not be the
            target, under any name.
        check: Looks at what was read again of the temporary file, before that takes its name.

    Raises:
        ImageError: It cannot be written; the sentence says why.
    """
    if source is not None and same_file(source, target):
        raise ImageError(_OVER_INPUT, target.name)
    place = long_path(target.absolute())
    temporary = temporary_path(place.parent)
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        try:
            with temporary.open("x+b") as file:
                _lock(file)
                _write_through(file, data)
                if check is not None:
                    file.seek(0)
                    check(file.read())
                if sys.platform != "win32":  # which renames no file that is open
                    _settle(temporary, place, source)
            if sys.platform == "win32":
                _settle(temporary, place, source)
        except BaseException:
            remove_unneeded(temporary)
            raise
    except OSError as error:
        reason = _REASONS.get(error.errno or 0)
        if reason is None:
            raise ImageError(_OTHER_REASON, target.name, error.strerror or str(error)) from error
        raise ImageError(reason, target.name) from error


def _settle(temporary: Path, place: Path, source: Path | None) -> None:
    """Let what was written take its name."""
    if source is not None:
        _pass_on_time(source, temporary)
    patiently(partial(temporary.replace, place))


def patiently(action: Callable[[], _Result]) -> _Result:
    """Do something with a file, again and again for a second and a half while Windows refuses it.

    Scanners of viruses, indexers and OneDrive open what was just written, and as long as they do
    nobody may rename, replace or remove it.

    Raises:
        OSError: It cannot be done.
    """
    for pause in _PAUSES_S:
        try:
            return action()
        except PermissionError:
            sleep(pause)
    return action()


def remove_unneeded(temporary: Path) -> None:
    """Remove a temporary file; where that is not possible, the next job will."""
    with suppress(OSError):
        patiently(partial(temporary.unlink, missing_ok=True))


def remove_unfinished(folder: Path) -> None:
    """Remove the temporary files of programs that were killed, not those that are being written."""
    for leftover in long_path(folder.absolute()).glob(f"{TEMPORARY_PREFIX}*{TEMPORARY_SUFFIX}"):
        with suppress(OSError):  # on Windows an open file cannot be removed
            if stat.S_ISREG(leftover.lstat().st_mode):
                with leftover.open("r+b") as file:
                    _lock(file)
                leftover.unlink()


def _lock(file: BinaryIO) -> None:
    """Keep others from taking a file for a leftover, as long as it is open.

    Raises:
        BlockingIOError: It is locked elsewhere.
    """
    if sys.platform != "win32":
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise
        except OSError:  # a drive that has no locks
            return


def _write_through(file: BinaryIO, data: bytes) -> None:
    """Write all and wait until it is on the disk."""
    file.write(data)
    file.flush()
    os.fsync(file.fileno())


def _pass_on_time(source: Path, target: Path) -> None:
    # A photo on a drive that has just gone is no reason to lose the result
    with suppress(OSError):
        stat = long_path(source.absolute()).stat()
        os.utime(target, ns=(stat.st_atime_ns, stat.st_mtime_ns))
