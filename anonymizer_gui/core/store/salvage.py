"""What can still be read of a damaged store: what people said of photos, row by row."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from typing import Any

from anonymizer_gui.core.store.boxes import boxes_from
from anonymizer_gui.core.store.database import NOT_AS_WRITTEN
from anonymizer_gui.core.store.finder import Finder, finder_from
from anonymizer_gui.core.store.opening import connected
from anonymizer_gui.core.store.photos import Sight
from anonymizer_gui.core.store.scores import unpacked
from anonymizer_gui.core.store.values import EditedBox

_LONGEST_S = 60.0
"""In which all must be read: a damaged file may send SQLite round and round."""

_STEPS = 100_000
"""Of SQLite, after which the time is looked at."""

_MOST = 1_000_000
"""Photos; a damaged number may be any."""

_SIGHT = """
    SELECT width, height, sha256, data, text, reviewed_at IS NOT NULL FROM images
    JOIN detections ON image = images.id JOIN finders ON finders.id = finder WHERE images.id = ?
"""


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What a person said of a photo.

    Attributes:
        path: Of the photo, below the input folder, with /.
        boxes: What is hidden.
        seen: What had been found in it; None if that cannot be read any more.
    """

    path: str
    boxes: tuple[EditedBox, ...]
    seen: "Seen | None"


@dataclass(frozen=True, slots=True)
class Seen:
    """What had been found in a photo.

    Attributes:
        finder: By what.
        sight: What.
        done: Whether a person was done with it.
    """

    finder: Finder
    sight: Sight
    done: bool


def salvaged(file: Path) -> Iterator[Salvaged]:
    """Read what can be read; the file stays as it is.

    Args:
        file: Of the store, with its log of changes beside it if there is one.

    Raises:
        OSError: It cannot be copied.
    """
    with TemporaryDirectory(dir=file.parent, prefix=f"{file.name} ") as folder:
        copy = Path(folder) / file.name
        for ending in ("", "-wal"):
            with suppress(FileNotFoundError):
                shutil.copy(file.with_name(file.name + ending), copy.with_name(copy.name + ending))
        with suppress(sqlite3.Error), closing(connected(copy)) as db:
            db.execute("PRAGMA writable_schema = ON")  # or a file that is cut short is not read
            until = monotonic() + _LONGEST_S
            db.set_progress_handler(lambda: monotonic() > until, _STEPS)
            for row in _rows(db):
                yield row
                if monotonic() > until:
                    return


def _rows(db: sqlite3.Connection) -> Iterator[Salvaged]:
    # Through the index too, since the row of a photo may be unreadable
    paths = {
        image_id: str(path)
        for table in ("images INDEXED BY images_by_path WHERE listed = 1", "images")
        for image_id, path in _both_ways(db, f"SELECT id, path FROM {table}")
    }
    ids = {image_id for (image_id,) in _both_ways(db, "SELECT image FROM edits")} | paths.keys()
    for image_id in range(1, min(max(ids, default=0), _MOST) + 1):
        with suppress(sqlite3.Error, *NOT_AS_WRITTEN):
            found = db.execute("SELECT boxes FROM edits WHERE image = ?", [image_id]).fetchone()
            if found is not None:
                yield Salvaged(paths[image_id], boxes_from(found[0]), _seen(db, image_id))


def _both_ways(db: sqlite3.Connection, query: str) -> Iterator[tuple[Any, ...]]:
    """The rows of a query up to the first and from the last unreadable one."""
    for order in ("ASC", "DESC"):
        with suppress(sqlite3.Error):
            yield from db.execute(f"{query} ORDER BY 1 {order}")


def _seen(db: sqlite3.Connection, image_id: int) -> Seen | None:
    with suppress(sqlite3.Error, *NOT_AS_WRITTEN):
        row = db.execute(_SIGHT, [image_id]).fetchone()
        if row is not None:
            width, height, sha256, data, finder, done = row
            sight = Sight(int(width), int(height), str(sha256), unpacked(data))
            return Seen(finder_from(finder), sight, bool(done))
    return None
