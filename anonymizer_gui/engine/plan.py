"""Which photos a job has and where each result goes, checked before the first photo."""

import os
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from anonymizer_gui.core.errors import QT_TRANSLATE_NOOP, SettingsError
from anonymizer_gui.core.files import is_for_windows, long_path
from anonymizer_gui.core.records import record_names
from anonymizer_gui.core.settings import (
    OTHER_PHOTOS,
    RESULT_EXTENSIONS,
    SUPPORTED_EXTENSIONS,
    Settings,
)
from anonymizer_gui.engine.folders import check_folders, chosen_files


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
        unreadable: Photos of kinds that cannot be read, counted per extension.
    """

    tasks: tuple[Task, ...]
    done_before: int
    left_out: Counter[str]
    unreadable: Counter[str]


def plan(settings: Settings) -> Plan:
    """Find the photos of a job and decide where each result goes.

    Raises:
        SettingsError: A folder is missing or unsuitable, there is nothing to do, or two
            photos would get the same result.
    """
    check_folders(settings)
    found = chosen_files(settings)
    named = set(map(settings.input.joinpath, settings.only))
    sources = [path for path in found if _is_taken(path, settings, named=path in named)]
    others = Counter(path.suffix[1:].lower() for path in found.keys() - sources)
    left_out, unreadable = (
        Counter({extension: others[extension] for extension in some if others[extension]})
        for some in (SUPPORTED_EXTENSIONS, OTHER_PHOTOS)
    )
    if not sources:
        raise _nothing_found(settings, left_out)
    if os.name == "nt":
        _check_names(sources, settings)
    targets = _targets(sources, settings)
    _check_targets_differ(sources, targets)
    records = record_names(targets)
    tasks = [
        Task(source, target, records[target], *found[source])
        for source, target in zip(sources, targets, strict=True)
    ]
    waiting = tuple(task for task in tasks if not (settings.skip_existing and _exists(task.target)))
    return Plan(waiting, len(tasks) - len(waiting), left_out, unreadable)


def _is_taken(path: Path, settings: Settings, *, named: bool) -> bool:
    # Whoever names a photo wants it, whatever is taken of a whole folder
    return settings.takes(path) or (named and path.suffix[1:].lower() in SUPPORTED_EXTENSIONS)


def _check_names(sources: Iterable[Path], settings: Settings) -> None:
    for source in sources:
        if not is_for_windows(source.relative_to(settings.input)):
            raise SettingsError(
                QT_TRANSLATE_NOOP(
                    "errors", "Windows cannot open {0}, because of its name; rename it."
                ),
                source,
            )


def _exists(path: Path) -> bool:
    return long_path(path.absolute()).exists()


def _targets(sources: list[Path], settings: Settings) -> list[Path]:
    """Where each result goes; `a.heic` becomes `a.jpg`, or `a.heic.jpg` where there is one."""
    taken = {_key(_target(one, settings)) for one in sources if not _result_extension(one)}
    targets = []
    for source in sources:
        target, extension = _target(source, settings), _result_extension(source)
        if extension:
            plain = target.with_suffix(f".{extension}")
            clashes = _key(plain) in taken
            target = target.with_name(f"{target.name}.{extension}") if clashes else plain
            taken.add(_key(target))
        targets.append(target)
    return targets


def _target(source: Path, settings: Settings) -> Path:
    mirrored = settings.output / source.relative_to(settings.input)
    if not settings.suffix:
        return mirrored
    return mirrored.with_name(f"{mirrored.stem}_{settings.suffix}{mirrored.suffix}")


def _result_extension(source: Path) -> str:
    return RESULT_EXTENSIONS.get(source.suffix[1:].lower(), "")


def _key(target: Path) -> str:
    # Names that differ in case or in Unicode form only are one file on Windows.
    return unicodedata.normalize("NFC", str(target)).casefold()


def _check_targets_differ(sources: list[Path], targets: list[Path]) -> None:
    seen: dict[str, Path] = {}
    for source, target in zip(sources, targets, strict=True):
        key = _key(target)
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
