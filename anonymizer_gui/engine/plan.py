"""Which photos a job has and where each result goes, checked before the first photo."""

import os
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from anonymizer_gui.core.errors import QT_TRANSLATE_NOOP, SettingsError
from anonymizer_gui.core.files import TEMPORARY_PREFIX, TEMPORARY_SUFFIX, long_path
from anonymizer_gui.core.records import record_names
from anonymizer_gui.core.settings import SUPPORTED_EXTENSIONS, Settings


@dataclass(frozen=True, slots=True)
class Task:
    """One photo of a job.

    Attributes:
        source: The photo; never written to.
        target: Its result.
        record: The JSON file about it.
        size: Of the photo, in bytes.
        mtime_ns: When it was changed.
        image_id: Of the photo in the job store; 0 before it is listed there.
    """

    source: Path
    target: Path
    record: Path
    size: int = 0
    mtime_ns: int = 0
    image_id: int = 0


@dataclass(frozen=True, slots=True)
class Plan:
    """All photos of a job.

    Attributes:
        tasks: In order of folder and name.
        done_before: How many photos are left alone since their result is there already.
        left_out: Photos that the job's extensions leave out, counted per extension.
    """

    tasks: tuple[Task, ...]
    done_before: int
    left_out: Counter[str]


def plan(settings: Settings) -> Plan:
    """Find the photos of a job and decide where each result goes.

    Raises:
        SettingsError: A folder is missing or unsuitable, there is nothing to do, or two
            photos would get the same result.
    """
    check_folders(settings)
    found = dict(_files(settings.input))
    sources = [path for path in found if settings.takes(path)]
    left_out = Counter(
        extension
        for path in found
        if not settings.takes(path)
        and (extension := path.suffix[1:].lower()) in SUPPORTED_EXTENSIONS
    )
    if not sources:
        raise _nothing_found(settings, left_out)
    targets = [_target(source, settings) for source in sources]
    _check_targets_differ(sources, targets)
    records = record_names(targets)
    tasks = [
        Task(source, target, records[target], *found[source])
        for source, target in zip(sources, targets, strict=True)
    ]
    waiting = tuple(task for task in tasks if not (settings.skip_existing and task.target.exists()))
    return Plan(waiting, done_before=len(tasks) - len(waiting), left_out=left_out)


def check_folders(settings: Settings) -> None:
    """Check that the input folder can be read and that no result can replace a photo.

    Raises:
        SettingsError: With what is wrong, and what to do.
    """
    if not settings.input.exists():
        raise SettingsError(
            QT_TRANSLATE_NOOP("errors", "There is no folder {0}; check its name."), settings.input
        )
    if not settings.input.is_dir():
        raise SettingsError(
            QT_TRANSLATE_NOOP("errors", "{0} is a file; choose the folder that it is in."),
            settings.input,
        )
    if settings.output.exists() and not settings.output.is_dir():
        raise SettingsError(
            QT_TRANSLATE_NOOP("errors", "{0} is a file; choose a folder for the results."),
            settings.output,
        )
    source, target = settings.input.resolve(), settings.output.resolve()
    if source == target:
        raise SettingsError(
            QT_TRANSLATE_NOOP(
                "errors",
                "The results would go into the folder of the photos, {0}; choose another one, "
                "so that no photo is replaced.",
            ),
            settings.input,
        )
    if target.is_relative_to(source):
        raise SettingsError(
            QT_TRANSLATE_NOOP(
                "errors",
                "The results would go into {0}, inside the folder of the photos, and be read "
                "again next time; choose a folder outside it.",
            ),
            settings.output,
        )


def check_writable(folder: Path) -> None:
    """Make the folder and check that files can be made in it.

    Raises:
        SettingsError: It cannot be made or written to.
    """
    probe = folder / f"{TEMPORARY_PREFIX}{os.getpid()}{TEMPORARY_SUFFIX}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise SettingsError(
            QT_TRANSLATE_NOOP(
                "errors", "Nothing can be written to {0} ({1}); choose another folder."
            ),
            folder,
            error.strerror or type(error).__name__,
        ) from error


def _files(folder: Path) -> Iterator[tuple[Path, tuple[int, int]]]:
    """All files below a folder, in order, with size and time; links to folders are not followed."""
    try:
        entries = sorted(os.scandir(long_path(folder.absolute())), key=lambda entry: entry.name)
    except OSError as error:
        raise SettingsError(
            QT_TRANSLATE_NOOP("errors", "The folder {0} cannot be read ({1})."),
            folder,
            error.strerror or type(error).__name__,
        ) from error
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            yield from _files(folder / entry.name)
        # macOS leaves a small "._" file beside each photo on a memory card: not a photo
        elif entry.is_file() and not entry.name.startswith("._"):
            yield folder / entry.name, _stamp(entry)


def _stamp(entry: os.DirEntry[str]) -> tuple[int, int]:
    """Size in bytes and time of change in nanoseconds, which Windows tells with the name."""
    try:
        stat = entry.stat()
    except OSError:  # reading it will say why
        return 0, 0
    return stat.st_size, stat.st_mtime_ns


def _exists(path: Path) -> bool:
    return long_path(path.absolute()).exists()


def _target(source: Path, settings: Settings) -> Path:
    mirrored = settings.output / source.relative_to(settings.input)
    if not settings.suffix:
        return mirrored
    return mirrored.with_name(f"{mirrored.stem}_{settings.suffix}{mirrored.suffix}")


def _check_targets_differ(sources: list[Path], targets: list[Path]) -> None:
    # Names that differ in case or in Unicode form only are one file on Windows.
    seen: dict[str, Path] = {}
    for source, target in zip(sources, targets, strict=True):
        key = unicodedata.normalize("NFC", str(target)).casefold()
        if key in seen:
            raise SettingsError(
                QT_TRANSLATE_NOOP(
                    "errors", "{0} and {1} would get the same result {2}; rename one of them."
                ),
                seen[key],
                source,
                target,
            )
        seen[key] = source
    existing = [target for target in targets if _exists(target)]
    inputs = set(_resolved(sources)) if existing else set()
    for target, real in zip(existing, _resolved(existing), strict=True):
        if real in inputs:
            raise SettingsError(
                QT_TRANSLATE_NOOP(
                    "errors",
                    "The result {0} would replace a photo of the job; choose another "
                    "folder for the results.",
                ),
                target,
            )


def _resolved(paths: Iterable[Path]) -> Iterator[Path]:
    """The paths without links; each folder is looked up once."""
    folders: dict[Path, Path] = {}
    for path in paths:
        if path.is_symlink():
            yield path.resolve()
        else:
            if path.parent not in folders:
                folders[path.parent] = path.parent.resolve()
            yield folders[path.parent] / path.name


def _nothing_found(settings: Settings, left_out: Counter[str]) -> SettingsError:
    if left_out:
        return SettingsError(
            QT_TRANSLATE_NOOP(
                "errors",
                "No {0} in {1}, but there are other photos ({2}); name their extensions too.",
            ),
            " or ".join(settings.extensions),
            settings.input,
            ", ".join(f"{count} {extension}" for extension, count in left_out.most_common()),
        )
    return SettingsError(
        QT_TRANSLATE_NOOP("errors", "There are no photos ({0}) in {1}."),
        ", ".join(settings.extensions),
        settings.input,
    )
