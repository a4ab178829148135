"""The store of one job: its settings, its photos, and what was found, said and written."""

import json
import sqlite3
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from typing_extensions import override

from anonymizer_gui.core.boxes import Kind
from anonymizer_gui.core.closing import Closing
from anonymizer_gui.core.files import path_below
from anonymizer_gui.core.settings import Settings
from anonymizer_gui.core.store.database import Database, Sync
from anonymizer_gui.core.store.files import UNSEARCHED, UNSEEN, FileList
from anonymizer_gui.core.store.finder import Finder, Redo, finder_from, finder_text
from anonymizer_gui.core.store.images import ImageList
from anonymizer_gui.core.store.job import (
    FINDER,
    LAST_USED,
    RESTORING,
    SETTINGS,
    chosen_thresholds,
    finder_in,
    put_value,
    settings_in,
    thresholds_in,
    unsaved,
    value_in,
)
from anonymizer_gui.core.store.ledger import Ledger
from anonymizer_gui.core.store.photos import PhotoShelf
from anonymizer_gui.core.store.texts import settings_text

_FOUND = f"finder IN (SELECT value FROM json_each(:outdated)) AND edited_{Kind.FACE} IS NULL"
"""True of a photo in which other networks looked, and that no person has edited since."""

_LACKING = f"""
    finder IS NOT NULL AND edited_{Kind.FACE} IS NOT NULL AND id IN (
        SELECT image FROM edits WHERE json_valid(thresholds) AND EXISTS (
            SELECT value FROM json_each(:kinds) EXCEPT SELECT key FROM json_each(thresholds)
        )
    )
"""
"""True of a photo that a person has edited while a wanted kind was not wanted."""

_OUTDATED = f"(({_FOUND}) OR ({_LACKING}))"


class JobStore(Closing):
    """One file, to be used from any thread; see `database` for what a crash or power cut takes.

    Attributes:
        file: Where it is.
        images: The photos as a list.
        photos: Each photo.
        files: The photos as files.
        ledger: What was done with them.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self.file = database.file
        self.images = ImageList(database)
        self.photos = PhotoShelf(database)
        self.files = FileList(database)
        self.ledger = Ledger(database)

    @classmethod
    def create(cls, file: Path, settings: Settings, *, damaged: Path | None = None) -> Self:
        """Begin a store; what was in the file is gone.

        Args:
            file: Where it is.
            settings: Of the job.
            damaged: The one in whose place it is, if it was damaged; see `end_restoring`.

        Raises:
            StoreError: It is in use or cannot be written.
        """
        new = {SETTINGS: settings_text(settings), LAST_USED: _now()}
        return cls(Database(file, new=new | ({RESTORING: damaged.name} if damaged else {})))

    @classmethod
    def open(cls, file: Path) -> Self:
        """Go on with a store.

        Raises:
            StoreError: It is not there, damaged, of a newer version, in use, or cannot be written.
        """
        database = Database(file)
        try:
            store = cls(database)
            store.settings()  # a store without them is none
            with database.writing() as db:
                put_value(db, LAST_USED, _now())
        except BaseException:
            database.close()
            raise
        return store

    @override
    def close(self) -> None:
        """Give the file free."""
        self._database.close()

    def settings(self) -> Settings:
        """The settings of the job."""
        with self._database.reading() as db:
            return settings_in(db)

    def finder(self) -> Finder | None:
        """What looks for faces and plates; None before anything has."""
        with self._database.reading() as db:
            return finder_in(db)

    def thresholds(self) -> dict[Kind, float]:
        """The score from which each wanted kind is hidden."""
        with self._database.reading() as db:
            return thresholds_in(db)

    def put_settings(self, settings: Settings) -> None:
        """Change the settings; results that they would not give are no longer saved ones."""
        with self._database.writing(Sync.AT_ONCE) as db:
            put_value(db, SETTINGS, settings_text(settings))
            where, values = unsaved(db, settings, thresholds_in(db))
            db.execute(f"UPDATE images SET finish = NULL WHERE {where}", values)

    def damaged(self) -> Path | None:
        """The store in whose place it is, if that was damaged and nothing came back yet."""
        with self._database.reading() as db:
            name = value_in(db, RESTORING)
        return None if name is None else path_below(self.file.parent, name)

    def end_restoring(self) -> None:
        """Say that what could be restored was."""
        with self._database.writing(Sync.AT_ONCE) as db:
            db.execute("DELETE FROM job WHERE name = ?", [RESTORING])

    def redo(self, settings: Settings, finder: Finder) -> Redo:
        """What these settings and networks would make necessary; nothing is changed."""
        with self._database.reading() as db:
            thresholds = chosen_thresholds(settings, finder)
            where, values = unsaved(db, settings, thresholds)
            values |= self._outdated(db, finder, thresholds)
            detect, save = db.execute(
                f"SELECT SUM({_OUTDATED}), SUM(finish IS NOT NULL AND (({where}) OR {_OUTDATED})) "
                "FROM images WHERE listed = 1",
                values,
            ).fetchone()
        return Redo(detect=detect or 0, save=save or 0)

    def begin(self, settings: Settings, finder: Finder) -> None:
        """Go on with these settings and networks; photos that failed are tried again.

        What other networks found is forgotten, except where a person has edited it since. What
        was edited while a kind was not wanted is looked at again for that.
        """
        with self._database.writing(Sync.AT_ONCE) as db:
            outdated = self._outdated(db, finder, chosen_thresholds(settings, finder))
            put_value(db, SETTINGS, settings_text(settings))
            put_value(db, FINDER, finder_text(finder))
            db.execute("INSERT OR IGNORE INTO finders (text) VALUES (?)", [finder_text(finder)])
            db.execute("UPDATE images SET error = NULL WHERE error IS NOT NULL")
            db.execute(
                f"DELETE FROM detections WHERE image IN (SELECT id FROM images WHERE {_OUTDATED})",
                outdated,
            )
            db.execute(f"UPDATE images SET {UNSEEN} WHERE {_FOUND}", outdated)
            db.execute(
                f"UPDATE images SET {UNSEARCHED}, reviewed_at = NULL WHERE {_LACKING}", outdated
            )
            where, values = unsaved(db, settings, thresholds_in(db))
            db.execute(f"UPDATE images SET finish = NULL WHERE {where}", values)

    def is_edited(self) -> bool:
        """Whether a person has edited or reviewed any photo."""
        with self._database.reading() as db:
            return db.execute("SELECT 1 FROM edits LIMIT 1").fetchone() is not None

    @staticmethod
    def _outdated(db: sqlite3.Connection, finder: Finder, wanted: Iterable[Kind]) -> dict[str, str]:
        """The values of `_OUTDATED`: finders that have not found all that this one would, kinds."""
        known = db.execute("SELECT id, text FROM finders").fetchall()
        others = [one for one, text in known if not finder_from(text).covers(finder)]
        return {"outdated": json.dumps(others), "kinds": json.dumps(list(wanted))}


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
