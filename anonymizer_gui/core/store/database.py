"""The SQLite file of a job: opened by one program at a time, read and written from any thread.

One connection reads and one writes, each behind a lock. Readers see what is committed and never
wait for a writer. A commit survives a crash of the program; `writing` says what a power cut takes.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Lock
from time import monotonic

from anonymizer_gui.core.errors import QT_TRANSLATE_NOOP, AnonymizerError, StoreError
from anonymizer_gui.core.store.lock import locked
from anonymizer_gui.core.store.schema import APPLICATION_ID, TABLES, VERSION

SYNC_EVERY_S = 0.5
"""A commit waits for the disk if the last one that did is this long ago."""

_WAIT_FOR_OTHERS_S = 10.0

DAMAGED = QT_TRANSLATE_NOOP("errors", "What is known of this job cannot be read: {0} is damaged.")
_NEWER = QT_TRANSLATE_NOOP(
    "errors", "This job was made by a newer version of the program; open it with that one."
)
_FULL = QT_TRANSLATE_NOOP("errors", "The job cannot be stored in {0}: the disk is full.")
_NOT_STORED = QT_TRANSLATE_NOOP("errors", "The job cannot be stored in {0} ({1}).")

_CREATE = f"{TABLES} PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {VERSION};"

_MAGIC = b"SQLite format 3\0"

_BROKEN = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


class DamagedStoreError(StoreError):
    """The file holds something else than was written to it."""


class Database:
    """Remembers two connections, the lock on the file, and when a commit last reached the disk."""

    def __init__(self, file: Path, *, new: bool = False) -> None:
        """Open the file of a job.

        Args:
            file: Made if need be, with its folder.
            new: Whether what is in it goes.

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
                if new:
                    _remove(file)
                self._reader, self._writer = self._opened()
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

    @contextmanager
    def writing(self, *, at_once: bool = False) -> Iterator[sqlite3.Connection]:
        """A transaction: all that is written in the block is stored, or nothing.

        Args:
            at_once: Whether it is on the disk when the block ends. Otherwise the file is whole
                after a power cut, but may lack what was written in the last moments before.

        Raises:
            StoreError: The file cannot be written.
        """
        with self._explained(), self._write_lock:
            through = at_once or monotonic() - self._synced_at >= SYNC_EVERY_S
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

    def _opened(self) -> tuple[sqlite3.Connection, sqlite3.Connection]:
        # A log of changes that is still there was left by a crash, of the program or the machine
        crashed = self.file.with_name(self.file.name + "-wal").exists()
        if _start(self.file) not in (b"", _MAGIC):
            # SQLite would say so too, but only after it has thrown that log away
            raise DamagedStoreError(DAMAGED, self.file)
        writer = _connected(self.file)
        try:
            self._check(writer, thoroughly=crashed)
            return _connected(self.file), writer
        except BaseException:
            writer.close()
            raise

    def _check(self, db: sqlite3.Connection, *, thoroughly: bool) -> None:
        db.execute("PRAGMA journal_mode = WAL")
        (version,) = db.execute("PRAGMA user_version").fetchone()
        (application,) = db.execute("PRAGMA application_id").fetchone()
        if version == application == 0 and not _tables(db):
            db.executescript(f"BEGIN; {_CREATE} COMMIT")
            return
        if application == APPLICATION_ID and version > VERSION:
            raise StoreError(_NEWER)
        if application != APPLICATION_ID or _tables(db) != _expected_tables():
            raise DamagedStoreError(DAMAGED, self.file)
        if thoroughly and db.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
            raise DamagedStoreError(DAMAGED, self.file)

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
        except (ValueError, TypeError, LookupError, AttributeError, AnonymizerError) as error:
            # Values are taken apart in the blocks, and one that is not as written can do anything
            raise DamagedStoreError(DAMAGED, self.file) from error


def _make_folder(folder: Path) -> None:
    # What it holds is about photos of people: not for other users of this machine
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def _connected(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(
        file, timeout=_WAIT_FOR_OTHERS_S, isolation_level=None, check_same_thread=False
    )


def _tables(db: sqlite3.Connection) -> set[tuple[str, str]]:
    """Names and definitions of all that is in a database, were it put there by somebody else."""
    return set(db.execute("SELECT name, sql FROM sqlite_master").fetchall())


def _expected_tables() -> set[tuple[str, str]]:
    with closing(sqlite3.connect(":memory:")) as db:
        db.executescript(_CREATE)
        return _tables(db)


def _start(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(len(_MAGIC))
    except FileNotFoundError:
        return b""


def _remove(file: Path) -> None:
    for ending in ("-wal", "-shm", ""):
        file.with_name(file.name + ending).unlink(missing_ok=True)
