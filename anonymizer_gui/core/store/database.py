"""The SQLite file of a job: opened by one program at a time, read and written from any thread.

One connection reads and one writes, each behind a lock. Readers see what is committed and never
wait for a writer. A commit survives a crash of the program; `writing` says what a power cut takes.
"""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from enum import Enum, auto
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import Any

from anonymizer_gui.core.errors import QT_TRANSLATE_NOOP, AnonymizerError, StoreError
from anonymizer_gui.core.store.lock import locked
from anonymizer_gui.core.store.opening import DAMAGED, DamagedStoreError, create, opened
from anonymizer_gui.core.store.paging import NEXT, by_path

SYNC_EVERY_S = 0.5
"""A commit that may wait for the disk does if the last one that did is this long ago."""

_FULL = QT_TRANSLATE_NOOP("errors", "The job cannot be stored in {0}: the disk is full.")
_NOT_STORED = QT_TRANSLATE_NOOP("errors", "The job cannot be stored in {0} ({1}).")

NOT_AS_WRITTEN = (
    *(ValueError, TypeError, LookupError, AttributeError, RecursionError),
    AnonymizerError,
)
"""What happens to whoever takes a value apart that is not as it was written."""

_BROKEN = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


class Sync(Enum):
    """When what is written waits for the disk: now, once in a while, or with what comes next."""

    AT_ONCE = auto()
    SOON = auto()
    LATER = auto()


class Database:
    """Remembers two connections, the lock on the file, and when a commit last reached the disk."""

    def __init__(self, file: Path, *, new: Mapping[str, str] | None = None) -> None:
        """Open the file of a job.

        Args:
            file: Its folder is made if need be.
            new: What a new job knows of itself, by name: it replaces what is in the file. None to
                go on with what is there.

        Raises:
            StoreError: It is damaged, of a newer version, in use, or cannot be written.
        """
        self.file = file
        self._read_lock, self._write_lock = Lock(), Lock()
        self._synced_at = -SYNC_EVERY_S
        with self._explained():
            _make_folder(file.parent)
            self._guard = locked(file)
            try:
                if new is not None:
                    create(file, new)
                self._reader, self._writer = opened(file)
            except BaseException:
                self._guard.close()
                raise

    def close(self) -> None:
        """Give the file free; what was committed is on the disk."""
        with self._explained(), self._read_lock, self._write_lock:
            self._reader.close()
            self._writer.close()
            self._guard.close()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection to read with; all that one block reads may be of different moments.

        Raises:
            StoreError: The file cannot be read.
        """
        with self._explained(), self._read_lock:
            yield self._reader

    def by_path(self, query: str) -> Iterator[tuple[Any, ...]]:
        """The rows of a query in the order of their paths; between pages others read and write.

        Args:
            query: Its first column is the path, and it ends with a condition.

        Raises:
            StoreError: The file cannot be read.
        """

        def page(last: bytes) -> list[tuple[Any, ...]]:
            with self.reading() as db:
                return db.execute(f"{query} AND {NEXT}", [last]).fetchall()

        return by_path(page)

    @contextmanager
    def writing(self, sync: Sync = Sync.SOON) -> Iterator[sqlite3.Connection]:
        """A transaction: all that is written in the block is stored, or nothing.

        Args:
            sync: Whether it waits for the disk, with all that was written before. After a power
                cut the file is whole in any case, but lacks what did not reach the disk.

        Raises:
            StoreError: The file cannot be written.
        """
        with self._explained(), self._write_lock:
            late = monotonic() - self._synced_at >= SYNC_EVERY_S
            through = sync is Sync.AT_ONCE or (sync is Sync.SOON and late)
            self._writer.execute(f"PRAGMA synchronous = {'FULL' if through else 'NORMAL'}")
            self._writer.execute("BEGIN IMMEDIATE")
            try:
                yield self._writer
                self._writer.execute("COMMIT")
            except BaseException:
                if self._writer.in_transaction:
                    self._writer.execute("ROLLBACK")
                raise
            if through:
                self._synced_at = monotonic()

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
            if code == sqlite3.SQLITE_ERROR:
                raise  # a fault of ours: the tables are known to be right
            if code in _BROKEN:
                raise DamagedStoreError(DAMAGED, self.file) from error
            if code == sqlite3.SQLITE_FULL:
                raise StoreError(_FULL, self.file.parent) from error
            raise StoreError(_NOT_STORED, self.file.parent, error) from error
        except OSError as error:
            raise StoreError(_NOT_STORED, self.file.parent, error.strerror or error) from error
        except StoreError:
            raise
        except NOT_AS_WRITTEN as error:
            raise DamagedStoreError(DAMAGED, self.file) from error


def _make_folder(folder: Path) -> None:
    # What it holds is about photos of people: not for other users of this machine
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
