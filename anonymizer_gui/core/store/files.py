"""The photos of a job as files: which there are, and whether they or their results have changed."""

import json
import sqlite3
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from anonymizer_gui.core.boxes import Kind
from anonymizer_gui.core.store.database import Database
from anonymizer_gui.core.store.opening import name_bytes
from anonymizer_gui.core.store.values import State

_FORGOTTEN = "".join(f", {kind}_best = NULL, {kind}_levels = NULL" for kind in Kind)

UNSEEN = f"finder = NULL, sha256 = '', finish = NULL, result_size = NULL{_FORGOTTEN}"
"""SQL that makes a photo one that nothing has looked at."""


_IDS = "(SELECT value FROM json_each(?))"

_FORGET = (
    f"DELETE FROM detections WHERE image IN {_IDS}",
    f"DELETE FROM edits WHERE image IN {_IDS}",
    f"UPDATE images SET {', '.join(f'edited_{kind} = NULL' for kind in Kind)}, "
    f"reviewed_at = NULL, error = NULL, {UNSEEN} WHERE id IN {_IDS}",
)


_PUT = """
    INSERT INTO images (path, folded, target, record, size, mtime_ns)
    VALUES (CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS TEXT), ?, ?)
    ON CONFLICT (path) DO UPDATE SET
        listed = 1, target = excluded.target, record = excluded.record,
        size = excluded.size, mtime_ns = excluded.mtime_ns
"""


@dataclass(frozen=True, slots=True)
class PhotoFile:
    """A photo on disk.

    Attributes:
        path: Below the input folder, with /.
        target: Its result, below the output folder.
        record: The JSON file about it, below the output folder.
        size: In bytes.
        mtime_ns: When it was changed.
    """

    path: str
    target: str
    record: str
    size: int
    mtime_ns: int


@dataclass(frozen=True, slots=True)
class KnownFile:
    """A photo as the store knows it.

    Attributes:
        id: Of the photo in its store.
        file: As it was when it was listed.
        listed: Whether it was there the last time.
        sha256: Of its content when it was looked at, in hexadecimal; empty before.
    """

    id: int
    file: PhotoFile
    listed: bool
    sha256: str


@dataclass(frozen=True, slots=True)
class Result:
    """A result as it was written.

    Attributes:
        id: Of the photo in its store.
        target: Below the output folder.
        size: In bytes.
    """

    id: int
    target: str
    size: int


class FileList:
    """Compares the store with the disk. Holds nothing but the database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def known(self) -> dict[str, KnownFile]:
        """All photos of which anything is stored, by path; those that are gone now, too."""
        with self._database.reading() as db:
            found = db.execute(
                "SELECT id, path, target, record, size, mtime_ns, listed, sha256 FROM images"
            ).fetchall()
        return {
            path: KnownFile(
                image_id, PhotoFile(path, target, record, size, mtime_ns), bool(listed), sha256
            )
            for image_id, path, target, record, size, mtime_ns, listed, sha256 in found
        }

    def ids(self) -> dict[str, int]:
        """The ids of all photos, by path."""
        with self._database.reading() as db:
            return dict(db.execute("SELECT path, id FROM images").fetchall())

    def put(
        self, files: Iterable[PhotoFile], *, changed: Sequence[int], gone: Sequence[int]
    ) -> None:
        """Bring the list up to date.

        Args:
            files: Photos that are new, or not as they were listed.
            changed: Photos whose content is another: what was found and edited is forgotten.
            gone: Photos that are no longer there: not listed, but not forgotten either.
        """
        with self._database.writing() as db:
            db.executemany(
                _PUT,
                (
                    (
                        *map(name_bytes, (file.path, folded(file.path), file.target, file.record)),
                        file.size,
                        file.mtime_ns,
                    )
                    for file in files
                ),
            )
            db.execute(f"UPDATE images SET listed = 0 WHERE id IN {_IDS}", [json.dumps(gone)])
            forget(db, changed)

    def results(self) -> list[Result]:
        """The results that are said to be there."""
        with self._database.reading() as db:
            found = db.execute(
                "SELECT id, target, result_size FROM images "
                f"WHERE listed = 1 AND state = '{State.SAVED}'"
            ).fetchall()
        return [Result(*values) for values in found]

    def unsave(self, ids: Sequence[int]) -> None:
        """Say that the results of some photos are not there, or not as they were written."""
        with self._database.writing() as db:
            db.execute(
                f"UPDATE images SET finish = NULL, result_size = NULL WHERE id IN {_IDS}",
                [json.dumps(ids)],
            )


def forget(db: sqlite3.Connection, ids: Sequence[int]) -> None:
    """Make photos ones that nothing and nobody has looked at."""
    for statement in _FORGET:
        db.execute(statement, [json.dumps(ids)])


def folded(text: str) -> str:
    """Text in which capitals and ways to write an accent do not differ."""
    return unicodedata.normalize("NFC", text).casefold()
