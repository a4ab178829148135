"""Making the file of a job, and checking one before it is used."""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Literal

from anonymizer_gui.core.errors import QT_TRANSLATE_NOOP, StoreError
from anonymizer_gui.core.files import NAME_ERRORS
from anonymizer_gui.core.store.renewing import renew
from anonymizer_gui.core.store.schema import APPLICATION_ID, TABLES, VERSION

DAMAGED = QT_TRANSLATE_NOOP("errors", "What is known of this job cannot be read: {0} is damaged.")
_NEWER = QT_TRANSLATE_NOOP(
    "errors", "This job was made by a newer version of the program; open it with that one."
)

_CREATE = f"{TABLES} PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {VERSION};"

_MAGIC = b"SQLite format 3\0"

_WAIT_FOR_OTHERS_S = 10.0


class DamagedStoreError(StoreError):
    """The file holds something else than was written to it."""


class EmptyStoreError(DamagedStoreError):
    """The file holds nothing: a program was killed before it had begun."""


def create(file: Path, known: Mapping[str, str]) -> None:
    """Make the file of a job; what is in it goes.

    Args:
        file: In a folder that is there, and locked.
        known: What the job knows of itself, by name.
    """
    for ending in ("-wal", "-shm", ""):
        file.with_name(file.name + ending).unlink(missing_ok=True)
    with closing(connected(file)) as db:
        db.execute("PRAGMA journal_mode = WAL")
        # All at once: there is never a store without settings
        db.executescript(f"BEGIN; {_CREATE}")
        db.executemany("INSERT INTO job VALUES (?, ?)", known.items())
        db.execute("COMMIT")


def opened(file: Path) -> tuple[sqlite3.Connection, sqlite3.Connection]:
    """Two connections to a store that has been checked.

    Raises:
        StoreError: It is damaged, or of a newer version.
        sqlite3.Error, OSError: It cannot be opened.
    """
    with file.open("rb") as start:
        if start.read(len(_MAGIC)) not in (b"", _MAGIC):
            # SQLite would say so too, but only after it has thrown the log of changes away
            raise DamagedStoreError(DAMAGED, file)
    first = connected(file)
    try:
        _check(first, file)
        return connected(file), first
    except BaseException as error:
        first.close()
        if isinstance(error, sqlite3.Error) and _is_of_the_file(error):
            raise DamagedStoreError(DAMAGED, file) from error
        raise


def _is_of_the_file(error: sqlite3.Error) -> bool:
    """Whether SQLite cannot make sense of a file, rather than not read or write it."""
    return getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) == sqlite3.SQLITE_ERROR


def _check(db: sqlite3.Connection, file: Path) -> None:
    (version,) = db.execute("PRAGMA user_version").fetchone()
    (application,) = db.execute("PRAGMA application_id").fetchone()
    if version == application == 0 and not _tables(db):
        raise EmptyStoreError(DAMAGED, file)
    if application == APPLICATION_ID and version > VERSION:
        raise StoreError(_NEWER)
    if application != APPLICATION_ID:
        raise DamagedStoreError(DAMAGED, file)
    # Half a second for 100,000 photos; a damaged page would otherwise show in the middle of the job
    if db.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
        raise DamagedStoreError(DAMAGED, file)
    if version < VERSION:
        _renew(db, file)
    if _tables(db) != _expected_tables():
        raise DamagedStoreError(DAMAGED, file)


def _renew(db: sqlite3.Connection, file: Path) -> None:
    try:
        renew(db)
    except ValueError as error:
        raise DamagedStoreError(DAMAGED, file) from error


def name_bytes(name: str) -> bytes:
    """The name of a file as it is bound to SQL, which then casts it to text.

    It may be no Unicode; `str` has lone surrogates then.
    """
    return name.encode("utf-8", NAME_ERRORS)


def connected(file: Path | Literal[""]) -> sqlite3.Connection:
    """A connection to a file, whatever is in it; "" for one that goes with the connection."""
    db = sqlite3.connect(
        file, timeout=_WAIT_FOR_OTHERS_S, isolation_level=None, check_same_thread=False
    )
    db.text_factory = partial(str, encoding="utf-8", errors=NAME_ERRORS)
    return db


def _tables(db: sqlite3.Connection) -> set[tuple[str, str]]:
    """Names and definitions of all that is in a database, were it put there by somebody else."""
    return set(db.execute("SELECT name, sql FROM sqlite_master").fetchall())


def _expected_tables() -> set[tuple[str, str]]:
    with closing(sqlite3.connect(":memory:")) as db:
        db.executescript(_CREATE)
        return _tables(db)
