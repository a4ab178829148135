"""Thumbnails on disk: one file per job, bounded, gone with the job.

Nothing is kept here in which faces or plates can be seen that were found.
"""

import logging
import sqlite3
from contextlib import suppress
from pathlib import Path

logger = logging.getLogger(__name__)

MOST_BYTES = 64 * 2**20
"""Of the thumbnails of one job; then those go that were not seen for the longest time."""
MOST_BYTES_OF_ALL = 512 * 2**20
"""Of all jobs together; then those of the jobs go that were not open for the longest time."""
KEPT_PART = 0.8
"""How much stays when room is made."""

_TABLE = """
    CREATE TABLE IF NOT EXISTS thumbnails (
        path TEXT PRIMARY KEY, stamp TEXT NOT NULL, seen INTEGER NOT NULL, picture BLOB NOT NULL
    ) WITHOUT ROWID
"""


class ThumbnailCache:
    """Remembers the file; used by one thread. Where it cannot be used there are no thumbnails."""

    def __init__(self, file: Path, *, most_bytes: int = MOST_BYTES) -> None:
        """Open the file of a job.

        Args:
            file: Its folder is made if need be.
            most_bytes: Of all pictures together.
        """
        self._most_bytes = most_bytes
        self._db: sqlite3.Connection | None = None
        try:
            file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._db = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
            self._db.execute("PRAGMA synchronous = OFF")  # what a power cut takes is made anew
            self._db.execute("PRAGMA secure_delete = ON")
            self._db.execute(_TABLE)
            (self._bytes,) = self._db.execute(
                "SELECT coalesce(sum(length(picture)), 0) FROM thumbnails"
            ).fetchone()
            (self._clock,) = self._db.execute(
                "SELECT coalesce(max(seen), 0) FROM thumbnails"
            ).fetchone()
        except (sqlite3.Error, OSError) as error:
            self._give_up(error)
            with suppress(OSError):  # damaged: the next time it begins anew
                file.unlink(missing_ok=True)

    def get(self, path: str, stamp: str) -> bytes | None:
        """A picture as it was put; None if there is none of this stamp.

        Args:
            path: Of the photo in its job.
            stamp: Of all that the picture depends on.
        """
        if self._db is None:
            return None
        try:
            row = self._db.execute(
                "SELECT picture FROM thumbnails WHERE path = ? AND stamp = ?", [path, stamp]
            ).fetchone()
            if row is not None:
                self._clock += 1
                self._db.execute(
                    "UPDATE thumbnails SET seen = ? WHERE path = ?", [self._clock, path]
                )
        except sqlite3.Error as error:
            self._give_up(error)
            return None
        return None if row is None else bytes(row[0])

    def put(self, path: str, stamp: str, picture: bytes) -> None:
        """Keep a picture in place of an older one of the same photo."""
        if self._db is None:
            return
        self._clock += 1
        try:
            before = self._db.execute(
                "SELECT length(picture) FROM thumbnails WHERE path = ?", [path]
            ).fetchone()
            self._db.execute(
                "INSERT OR REPLACE INTO thumbnails VALUES (?, ?, ?, ?)",
                [path, stamp, self._clock, picture],
            )
            self._bytes += len(picture) - (before[0] if before else 0)
            if self._bytes > self._most_bytes:
                self._make_room(self._db)
        except sqlite3.Error as error:
            self._give_up(error)

    def close(self) -> None:
        """Give the file free."""
        if self._db is not None:
            self._db.close()
            self._db = None

    def _make_room(self, db: sqlite3.Connection) -> None:
        rows = db.execute("SELECT path, length(picture) FROM thumbnails ORDER BY seen").fetchall()
        gone = []
        for path, length in rows:
            if self._bytes <= self._most_bytes * KEPT_PART:
                break
            gone.append((path,))
            self._bytes -= length
        db.execute("BEGIN")
        db.executemany("DELETE FROM thumbnails WHERE path = ?", gone)
        db.execute("COMMIT")

    def _give_up(self, error: Exception) -> None:
        logger.warning("thumbnails are not kept: %s", error)
        self.close()


def tidy(folder: Path, *, jobs: Path, most_bytes: int = MOST_BYTES_OF_ALL) -> None:
    """Remove thumbnails of jobs that are gone, and the oldest where there are too many.

    Args:
        folder: Of the files with thumbnails.
        jobs: The folder of the jobs, whose files have the same names.
        most_bytes: Of all files together.
    """
    left = []
    for file in folder.glob("*.sqlite"):
        with suppress(OSError):
            if (jobs / file.name).exists():
                known = file.stat()
                left.append((known.st_mtime, known.st_size, file))
            else:
                file.unlink()
    total = 0
    for _, size, file in sorted(left, reverse=True):
        total += size
        if total > most_bytes:
            with suppress(OSError):  # in use: on Windows it stays
                file.unlink()
