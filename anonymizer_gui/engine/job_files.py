"""Which file a job is stored in, what is done with one that is there already, and recent ones."""

import hashlib
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from anonymizer_gui import paths
from anonymizer_gui.core.errors import QT_TRANSLATE_NOOP, StoreError
from anonymizer_gui.core.settings import Settings
from anonymizer_gui.core.store.job_store import JobStore
from anonymizer_gui.core.store.lock import locked
from anonymizer_gui.core.store.opening import DamagedStoreError, EmptyStoreError
from anonymizer_gui.core.store.recent import RecentJob, summary

SUFFIX = ".sqlite"

_DAMAGED = QT_TRANSLATE_NOOP(
    "errors",
    "What was known of this job is damaged: it is kept as {0}, and the job starts from the "
    "beginning.",
)
_RESTORED = QT_TRANSLATE_NOOP(
    "errors",
    "What was known of this job is damaged: it is kept as {0}. The job starts from the beginning, "
    "with what was said by hand, as far as that could still be read; check it in the review.",
)
_EDITED = QT_TRANSLATE_NOOP(
    "errors",
    "This job was reviewed before: what was said then is kept as {0}, and the job starts from the "
    "beginning.",
)


@dataclass(frozen=True, slots=True)
class Opened:
    """A store that was opened for a job.

    Attributes:
        store: To be closed by whoever asked for it.
        notice: What a user should know of it, in one sentence; None if there is nothing.
    """

    store: JobStore
    notice: StoreError | None = None


def job_file(settings: Settings) -> Path:
    """The file of the job that has these two folders, whatever else is set."""
    folders = "\0".join(
        os.path.normcase(folder.resolve()) for folder in (settings.input, settings.output)
    )
    name = hashlib.sha256(folders.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return paths.jobs_folder() / f"{name}{SUFFIX}"


def open_store(settings: Settings, *, resume: bool) -> Opened:
    """Open the store of a job.

    Args:
        settings: With which a store begins that is not there yet.
        resume: Whether to go on where an earlier run stopped. Otherwise what it stored is
            replaced, and kept under another name if a person has edited it.

    Raises:
        StoreError: The job is open elsewhere, of a newer version, or cannot be stored.
    """
    file = job_file(settings)
    notice = None
    if file.exists():
        try:
            store = JobStore.open(file)
        except EmptyStoreError:
            pass
        except DamagedStoreError as error:
            kept = _set_aside(file, ending=".damaged")
            notice = StoreError(_RESTORED if resume else _DAMAGED, kept)
            notice.__cause__ = error
            return Opened(JobStore.create(file, settings, damaged=kept if resume else None), notice)
        else:
            if resume:
                return Opened(store)
            with store:
                edited = store.is_edited()
            if edited:
                notice = StoreError(_EDITED, _set_aside(file, ending=SUFFIX))
    return Opened(JobStore.create(file, settings), notice)


def known_job(settings: Settings) -> RecentJob | None:
    """The job of the two folders, if there is one that can be gone on with."""
    return summary(job_file(settings))


def recent_jobs(limit: int = 10) -> list[RecentJob]:
    """The jobs that were used last, the latest first; what cannot be read is left out."""
    files = sorted(paths.jobs_folder().glob(f"*{SUFFIX}"), key=_changed_at, reverse=True)
    found = [job for file in files[:limit] if (job := summary(file))]
    return sorted(found, key=lambda job: job.last_used, reverse=True)


def forget_job(file: Path) -> None:
    """Remove all that is known of a job; photos and results stay.

    Args:
        file: Of its store.

    Raises:
        StoreError: The job is open, or its file cannot be removed.
    """
    locked(file).close()
    try:
        for ending in ("", "-wal", "-shm", "-lock"):
            file.with_name(file.name + ending).unlink(missing_ok=True)
        (paths.thumbnails_folder() / file.name).unlink(missing_ok=True)
    except OSError as error:
        raise StoreError(
            QT_TRANSLATE_NOOP("errors", "{0} cannot be removed ({1})."),
            file,
            error.strerror or type(error).__name__,
        ) from error


def _set_aside(file: Path, *, ending: str) -> Path:
    """Give a store another name, with what is still in its log of changes."""
    stem = f"{file.stem} {datetime.now():%Y-%m-%d %H%M%S}"
    kept = file.with_name(f"{stem}{ending}")
    try:
        file.rename(kept)
        log = file.with_name(file.name + "-wal")
        if log.exists():
            log.rename(kept.with_name(kept.name + "-wal"))
    except OSError as error:
        raise StoreError(
            QT_TRANSLATE_NOOP("errors", "{0} cannot be given another name ({1})."),
            file,
            error.strerror or type(error).__name__,
        ) from error
    return kept


def _changed_at(file: Path) -> float:
    times = []
    for one in (file, file.with_name(file.name + "-wal")):
        try:
            times.append(one.stat().st_mtime)
        except OSError:
            continue
    return max(times, default=0.0)
