"""The photos of a job before its store has them: in a file that SQLite keeps, not in memory."""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from typing_extensions import override

from anonymizer_gui.core.closing import Closing
from anonymizer_gui.core.errors import QT_TRANSLATE_NOOP, SettingsError
from anonymizer_gui.core.files import parted
from anonymizer_gui.core.store.files import PhotoFile, folded
from anonymizer_gui.core.store.opening import connected, name_bytes
from anonymizer_gui.core.store.paging import NEXT, by_path

_TABLE = """
    CREATE TABLE photos (
        path TEXT PRIMARY KEY,
        size INTEGER,
        mtime_ns INTEGER,
        link TEXT,         -- where it really is, if that is elsewhere
        target TEXT,       -- NULL if it is not taken
        target_key TEXT,   -- one for names that are one file on Windows; NULL until it is settled
        record TEXT,
        record_key TEXT,
        skipped INTEGER NOT NULL DEFAULT 0
    ) WITHOUT ROWID;
    CREATE INDEX by_link ON photos (link) WHERE link IS NOT NULL;
    BEGIN;
"""

_TEXT = "CAST(? AS TEXT)"

_PUT = f"""
    INSERT OR IGNORE INTO photos
        (size, mtime_ns, path, link, target, target_key, record, record_key)
    VALUES (?, ?, {_TEXT}, {_TEXT}, {_TEXT}, {_TEXT}, {_TEXT}, {_TEXT})
"""

_SETTLE = f"""
    UPDATE photos SET target = {_TEXT}, target_key = {_TEXT}, record = {_TEXT}, record_key = {_TEXT}
    WHERE path = {_TEXT}
"""

_LONG_RECORDS = """
    UPDATE photos SET record = target || '.json', record_key = target_key || '.json'
    WHERE record_key IN (SELECT record_key FROM photos GROUP BY record_key HAVING COUNT(*) > 1)
"""

_CLASH = """
    SELECT one, other, (SELECT target FROM photos WHERE path = other) FROM (
        SELECT MIN(path) AS one, MAX(path) AS other FROM photos
        GROUP BY target_key HAVING COUNT(*) > 1 LIMIT 1
    )
"""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A photo as it is found.

    Attributes:
        path: Below the input folder, with /.
        size: In bytes.
        mtime_ns: When it was changed.
        link: Where it really is, if that is elsewhere.
        target: Its result, below the output folder; None if it is not taken.
        is_settled: Whether the result is named so whatever others are.
    """

    path: str
    size: int
    mtime_ns: int
    link: Path | None
    target: str | None
    is_settled: bool


class Plan(Closing):
    """All photos of a job, by path: remembers a file that goes with it, and counts that stay.

    Attributes:
        count: How many photos there are to do.
        done_before: How many photos are left alone since their result is there already.
        left_out: Photos that the job's extensions leave out, counted per extension.
        unreadable: Photos of kinds that cannot be read, counted per extension.
        folders: Those with photos, below the input folder; with results, below the output folder.
    """

    def __init__(self) -> None:
        self.count, self.done_before = 0, 0
        self.left_out, self.unreadable = Counter[str](), Counter[str]()
        self.folders = set[str]()
        self._db = connected("")
        self._db.executescript(_TABLE)

    @override
    def close(self) -> None:
        """Give the disk free."""
        self._db.close()

    def __iter__(self) -> Iterator[PhotoFile]:
        rows = self._rows("SELECT path, target, record, size, mtime_ns FROM photos WHERE")
        return (PhotoFile(*row) for row in rows)

    def put(self, found: Iterable[Candidate]) -> None:
        """List all photos; one that comes twice is listed once."""
        self._db.executemany(_PUT, map(self._row, found))
        self._db.execute("CREATE INDEX by_target ON photos (target_key)")

    def others(self) -> Counter[str]:
        """The photos that are not taken, counted per extension; they are forgotten."""
        paths = self._rows("SELECT path FROM photos WHERE target IS NULL AND")
        counted = Counter(parted(path)[1].lower() for (path,) in paths)
        self._db.execute("DELETE FROM photos WHERE target IS NULL")
        return counted

    def unsettled(self) -> Iterator[tuple[str, str]]:
        """Path and result of the photos whose result may yet get another name."""
        return self._rows("SELECT path, target FROM photos WHERE target_key IS NULL AND")

    def settle(self, path: str, target: str) -> None:
        """Say what the result of a photo is."""
        self._db.execute(_SETTLE, [*_names(target), name_bytes(path)])

    def has_target(self, target: str) -> bool:
        """Whether a photo has this result, in capitals or not."""
        return self._has(f"target_key = {_TEXT}", folded(target))

    def clash(self) -> tuple[str, str, str] | None:
        """Two photos with one result, and that; None if there are none."""
        found: tuple[str, str, str] | None = self._db.execute(_CLASH).fetchone()
        return found

    def lengthen_records(self) -> None:
        """Give records that would be one file longer names: `a.jpg.json`, `a.png.json`.

        A long one may be what a short one was; two long ones never are, so this ends.
        """
        while self._db.execute(_LONG_RECORDS).rowcount:
            pass

    def is_photo(self, real: Path, folders: Iterable[str]) -> bool:
        """Whether a file is one of the photos.

        Args:
            real: Where it really is.
            folders: All that are really the folder that it is in.
        """
        return self._has(f"link = {_TEXT}", str(real)) or any(
            self._has(f"path = {_TEXT} AND link IS NULL", below(folder, real.name))
            for folder in folders
        )

    def skip(self, path: str) -> None:
        """Leave a photo out, from `count_photos` on."""
        self._db.execute(f"UPDATE photos SET skipped = 1 WHERE path = {_TEXT}", [name_bytes(path)])

    def count_photos(self) -> None:
        """Set the counts, when all is known."""
        self.done_before = self._db.execute("DELETE FROM photos WHERE skipped").rowcount
        (self.count,) = self._db.execute("SELECT COUNT(*) FROM photos").fetchone()

    def _row(self, one: Candidate) -> tuple[object, ...]:
        if one.target is None:
            names: Sequence[bytes | None] = [None] * 4
        elif one.is_settled:
            names = _names(one.target)
        else:
            names = [name_bytes(one.target), None, None, None]
        if one.target is not None:
            self.folders.add(one.path.rpartition("/")[0])
        link = None if one.link is None else name_bytes(str(one.link))
        return one.size, one.mtime_ns, name_bytes(one.path), link, *names

    def _has(self, where: str, name: str) -> bool:
        found = self._db.execute(f"SELECT 1 FROM photos WHERE {where}", [name_bytes(name)])
        return found.fetchone() is not None

    def _rows(self, query: str) -> Iterator[tuple[Any, ...]]:
        return by_path(lambda last: self._db.execute(f"{query} {NEXT}", [last]).fetchall())


@contextmanager
def explained() -> Iterator[None]:
    """Say in a sentence why a plan cannot be kept.

    Raises:
        SettingsError: The disk for temporary files is full, or there is none.
    """
    try:
        yield
    except sqlite3.Error as error:
        if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_ERROR:
            raise  # a fault of ours
        raise SettingsError(
            QT_TRANSLATE_NOOP(
                "errors",
                "There is no room for the list of photos in the folder for temporary files ({0}).",
            ),
            error,
        ) from error


def below(folder: str, name: str) -> str:
    """A path with /.

    Args:
        folder: Empty for the one that all paths are below.
        name: In it.
    """
    return f"{folder}/{name}" if folder else name


def _names(target: str) -> list[bytes]:
    """A result and its record, each as it is and as one with others that Windows takes for it."""
    record = f"{parted(target)[0]}.json"
    return [name_bytes(name) for name in (target, folded(target), record, folded(record))]
