"""Which photos a job has and where each result goes, checked before the first photo."""

import os
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import Self, TypeVar

from anonymizer_gui.core.errors import QT_TRANSLATE_NOOP, SettingsError
from anonymizer_gui.core.files import is_for_windows, long_path, parted, resolved
from anonymizer_gui.core.settings import (
    OTHER_PHOTOS,
    RESULT_EXTENSIONS,
    SUPPORTED_EXTENSIONS,
    Settings,
)
from anonymizer_gui.core.store.files import PhotoFile
from anonymizer_gui.engine.folders import check_folders, chosen_files, drives_explained
from anonymizer_gui.engine.planned import Candidate, Plan, below, explained

_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True)
class Task:
    """One photo of a job.

    Attributes:
        source: The photo; never written to.
        target: Its result.
        record: The JSON file about it.
        size: Of the photo, in bytes.
        image_id: Of the photo in the job store; 0 before it is listed there.
    """

    source: Path
    target: Path
    record: Path
    size: int = 0
    image_id: int = 0

    @classmethod
    def of(cls, photo: PhotoFile, settings: Settings, image_id: int = 0) -> Self:
        """The task that a photo in the folders of a job is."""
        return cls(
            settings.input / photo.path,
            settings.output / photo.target,
            settings.output / photo.record,
            photo.size,
            image_id,
        )


def plan(settings: Settings, *, cancel: Event | None = None) -> Plan:
    """Find the photos of a job and decide where each result goes.

    Args:
        settings: Of the job.
        cancel: Once set, nobody waits for the plan any more.

    Returns:
        To be closed by whoever asked for it.

    Raises:
        SettingsError: A folder is missing or unsuitable, there is nothing to do, two photos would
            get the same result, or it was cancelled.
    """
    check_folders(settings)
    with ExitStack() as owned, explained(), drives_explained(settings.output):
        planned = owned.enter_context(Plan())
        planned.put(_until(cancel, _candidates(settings)))
        others = planned.others()
        planned.left_out, planned.unreadable = (
            Counter({kind: others[kind] for kind in some if others[kind]})
            for some in (SUPPORTED_EXTENSIONS, OTHER_PHOTOS)
        )
        if not planned.folders:
            raise _nothing_found(settings, planned.left_out)
        _settle_results(planned)
        _check_results_differ(planned, settings)
        planned.lengthen_records()
        for path in _with_result(_until(cancel, planned), planned, settings):
            if settings.skip_existing:
                planned.skip(path)
        planned.count_photos()
        owned.pop_all()
    return planned


def _until(cancel: Event | None, items: Iterable[_Item]) -> Iterator[_Item]:
    """The same items.

    Raises:
        SettingsError: It was cancelled.
    """
    for item in items:
        if cancel is not None and cancel.is_set():
            raise SettingsError(QT_TRANSLATE_NOOP("errors", "Stopped."))
        yield item


def _candidates(settings: Settings) -> Iterator[Candidate]:
    """The photos in the folders of a job, taken or not."""
    named = set(map(settings.input.joinpath, settings.only))
    for file in chosen_files(settings):
        kind = parted(file.name)[1].lower()
        # Whoever names a photo wants it, whatever is taken of a whole folder
        is_named = bool(named) and kind in SUPPORTED_EXTENSIONS and file.path in named
        is_taken = is_named or settings.takes(file.name)
        if is_taken and os.name == "nt":
            _check_name(file.path, settings)
        if is_taken or kind in SUPPORTED_EXTENSIONS or kind in OTHER_PHOTOS:
            path = below(_inner(file.folder, settings.input), file.name)
            yield Candidate(
                path,
                file.size,
                file.mtime_ns,
                link=resolved(file.path) if file.is_link else None,
                target=_target(path, settings) if is_taken else None,
                is_settled=kind not in RESULT_EXTENSIONS,
            )


def _check_name(path: Path, settings: Settings) -> None:
    if not is_for_windows(path.relative_to(settings.input)):
        raise SettingsError(
            QT_TRANSLATE_NOOP("errors", "Windows cannot open {0}, because of its name; rename it."),
            path,
        )


def _inner(place: Path, folder: Path) -> str:
    """The path from the folder on, with /; empty for the folder itself."""
    text, start = str(place), f"{folder}{os.sep}"
    if text.startswith(start):  # pathlib takes twenty times as long
        return text[len(start) :].replace(os.sep, "/")
    return "" if place == folder else place.relative_to(folder).as_posix()


def _target(path: str, settings: Settings) -> str:
    if not settings.suffix:
        return path
    stem, extension = parted(path)
    return f"{stem}_{settings.suffix}.{extension}"


def _settle_results(planned: Plan) -> None:
    """Let `a.heic` become `a.jpg`, or `a.heic.jpg` where there is one."""
    for path, target in planned.unsettled():
        stem, extension = parted(target)
        ending = RESULT_EXTENSIONS[extension.lower()]
        plain = f"{stem}.{ending}"
        planned.settle(path, f"{target}.{ending}" if planned.has_target(plain) else plain)


def _check_results_differ(planned: Plan, settings: Settings) -> None:
    clash = planned.clash()
    if clash is not None:
        one, other, target = clash
        raise SettingsError(
            QT_TRANSLATE_NOOP(
                "errors", "{0} and {1} would get the same result {2}; rename one of them."
            ),
            settings.input / one,
            settings.input / other,
            settings.output / target,
        )


def _with_result(photos: Iterable[PhotoFile], planned: Plan, settings: Settings) -> Iterator[str]:
    """Those of the photos of a plan of which a result is there.

    Raises:
        SettingsError: One is a photo of the job, through a link.
    """
    there = {folder for folder in planned.folders if _exists(settings.output / folder)}
    folders = defaultdict[Path, list[str]](list)
    for folder in planned.folders if there else ():
        folders[resolved(settings.input / folder)].append(folder)
    real_folders = {folder: resolved(settings.output / folder) for folder in there}
    for photo in photos if there else ():
        folder = photo.path.rpartition("/")[0]
        target = settings.output / photo.target
        if folder in there and _exists(target):
            real = real_folders[folder] / target.name
            if target.is_symlink() or os.name == "nt":  # where it may have other capitals
                real = resolved(target)
            if planned.is_photo(real, folders.get(real.parent, ())):
                raise SettingsError(
                    QT_TRANSLATE_NOOP(
                        "errors",
                        "The result {0} would replace a photo of the job; choose another "
                        "folder for the results.",
                    ),
                    target,
                )
            yield photo.path


def _exists(path: Path) -> bool:
    return long_path(path.absolute()).exists()


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
