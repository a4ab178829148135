"""The photos of a job as files: which there are, and whether they or their results have changed."""

import json
import sqlite3
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from anonymizer_gui.core.boxes import Kind
from anonymizer_gui.core.store.database import Database
from anonymizer_gui.core.store.opening import name_bytes

_FORGOTTEN = "".join(f", {kind}_best = NULL, {kind}_levels = NULL" for kind in Kind)

UNSEARCHED = f"finder = NULL, finish = NULL, result_size = NULL{_FORGOTTEN}"
"""SQL that makes a photo one that is to be looked at again."""

UNSEEN = f"{UNSEARCHED}, sha256 = ''"
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

_KNOWN = """
    SELECT path, id, target, record, size, mtime_ns, listed, sha256,
           CASE WHEN finish IS NOT NULL THEN result_size END
    FROM images WHERE
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
        result_size: Of its result as it was written, in bytes; None if there is none.
    """

    id: int
    file: PhotoFile
    listed: bool
    sha256: str
    result_size: int | None


class FileList:
    """Compares the store with the disk. Holds nothing but the database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def known(self) -> Iterator[KnownFile]:
        """All photos of which anything is stored, by path; those that are gone now, too."""
        return self._known("TRUE")

    def unsaved(self) -> Iterator[KnownFile]:
        """The photos that have no result when their turn comes, by path."""
        return self._known("listed = 1 AND finish IS NULL")

    def unseen(self) -> Iterator[KnownFile]:
        """The photos that nothing has looked at when their turn comes, by path."""
        return self._known("listed = 1 AND finder IS NULL")

    def one(self, image_id: int) -> KnownFile:
        """One photo.

        Raises:
            StoreError: There is none with this id.
        """
        with self._database.reading() as db:
            row = db.execute(f"{_KNOWN} id = ?", [image_id]).fetchone()
            if row is None:
                raise LookupError(f"no photo {image_id}")
            return _known(row)

    def put(
        self,
        files: Iterable[PhotoFile],
        *,
        changed: Sequence[int] = (),
        gone: Sequence[int] = (),
        unsaved: Sequence[int] = (),
    ) -> None:
        """Bring the list up to date.

        Args:
            files: Photos that are new, or not as they were listed.
            changed: Photos whose content is another: what was found and edited is forgotten.
            gone: Photos that are no longer there: not listed, but not forgotten either.
            unsaved: Photos whose results are not there, or not as they were written.
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
            db.execute(
                f"UPDATE images SET finish = NULL, result_size = NULL WHERE id IN {_IDS}",
                [json.dumps(unsaved)],
            )

    def _known(self, where: str) -> Iterator[KnownFile]:
        return map(_known, self._database.by_path(f"{_KNOWN} {where}"))


def _known(row: tuple[Any, ...]) -> KnownFile:
    path, image_id, target, record, size, mtime_ns, listed, sha256, result_size = row
    file = PhotoFile(path, target, record, size, mtime_ns)
    return KnownFile(image_id, file, bool(listed), sha256, result_size)


def forget(db: sqlite3.Connection, ids: Sequence[int]) -> None:
    """Make photos ones that nothing and nobody has looked at."""
    for statement in _FORGET:
        db.execute(statement, [json.dumps(ids)])


def folded(text: str) -> str:
    """Text in which capitals and ways to write an accent do not differ."""
    return unicodedata.normalize("NFC", text).casefold()
