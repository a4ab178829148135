"""Taking stock: the job store is brought up to date with the folders, before anything is done."""

import hashlib
import os
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from anonymizer_gui.core.files import long_path, remove_unfinished
from anonymizer_gui.core.settings import Settings
from anonymizer_gui.core.store.files import KnownFile, PhotoFile
from anonymizer_gui.core.store.job_store import JobStore
from anonymizer_gui.engine.plan import Task


def take_stock(store: JobStore, tasks: Sequence[Task], settings: Settings) -> tuple[Task, ...]:
    """List the photos of a job, and forget what is stored of those that have changed.

    A photo has changed if its size has, or if its time and its content have. A result counts only
    while it is there with the size that was written.

    Args:
        store: Of the job.
        tasks: All its photos.
        settings: With the folders of the tasks.

    Returns:
        The tasks with their ids in the store.
    """
    known = store.files.known()
    files = {_listed(task, settings): task for task in tasks}
    store.files.put(
        [
            file
            for file in files
            if file.path not in known
            or not known[file.path].listed
            or known[file.path].file != file
        ],
        changed=[
            before.id
            for file, task in files.items()
            if (before := known.get(file.path)) and _has_changed(task, before)
        ],
        gone=_gone(known.values(), files),
    )
    store.files.unsave(
        [
            result.id
            for result in store.files.results()
            if _size(settings.output / result.target) != result.size
        ]
    )
    ids = store.files.ids()
    return tuple(replace(task, image_id=ids[file.path]) for file, task in files.items())


def remove_leftovers(tasks: Iterable[Task]) -> None:
    """Remove files that were being written when an earlier run of the job was killed."""
    for folder in {task.target.parent for task in tasks}:
        remove_unfinished(folder)


def _listed(task: Task, settings: Settings) -> PhotoFile:
    return PhotoFile(
        path=_below(task.source, settings.input),
        target=_below(task.target, settings.output),
        record=_below(task.record, settings.output),
        size=task.size,
        mtime_ns=task.mtime_ns,
    )


def _below(path: Path, folder: Path) -> str:
    """The path from the folder on, with /."""
    text, start = str(path), f"{folder}{os.sep}"
    if text.startswith(start):  # pathlib takes twenty times as long
        return text[len(start) :].replace(os.sep, "/")
    return path.relative_to(folder).as_posix()


def _has_changed(task: Task, before: KnownFile) -> bool:
    if task.size != before.file.size:
        return True
    if task.mtime_ns == before.file.mtime_ns or not before.sha256:
        return False
    return _sha256(task.source) != before.sha256


def _gone(known: Iterable[KnownFile], files: Iterable[PhotoFile]) -> list[int]:
    there = {file.path for file in files}
    return [before.id for before in known if before.listed and before.file.path not in there]


def _size(path: Path) -> int | None:
    try:
        return long_path(path.absolute()).stat().st_size
    except OSError:
        return None


def _sha256(path: Path) -> str:
    """Of a file, in hexadecimal; empty if it cannot be read."""
    try:
        with long_path(path.absolute()).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
