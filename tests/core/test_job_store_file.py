"""The file of a job survives crashes, is never used twice at once, and is checked when opened."""

import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path
from time import monotonic

import pytest

from anonymizer_gui.core.boxes import Box, Kind
from anonymizer_gui.core.errors import StoreError
from anonymizer_gui.core.store import database as database_module
from anonymizer_gui.core.store.database import SYNC_EVERY_S, Database
from anonymizer_gui.core.store.files import FileList
from anonymizer_gui.core.store.images import ImageList
from anonymizer_gui.core.store.job_store import JobStore
from anonymizer_gui.core.store.opening import DamagedStoreError
from anonymizer_gui.core.store.photos import PhotoShelf
from anonymizer_gui.core.store.values import EditedBox, Review, State, View
from tests.core.jobs import listed, seen, settings_for, store_in

EDITING = """
import sys
from pathlib import Path
from anonymizer_gui.core.boxes import Box, Kind
from anonymizer_gui.core.store.job_store import JobStore
from anonymizer_gui.core.store.values import EditedBox, Review
from tests.core.jobs import seen

store = JobStore.open(Path(sys.argv[1]))
for number in range(1, 1000):
    store.photos.put_sight(1, seen((Kind.FACE, number / 1000)))
    face = EditedBox(Box(0, 0, number, number, kind=Kind.FACE))
    plate = EditedBox(Box(0, 0, 1, number, kind=Kind.PLATE))
    store.photos.put_review(1, Review((face, plate)))
    print(number, flush=True)
"""


def read_all(file: Path) -> None:
    with JobStore.open(file) as store:
        store.finder()
        store.photos.photo(1)


@pytest.mark.parametrize("edits", [1, 2, 7, 40])
def test_a_killed_program_loses_no_edit(tmp_path: Path, edits: int) -> None:
    store_in(tmp_path, ["a.jpg"]).close()
    command = [sys.executable, "-c", EDITING, str(tmp_path / "job.sqlite")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        for line in process.stdout:
            if int(line) == edits:
                process.kill()  # the next edits may be under way
        last = int(line)

    with JobStore.open(tmp_path / "job.sqlite") as store:
        photo = store.photos.photo(1)
        face, plate = photo.boxes
        assert face.box.x_max >= last
        assert plate.box.y_max == face.box.y_max
        assert photo.detections is not None
        assert photo.detections.scores[0] * 1000 >= last - 0.5


def test_an_edit_waits_for_the_disk_and_what_a_network_finds_does_so_now_and_then(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store_in(tmp_path, ["a.jpg"]).close()
    database = Database(tmp_path / "job.sqlite")
    said: list[str] = []
    with database.writing() as db:
        db.set_trace_callback(said.append)
    photos = PhotoShelf(database)

    photos.put_review(1, Review(done=True))
    after_edit = len(said)
    later = monotonic() + SYNC_EVERY_S
    monkeypatch.setattr(database_module, "monotonic", lambda: later)
    photos.put_sight(1, seen((Kind.FACE, 0.9)), waiting=False)
    after_sights = len(said)
    photos.put_sight(1, seen((Kind.FACE, 0.9)))

    assert "PRAGMA synchronous = FULL" in said[:after_edit]
    assert "PRAGMA synchronous = NORMAL" in said[after_edit:after_sights]
    assert "PRAGMA synchronous = FULL" not in said[after_edit:after_sights]
    assert "PRAGMA synchronous = FULL" in said[after_sights:]
    database.close()


def test_a_job_is_open_in_one_window_at_a_time(tmp_path: Path) -> None:
    file = tmp_path / "job.sqlite"
    with store_in(tmp_path, ["a.jpg"]):
        for way in (JobStore.open, lambda file: JobStore.create(file, settings_for(tmp_path))):
            with pytest.raises(StoreError, match="open in another window"):
                way(file)

    with JobStore.open(file) as store:
        assert store.images.count(View()) == 1


def test_a_job_that_another_program_has_open_is_said(tmp_path: Path) -> None:
    store_in(tmp_path, ["a.jpg"]).close()
    command = [sys.executable, "-c", EDITING + "sys.stdin.read()", str(tmp_path / "job.sqlite")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stdin=subprocess.PIPE) as process:
        assert process.stdout
        process.stdout.readline()

        with pytest.raises(StoreError, match="open in another window"):
            JobStore.open(tmp_path / "job.sqlite")

        process.kill()
        process.wait()
        JobStore.open(tmp_path / "job.sqlite").close()


@pytest.mark.parametrize("content", [b"", b"no database at all" * 100, b"SQLite format 3\0" * 400])
def test_a_file_that_is_no_store_is_damaged(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "job.sqlite"
    file.write_bytes(content)

    with pytest.raises(DamagedStoreError, match=r"job\.sqlite is damaged"):
        JobStore.open(file)


def test_another_database_is_damaged(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "job.sqlite")) as db:
        db.execute("CREATE TABLE images (id INTEGER)")

    with pytest.raises(DamagedStoreError):
        JobStore.open(tmp_path / "job.sqlite")


def test_a_store_to_which_something_was_added_is_damaged(tmp_path: Path) -> None:
    store_in(tmp_path, ["a.jpg"]).close()
    with closing(sqlite3.connect(tmp_path / "job.sqlite")) as db:
        db.execute("CREATE TRIGGER t AFTER UPDATE ON images BEGIN DELETE FROM edits; END")

    with pytest.raises(DamagedStoreError):
        JobStore.open(tmp_path / "job.sqlite")


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE job SET value = '{\"input\": 7}' WHERE name = 'settings'",
        "UPDATE job SET value = 'x' WHERE name = 'finder'",
        "UPDATE detections SET data = x'0102'",
        "UPDATE edits SET boxes = '[[1]]'",
        "UPDATE images SET error = '7'",
    ],
)
def test_a_value_that_cannot_be_read_is_damaged(tmp_path: Path, change: str) -> None:
    with store_in(tmp_path, ["a.jpg"]) as store:
        store.photos.put_sight(1, seen((Kind.FACE, 0.9)))
        store.photos.put_review(1, Review(done=True))
    with closing(sqlite3.connect(tmp_path / "job.sqlite")) as db:
        db.execute(change)
        db.commit()

    with pytest.raises(DamagedStoreError):
        read_all(tmp_path / "job.sqlite")


def test_a_broken_page_is_found_after_a_crash(tmp_path: Path) -> None:
    store_in(tmp_path, [f"{number}.jpg" for number in range(2000)]).close()
    file = tmp_path / "job.sqlite"
    (tmp_path / "job.sqlite-wal").touch()  # a log of changes that nobody has closed
    content = bytearray(file.read_bytes())
    middle = len(content) // 4096 // 2 * 4096
    content[middle : middle + 4096] = b"\xff" * 4096
    file.write_bytes(content)

    with pytest.raises(DamagedStoreError):
        JobStore.open(file)


def test_a_store_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    store_in(tmp_path, ["a.jpg"]).close()
    with closing(sqlite3.connect(tmp_path / "job.sqlite")) as db:
        db.execute("PRAGMA user_version = 99")

    with pytest.raises(StoreError, match="newer version") as caught:
        JobStore.open(tmp_path / "job.sqlite")

    assert not isinstance(caught.value, DamagedStoreError)


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(StoreError, match="cannot be stored in"):
        JobStore.create(tmp_path / "file" / "job.sqlite", settings_for(tmp_path))


def test_a_full_disk_is_said_and_what_was_stored_before_stays(tmp_path: Path) -> None:
    store_in(tmp_path, ["a.jpg"]).close()
    database = Database(tmp_path / "job.sqlite")
    with database.writing() as db:
        db.execute("PRAGMA max_page_count = 1")  # what SQLite then says is what a full disk does

    with pytest.raises(StoreError, match="the disk is full"):
        FileList(database).put(listed(*map(str, range(1000))))

    assert ImageList(database).count(View()) == 1
    database.close()


def test_a_file_that_could_not_be_opened_can_be_replaced(tmp_path: Path) -> None:
    file = tmp_path / "job.sqlite"
    file.write_bytes(b"no database at all" * 100)
    with pytest.raises(DamagedStoreError):
        JobStore.open(file)

    file.rename(tmp_path / "kept.sqlite")

    with JobStore.create(file, settings_for(tmp_path)) as store:
        assert store.settings() == settings_for(tmp_path)


def test_threads_write_and_read_at_once(tmp_path: Path) -> None:
    names = [f"{number:03}.jpg" for number in range(40)]
    with store_in(tmp_path, names) as store:
        drawn = EditedBox(Box(0, 0, 9, 9, kind=Kind.FACE))

        def detect() -> None:
            for image_id in range(1, 41):
                store.photos.put_sight(image_id, seen((Kind.FACE, 0.9)))

        def review() -> None:
            for image_id in range(1, 41):
                store.photos.put_review(image_id, Review((drawn,), done=True))

        threads = [threading.Thread(target=work) for work in (detect, review)]
        for thread in threads:
            thread.start()
        while any(thread.is_alive() for thread in threads):
            assert len(store.images.rows(store.images.ids(View())[:40])) == 40
        for thread in threads:
            thread.join()

        assert store.images.counts()[State.REVIEWED] == 40
        assert all(drawn in store.photos.boxes(image_id) for image_id in range(1, 41))
