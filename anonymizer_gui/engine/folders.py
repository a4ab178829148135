"""The folders of a job: which suit each other, and which files are in them."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from anonymizer_gui.core.errors import QT_TRANSLATE_NOOP, SettingsError
from anonymizer_gui.core.files import (
    long_path,
    remove_unneeded,
    resolved,
    same_file,
    temporary_path,
    unmarked,
)
from anonymizer_gui.core.settings import Settings

SYSTEM_FOLDERS = frozenset({"$recycle.bin", "system volume information"})
"""What Windows keeps on every drive, in lower case: no photos of the user, and often unreadable."""

UNKNOWN_TIME = 0
"""When a file was changed of which the system does not say it, nor its size."""

_UNREADABLE = QT_TRANSLATE_NOOP(
    "errors", "The folder {0} cannot be read ({1}); ask for permission, or choose another folder."
)


def check_folders(settings: Settings) -> None:
    """Check that the input folder can be read and that no result can replace a photo.

    Raises:
        SettingsError: With what is wrong, and what to do.
    """
    with drives_explained(settings.output):
        _check_folders(settings)


@contextmanager
def drives_explained(folder: Path) -> Iterator[None]:
    """Say in a sentence that a drive is gone, or whatever else the system says of a folder.

    Args:
        folder: Is named where the system names none.

    Raises:
        SettingsError: Instead of `OSError`.
    """
    try:
        yield
    except OSError as error:
        name = error.filename
        place = Path(unmarked(name)) if isinstance(name, str) else folder
        raise _unreadable(place, error) from error


def _check_folders(settings: Settings) -> None:
    there = {folder: _is_folder(folder) for folder in (settings.input, settings.output)}
    if there[settings.input] is None:
        raise SettingsError(
            QT_TRANSLATE_NOOP("errors", "There is no folder {0}; check its name."), settings.input
        )
    if not there[settings.input]:
        raise SettingsError(
            QT_TRANSLATE_NOOP("errors", "{0} is a file; choose the folder that it is in."),
            settings.input,
        )
    if there[settings.output] is False:
        raise SettingsError(
            QT_TRANSLATE_NOOP("errors", "{0} is a file; choose a folder for the results."),
            settings.output,
        )
    if _is_same(settings.input, settings.output):
        raise SettingsError(
            QT_TRANSLATE_NOOP(
                "errors",
                "The results would go into the folder of the photos, {0}; choose another one, "
                "so that no photo is replaced.",
            ),
            settings.input,
        )
    if _is_below(settings.output, settings.input):
        raise SettingsError(
            QT_TRANSLATE_NOOP(
                "errors",
                "The results would go into {0}, inside the folder of the photos, and be read "
                "again next time; choose a folder outside it.",
            ),
            settings.output,
        )
    if _is_below(settings.input, settings.output):
        raise SettingsError(
            QT_TRANSLATE_NOOP(
                "errors",
                "The results would go into {0}, around the folder of the photos, and could "
                "replace other photos there; choose a folder of their own.",
            ),
            settings.output,
        )


def is_there(folder: Path) -> bool:
    """Whether a folder of results is still there.

    Made anew, one of a drive that is gone would be on the disk below the name of that drive.
    """
    try:
        return long_path(folder.absolute()).is_dir()
    except OSError:  # as pathlib says of some drives that are gone
        return False


def check_writable(folder: Path) -> None:
    """Make the folder and check that files can be made in it.

    Raises:
        SettingsError: It cannot be made or written to.
    """
    place = long_path(folder.absolute())
    probe = temporary_path(place)
    try:
        place.mkdir(parents=True, exist_ok=True)
        probe.touch(exist_ok=False)  # nor through a link that leads elsewhere
    except OSError as error:
        raise SettingsError(
            QT_TRANSLATE_NOOP(
                "errors", "Nothing can be written to {0} ({1}); choose another folder."
            ),
            folder,
            _reason(error),
        ) from error
    remove_unneeded(probe)


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file in the folder of a job, photo or not.

    Attributes:
        folder: The one that it is in.
        name: In it.
        size: In bytes.
        mtime_ns: When it was changed; `UNKNOWN_TIME` if nobody can say.
        is_link: Whether it is really elsewhere.
    """

    folder: Path
    name: str
    size: int
    mtime_ns: int
    is_link: bool

    @property
    def path(self) -> Path:
        """Of the file."""
        return self.folder / self.name


def files_below(folder: Path, *, subfolders: bool = True) -> Iterator[FoundFile]:
    """All files below a folder, in no order; those of one folder are never in memory at once.

    Links to folders are not followed, so that nothing is read twice and no loop is endless.

    Args:
        folder: Is searched.
        subfolders: Whether those in it are, too.

    Raises:
        SettingsError: A folder cannot be read.
    """
    waiting = [folder]  # folders may be deeper than calls, or than files that may be open
    while waiting:
        place = waiting.pop()
        for entry in _entries(place):
            if entry.is_dir(follow_symlinks=False):
                wanted = subfolders and entry.name.lower() not in SYSTEM_FOLDERS
                if wanted and not _is_junction(entry):
                    waiting.append(place / entry.name)
            # macOS leaves a small "._" file beside each photo on a memory card: not a photo
            elif _is_file(entry) and not entry.name.startswith("._"):
                yield _found(place, entry)


def _is_folder(place: Path) -> bool | None:
    """Whether there is a folder; None if there is nothing."""
    there = long_path(place.absolute())
    return there.is_dir() if there.exists() else None


def _is_file(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_file()
    except OSError:  # a link to itself
        return False


def _entries(folder: Path) -> Iterator[os.DirEntry[str]]:
    try:
        with os.scandir(long_path(folder.absolute())) as found:
            yield from found
    except OSError as error:
        raise _unreadable(folder, error) from error


def _is_same(one: Path, other: Path) -> bool:
    # Also where a drive letter and a network path lead to one folder
    return resolved(one) == resolved(other) or same_file(one, other)


def _is_below(inner: Path, outer: Path) -> bool:
    return any(_is_same(parent, outer) for parent in resolved(inner).parents)


def _is_junction(entry: os.DirEntry[str]) -> bool:
    """Whether it is a link to a folder that Windows does not call one."""
    try:
        tag = getattr(entry.stat(follow_symlinks=False), "st_reparse_tag", 0)
    except OSError:  # reading it will say why
        return False
    return tag != 0 and tag == getattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", None)


def chosen_files(settings: Settings) -> Iterator[FoundFile]:
    """The files of a job, in no order; one that was named and is in a named folder comes twice.

    Raises:
        SettingsError: A folder cannot be read.
    """
    for named in map(settings.input.joinpath, settings.only or ("",)):
        place = _as_spelled(named, settings.input) if os.name == "nt" else named
        there = long_path(place.absolute())
        try:
            is_folder, is_file = there.is_dir(), there.is_file()
        except OSError as error:
            raise _unreadable(place, error) from error
        if is_folder:
            yield from files_below(place, subfolders=settings.subfolders)
        elif is_file:
            yield _found(place.parent, there)


def _as_spelled(place: Path, folder: Path) -> Path:
    """The same path with the capitals that it has on the drive, whichever somebody typed.

    Windows takes any: a photo that is named twice would not be seen to be one.
    """
    try:
        real, root = resolved(place), resolved(folder)
    except OSError:  # some drives cannot say
        return place
    spelled = folder / real.relative_to(root) if real.is_relative_to(root) else place
    return spelled if spelled == place else place  # equal, but for capitals; else through a link


def _found(folder: Path, entry: os.DirEntry[str] | Path) -> FoundFile:
    try:
        known = entry.stat()  # which Windows tells with the name
        size, mtime_ns = known.st_size, known.st_mtime_ns
    except OSError:  # reading it will say why
        size, mtime_ns = 0, UNKNOWN_TIME
    return FoundFile(folder, entry.name, size, mtime_ns, entry.is_symlink())


def _unreadable(folder: Path, error: OSError) -> SettingsError:
    return SettingsError(_UNREADABLE, folder, _reason(error))


def _reason(error: OSError) -> str:
    return error.strerror or type(error).__name__
