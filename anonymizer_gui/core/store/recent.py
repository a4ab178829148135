"""What a list of recent jobs shows of one, read without getting in the way of who works on it."""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from anonymizer_gui.core.store.database import NOT_AS_WRITTEN
from anonymizer_gui.core.store.images import state_counts
from anonymizer_gui.core.store.job import LAST_USED, settings_in, value_in
from anonymizer_gui.core.store.schema import APPLICATION_ID, VERSION
from anonymizer_gui.core.store.values import State


@dataclass(frozen=True, slots=True)
class RecentJob:
    """A job that was begun earlier.

    Attributes:
        file: Its store.
        input: Folder of the photos.
        output: Folder of the results.
        counts: How many photos are in each state.
        last_used: When it was last opened, UTC.
    """

    file: Path
    input: Path
    output: Path
    counts: Mapping[State, int]
    last_used: datetime


def summary(file: Path) -> RecentJob | None:
    """What a list shows of a job; None if the file is no store that this version can read."""
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as db:
            (application,) = db.execute("PRAGMA application_id").fetchone()
            (version,) = db.execute("PRAGMA user_version").fetchone()
            if application != APPLICATION_ID or version > VERSION:
                return None
            settings = settings_in(db)
            last_used = datetime.fromisoformat(value_in(db, LAST_USED) or "")
            return RecentJob(
                file,
                settings.input,
                settings.output,
                state_counts(db),
                last_used.replace(tzinfo=last_used.tzinfo or UTC),
            )
    except (sqlite3.Error, *NOT_AS_WRITTEN):
        return None
