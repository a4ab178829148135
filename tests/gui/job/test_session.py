"""What a person does to a job survives whatever happens to the program."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from anonymizer_gui.core.boxes import Box, Kind
from anonymizer_gui.core.store.job_store import JobStore
from anonymizer_gui.core.store.values import EditedBox, Review, State
from anonymizer_gui.engine.pipeline import Outcome
from anonymizer_gui.engine.plan import Task
from anonymizer_gui.gui.editing.geometry import Size
from anonymizer_gui.gui.job.session import Session
from tests.core.jobs import FINDER, seen
from tests.gui.reviewing import FACE, PLATE, SIZE, make_photos, session_in

DRAWN = EditedBox(Box(200, 100, 260, 150, Kind.FACE))
ROOT = Path(__file__).parents[3]
VIEWS = "tests/gui/preview/test_view.py", "tests/gui/preview/test_swipe.py"

REVIEW = """
import sys
from pathlib import Path
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from anonymizer_gui.gui.review.review_page import ReviewPage
from tests.gui.reviewing import make_photos, session_in, stage
app = QApplication([])
make_photos(Path(sys.argv[1]))
session = session_in(Path(sys.argv[1]))
page = ReviewPage(session)
page.show()
while stage(page).shown_id != 1:
    app.processEvents()
QTest.keyClick(page, Qt.Key.Key_Return)
while stage(page).shown_id != 2:
    app.processEvents()
QTest.keyClick(page, Qt.Key.Key_N)
while session.store.photos.photo(2).review.boxes is None:
    app.processEvents()
print("edited", flush=True)
app.exec()
"""
"""A program that is killed in the middle of a review."""


def edited_session(folder: Path) -> Session:
    """A photo reviewed, and a box drawn in the next one."""
    make_photos(folder)
    session = session_in(folder)
    session.photo(1, Size(*SIZE))
    session.set_done(1, True)
    editor = session.photo(2, Size(*SIZE)).editor
    editor.add([Box(200.25, 100, 260.5, 150, Kind.PLATE)], "Draw")
    return session


def test_edits_survive_a_kill_in_the_middle_of_a_review(tmp_path: Path, qapp: object) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", REVIEW, str(tmp_path)],
        cwd=ROOT,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE,
        text=True,
    ) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == "edited\n"
        program.kill()

    store = JobStore.open(tmp_path / "job.sqlite")
    session = Session(store, store.settings())

    assert store.photos.photo(1).state is State.REVIEWED
    assert len(session.photo(2, Size(*SIZE)).editor.boxes.hidden()) == 3
    session.close()


def test_closing_stores_what_was_edited_a_moment_ago(tmp_path: Path, qapp: object) -> None:
    session = edited_session(tmp_path)

    session.close()

    with JobStore.open(tmp_path / "job.sqlite") as store:
        assert len(store.photos.boxes(2)) == 3


def test_a_reviewed_photo_hides_in_window_and_file_what_it_hid_at_its_review(
    session: Session, qtbot: QtBot
) -> None:
    photo = session.photo(1, Size(*SIZE))
    session.set_done(1, True)

    session.move_threshold(photo.editor, Kind.FACE, 0.95)
    qtbot.waitUntil(lambda: session.store.settings().face_threshold == 0.95)
    session.on_detection_started(0)

    assert len(session.store.photos.boxes(1)) == len(photo.editor.boxes.hidden()) == 2

    session.set_done(1, False)
    qtbot.waitUntil(lambda: session.store.photos.photo(1).state is State.FOUND)
    assert len(session.store.photos.boxes(1)) == len(photo.editor.boxes.hidden()) == 1


@pytest.mark.parametrize("edits", [1, 5])
def test_closing_at_once_stores_the_last_edit(tmp_path: Path, qapp: object, edits: int) -> None:
    make_photos(tmp_path)
    session = session_in(tmp_path)
    editor = session.photo(1, Size(*SIZE)).editor
    for number in range(edits):
        editor.add([Box(200 + number, 100, 260, 150, Kind.PLATE)], "Draw")

    session.close()

    with JobStore.open(tmp_path / "job.sqlite") as store:
        assert len(store.photos.boxes(1)) == 2 + edits


def test_boxes_come_back_as_they_were_left(session: Session, qtbot: QtBot) -> None:
    editor = session.photo(1, Size(*SIZE)).editor
    face, plate, doubtful = 1, 2, 3
    editor.select([plate])
    editor.delete()
    editor.accept()
    editor.add([Box(200, 100, 260, 150, Kind.PLATE)], "Draw")
    before = editor.boxes.hidden()
    qtbot.waitUntil(lambda: len(session.store.photos.boxes(1)) == 3)

    session._open.clear()
    again = session.photo(1, Size(*SIZE)).editor.boxes

    assert again.hidden() == before
    assert again.suggested_ids() == ()
    assert face in again.hidden_ids()
    assert doubtful in again.hidden_ids()
    assert plate not in again.shown_ids()


def test_what_is_found_of_a_kind_that_was_not_wanted_comes_to_what_a_person_left(
    session: Session, qtbot: QtBot
) -> None:
    store, both = session.store, session.store.settings()
    sha256 = store.photos.photo(1).sha256
    store.begin(replace(both, kinds=frozenset({Kind.FACE})), FINDER)
    store.photos.put_review(1, Review((DRAWN,)))
    store.begin(both, FINDER)
    boxes = session.photo(1, Size(*SIZE)).editor.boxes
    assert boxes.hidden() == (DRAWN.box,)

    store.photos.put_sight(1, replace(seen(FACE, PLATE), sha256=sha256))
    session.on_detected(Outcome(Task(Path(), Path(), Path(), image_id=1)))

    assert {box.kind for box in boxes.hidden()} == {Kind.PLATE, Kind.FACE}
    assert set(boxes.hidden()) == {one.box for one in store.photos.boxes(1)}


def test_a_photo_that_is_searched_again_for_another_kind_does_not_lose_it_to_the_next_edit(
    session: Session, qtbot: QtBot
) -> None:
    store, both = session.store, session.store.settings()
    sha256 = store.photos.photo(1).sha256
    store.begin(replace(both, kinds=frozenset({Kind.FACE})), FINDER)
    session.thresholds.pop(Kind.PLATE)
    session.photo(1, Size(*SIZE)).editor.add([DRAWN.box], "Draw")
    qtbot.waitUntil(lambda: len(store.photos.boxes(1)) == 2)
    store.begin(both, FINDER)

    session.on_detection_started(1)
    store.photos.put_sight(1, replace(seen(FACE, PLATE), sha256=sha256))
    session.on_detected(Outcome(Task(Path(), Path(), Path(), image_id=1)))
    session.photo(1, Size(*SIZE)).editor.add([DRAWN.box], "Draw")

    qtbot.waitUntil(lambda: len(store.photos.boxes(1)) == 4)
    assert [one.box.kind for one in store.photos.boxes(1)].count(Kind.PLATE) == 1


def test_an_output_folder_that_is_none_is_said(session: Session, qtbot: QtBot) -> None:
    session.settings.output.rmdir()
    session.settings.output.write_bytes(b"a file where a folder should be")

    with qtbot.waitSignal(session.failed) as failed:
        session.save([1])

    assert "The folder of the results" in str(failed.args[0])
    qtbot.waitUntil(lambda: session.saving is None)


@pytest.mark.slow
def test_the_mouse_is_exact_on_a_screen_of_200_percent(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", f"--basetemp={tmp_path / 'views'}", *VIEWS],
        cwd=ROOT,
        env=os.environ | {"QT_SCALE_FACTOR": "2", "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )

    assert run.returncode == 0, run.stdout + run.stderr


def test_a_photo_saved_while_another_is_being_saved_follows_it(
    session: Session, qtbot: QtBot
) -> None:
    session.save([1])
    session.save([2])

    qtbot.waitUntil(lambda: session.saving is None)
    assert session.tally.saved == 2
    assert session.store.photos.photo(2).state is State.SAVED
