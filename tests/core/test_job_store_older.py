"""A job that an older version has begun is gone on with."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from anonymizer_gui.core.boxes import Box, Kind
from anonymizer_gui.core.store.job_store import JobStore
from anonymizer_gui.core.store.opening import DamagedStoreError
from anonymizer_gui.core.store.photos import Written
from anonymizer_gui.core.store.values import EditedBox, Review, State
from tests.core.jobs import FINDER, seen, settings_for, store_in

DRAWN = EditedBox(Box(1, 2, 3, 4, kind=Kind.PLATE))

AS_IN_VERSION_1 = """
    ALTER TABLE images DROP COLUMN result_sha256;
    ALTER TABLE images DROP COLUMN saved_at;
    ALTER TABLE edits DROP COLUMN thresholds;
    PRAGMA user_version = 1;
"""


def older_store(folder: Path) -> Path:
    with store_in(folder, ["a.jpg", "b.jpg", "c.jpg"]) as store:
        for image_id in (1, 2):
            store.photos.put_sight(image_id, seen((Kind.FACE, 0.9), (Kind.FACE, 0.2)))
        store.photos.put_review(2, Review((DRAWN,), done=True))
        store.photos.put_saved(
            1,
            boxes=store.photos.boxes(1),
            settings=store.settings(),
            written=Written(99, "e" * 64),
        )
    with closing(sqlite3.connect(folder / "job.sqlite")) as db:
        db.executescript(AS_IN_VERSION_1)
    return folder / "job.sqlite"


def test_nothing_of_it_is_lost(tmp_path: Path) -> None:
    file = older_store(tmp_path)

    with JobStore.open(file) as store:
        assert store.settings() == settings_for(tmp_path)
        assert store.finder() == FINDER
        photos = [store.photos.photo(image_id) for image_id in (1, 2, 3)]
        assert [photo.state for photo in photos] == [State.SAVED, State.REVIEWED, State.WAITING]
        assert photos[0].detections is not None
        assert len(photos[0].detections) == 2
        assert photos[1].review == Review((DRAWN,), done=True)

    with JobStore.open(file) as store:  # and is not brought up to date a second time
        assert store.photos.boxes(2) == (DRAWN,)


@pytest.mark.parametrize(
    "change",
    [
        "CREATE TRIGGER t AFTER INSERT ON images BEGIN DELETE FROM edits; END",
        "CREATE TABLE more (id INTEGER)",
        "CREATE VIEW v AS SELECT * FROM images",
        "DROP TABLE edits",
        "ALTER TABLE images ADD COLUMN more TEXT",
    ],
)
def test_one_to_which_something_was_done_is_damaged_and_left_as_it_is(
    tmp_path: Path, change: str
) -> None:
    file = older_store(tmp_path)
    with closing(sqlite3.connect(file)) as db:
        db.execute(change)

    with pytest.raises(DamagedStoreError):
        JobStore.open(file)

    with closing(sqlite3.connect(file)) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (1,)
        assert db.execute("SELECT COUNT(*) FROM images").fetchone() == (3,)
