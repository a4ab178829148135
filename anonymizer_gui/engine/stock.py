"""Taking stock: the job store is brought up to date with the folders, before anything is done."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from threading import Event

from anonymizer_gui.core.files import long_path, remove_unfinished
from anonymizer_gui.core.settings import Settings
from anonymizer_gui.core.store.files import KnownFile, PhotoFile
from anonymizer_gui.core.store.job_store import JobStore
from anonymizer_gui.core.store.opening import name_bytes
from anonymizer_gui.core.store.paging import AT_ONCE
from anonymizer_gui.engine.folders import UNKNOWN_TIME

Pair = tuple[PhotoFile | None, KnownFile | None]
"""A photo as it is, None if it is gone; and as the store knows it, None if it is new."""


def take_stock(
    store: JobStore,
    photos: Iterable[PhotoFile],
    settings: Settings,
    *,
    cancel: Event | None = None,
) -> None:
    """List the photos of a job, and forget what is stored of those that have changed.

    A photo has changed if its size has, or if its time and its content have; one that cannot be
    read now has not, and is compared the next time. A result counts only while it is there with
    the size that was written, and its record would still be named so.

    Args:
        store: Of the job.
        photos: All of them, by path.
        settings: With their folders.
        cancel: Once set, no photos are read whose times have changed, which may take minutes; they
            are compared the next time.
    """
    pairs = _pairs(iter(photos), store.files.known())
    while some := list(islice(pairs, AT_ONCE)):
        both = [(photo, known) for photo, known in some if photo and known]
        changed, to_list = set[int](), []
        for photo, known in some:
            if photo is None:
                continue
            file = photo
            if known:
                has_changed = _has_changed(photo, known, settings, cancel)
                if has_changed is None:  # listed as it was, so that it is compared again
                    before = known.file
                    file = replace(photo, size=before.size, mtime_ns=before.mtime_ns)
                elif has_changed:
                    changed.add(known.id)
            if not (known and known.listed and known.file == file):
                to_list.append(file)
        store.files.put(
            to_list,
            changed=list(changed),
            gone=[known.id for photo, known in some if known and known.listed and not photo],
            unsaved=[
                known.id
                for photo, known in both
                if known.result_size is not None
                and known.id not in changed
                and not _has_result(photo, known, settings)
            ],
        )


def remove_leftovers(output: Path, folders: Iterable[str]) -> None:
    """Remove files that were being written when an earlier run of the job was killed.

    Args:
        output: The folder of the results.
        folders: Those in it that have results.
    """
    for folder in folders:
        remove_unfinished(output / folder)


def _pairs(photos: Iterator[PhotoFile], stored: Iterator[KnownFile]) -> Iterator[Pair]:
    """What is on the disk beside what is in the store; both come in the order of their paths."""
    photo, known = next(photos, None), next(stored, None)
    while photo or known:
        here, there = (
            name_bytes(one.path) if one else None for one in (photo, known and known.file)
        )
        is_first = there is None or (here is not None and here <= there)
        is_second = here is None or (there is not None and there <= here)
        yield (photo if is_first else None), (known if is_second else None)
        photo = next(photos, None) if is_first else photo
        known = next(stored, None) if is_second else known


def _has_changed(
    photo: PhotoFile, known: KnownFile, settings: Settings, cancel: Event | None
) -> bool | None:
    """Whether a photo has changed; None if it cannot be read, or nobody waits for it."""
    is_told = photo.mtime_ns != UNKNOWN_TIME
    if is_told and photo.size != known.file.size:
        return True
    if is_told and (photo.mtime_ns == known.file.mtime_ns or not known.sha256):
        return False
    is_stopped = cancel is not None and cancel.is_set()
    is_read = known.sha256 and not is_stopped
    now = _sha256(settings.input / photo.path) if is_read else None
    return None if now is None else now != known.sha256


def _has_result(photo: PhotoFile, known: KnownFile, settings: Settings) -> bool:
    """Whether the result is as it was written, and its record, if wished, named as it would be."""
    is_named_so = photo.record == known.file.record or not settings.write_detections
    return is_named_so and _size(settings.output / photo.target) == known.result_size


def _size(path: Path) -> int | None:
    try:
        return long_path(path.absolute()).stat().st_size
    except OSError:
        return None


def _sha256(path: Path) -> str | None:
    """Of a file, in hexadecimal; None if it cannot be read."""
    try:
        with long_path(path.absolute()).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None
