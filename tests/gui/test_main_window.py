"""The window from a dropped folder to saved photos, with the real networks."""

import json
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QSlider,
    QWidget,
)
from pytestqt.qtbot import QtBot

from anonymizer_gui.core.images import read_image
from anonymizer_gui.core.settings import Settings
from anonymizer_gui.core.store.values import State
from anonymizer_gui.engine.job_files import job_file, open_store
from anonymizer_gui.gui.editing.geometry import Handle, Point, handle_place
from anonymizer_gui.gui.main_window import MainWindow, OpenRequest
from anonymizer_gui.gui.preview.view import PhotoView
from anonymizer_gui.gui.review.photo_stage import PhotoStage
from anonymizer_gui.paths import resources_folder
from tests.gui.reviewing import child, rgb, viewport_point

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier
LONG = 60_000
"""Milliseconds: a network is loaded."""


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    window = MainWindow()
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    yield window
    window.close()


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    """A face, nothing, and a photo that cannot be read."""
    folder = tmp_path / "foto's"
    folder.mkdir()
    face = read_image(resources_folder() / "sample" / "astronaut.jpg").rgb
    grey = np.full((64, 64, 3), 128, np.uint8)
    for name, pixels in (("a.png", face), ("b.png", grey)):
        (folder / name).write_bytes(cv2.imencode(".png", pixels[..., ::-1])[1].tobytes())
    (folder / "c.png").write_bytes(b"")
    return folder


def drop(window: MainWindow, *paths: Path, on: str = "") -> QDropEvent:
    """Drop files on the middle of something in the window, as the desktop does it."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    target = child(window, QWidget, on) if on else window
    at = target.mapTo(window, target.rect().center())
    either = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
    handle = window.windowHandle()
    QApplication.sendEvent(handle, QDragEnterEvent(at, either, mime, LEFT, NONE))
    event = QDropEvent(QPointF(at), either, mime, LEFT, NONE)
    QApplication.sendEvent(handle, event)
    return event


def start(window: MainWindow, qtbot: QtBot, photos: Path) -> None:
    drop(window, photos)
    button = child(window, QPushButton, "startButton")
    qtbot.waitUntil(button.isEnabled)
    with qtbot.waitSignal(window.job_opened, timeout=LONG):
        qtbot.mouseClick(button, LEFT)


def wait_until_searched(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(
        lambda: window.session is not None and window.session.detection is None, timeout=LONG
    )


def wait_until_closed(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.job_closed, timeout=LONG):
        window.show_start()


def state_of(window: MainWindow, image_id: int) -> State:
    assert window.session is not None
    return window.session.store.photos.photo(image_id).state


def drag(view: PhotoView, start: Point, end: Point) -> None:
    port, first, last = view.viewport(), viewport_point(view, start), viewport_point(view, end)
    QTest.mousePress(port, LEFT, NONE, first)
    QTest.mouseMove(port, (first + last) / 2)
    QTest.mouseMove(port, last)
    QTest.mouseRelease(port, LEFT, NONE, last)


def test_a_dropped_folder_is_set_up_with_a_folder_for_its_results(
    window: MainWindow, qtbot: QtBot, photos: Path
) -> None:
    drop(window, photos)

    assert Path(child(window, QLineEdit, "inputFolderEdit").text()) == photos
    results = child(window, QLineEdit, "outputFolderEdit").text()
    assert Path(results) == photos.with_name("foto's anonymised")
    qtbot.waitUntil(child(window, QPushButton, "startButton").isEnabled)
    assert child(window, QLabel, "inputFolderNote").text().startswith("3 photos in 1 folder")
    assert not Path(results).exists()


def test_a_folder_is_dropped_where_it_says_so_and_stays_where_it_is(
    window: MainWindow, photos: Path
) -> None:
    event = drop(window, photos, on="dropArea")

    assert Path(child(window, QLineEdit, "inputFolderEdit").text()) == photos
    assert event.isAccepted()
    assert event.dropAction() is Qt.DropAction.CopyAction


def test_another_folder_that_is_dropped_leaves_the_choices_as_they_are(
    window: MainWindow, photos: Path, tmp_path: Path
) -> None:
    results = tmp_path / "results"
    results.mkdir()
    drop(window, tmp_path)
    child(window, QCheckBox, "facesCheck").setChecked(False)
    child(window, QSlider, "plateThresholdSlider").setValue(200)

    drop(window, photos, on="findingCard")
    drop(window, results, on="outputFolderEdit")

    assert Path(child(window, QLineEdit, "inputFolderEdit").text()) == photos
    assert Path(child(window, QLineEdit, "outputFolderEdit").text()) == results
    assert not child(window, QCheckBox, "facesCheck").isChecked()
    assert child(window, QSlider, "plateThresholdSlider").value() == 200


def test_enter_presses_the_button_that_has_the_focus(window: MainWindow, photos: Path) -> None:
    drop(window, photos)
    back = child(window, QPushButton, "backButton")
    back.setFocus()

    QTest.keyClick(back, Qt.Key.Key_Return)

    assert window.findChild(QPushButton, "chooseButton") is not None


def test_dropped_photos_are_a_job_without_the_others_of_their_folder(
    window: MainWindow, qtbot: QtBot, photos: Path
) -> None:
    drop(window, photos / "b.png", photos / "a.png")

    assert Path(child(window, QLineEdit, "inputFolderEdit").text()) == photos
    note = child(window, QLabel, "inputFolderNote")
    qtbot.waitUntil(lambda: note.text().startswith("2 photos in 1 folder (chosen ones only)"))
    qtbot.mouseClick(child(window, QPushButton, "wholeFolderButton"), LEFT)
    qtbot.waitUntil(lambda: note.text().startswith("3 photos in 1 folder ·"))


def test_dropped_folders_and_photos_are_one_job(
    window: MainWindow, qtbot: QtBot, photos: Path
) -> None:
    other = photos.with_name("other")
    other.mkdir()
    for name in ("d.png", "e.png"):
        (other / name).write_bytes((photos / "b.png").read_bytes())

    drop(window, other, photos / "a.png")

    assert Path(child(window, QLineEdit, "inputFolderEdit").text()) == photos.parent
    note = child(window, QLabel, "inputFolderNote")
    qtbot.waitUntil(lambda: note.text().startswith("3 photos in 2 folders (chosen ones only)"))


def test_what_is_not_there_is_said(window: MainWindow, tmp_path: Path) -> None:
    window.take([tmp_path / "nope"])

    assert window.findChild(QLineEdit, "inputFolderEdit") is None
    assert "nope is not there" in child(window, QLabel, "windowNoticeText").text()


def test_the_sample_is_set_up_by_one_click(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.mouseClick(child(window, QPushButton, "sampleButton"), LEFT)

    folder = Path(child(window, QLineEdit, "inputFolderEdit").text())
    assert folder == resources_folder() / "sample"
    results = Path(child(window, QLineEdit, "outputFolderEdit").text())
    assert not results.is_relative_to(resources_folder())


def asked_to_forget(window: MainWindow, qtbot: QtBot, photos: Path) -> Settings:
    """A job that is there, and the window asks whether to forget it."""
    settings = Settings(photos, photos.with_name("out"))
    open_store(settings, resume=False).store.close()
    window.show_start()
    qtbot.waitUntil(lambda: window.findChild(QPushButton, "forgetJobButton") is not None)
    qtbot.mouseClick(child(window, QPushButton, "forgetJobButton"), LEFT)
    return settings


def test_a_job_is_forgotten_after_a_question(
    window: MainWindow, qtbot: QtBot, photos: Path
) -> None:
    settings = asked_to_forget(window, qtbot, photos)
    there = job_file(settings).exists()

    qtbot.mouseClick(child(window, QPushButton, "forgetSurelyButton"), LEFT)

    qtbot.waitUntil(lambda: window.findChild(QPushButton, "forgetJobButton") is None)
    assert there
    assert not job_file(settings).exists()


def test_escape_takes_the_question_back_whether_to_forget(
    window: MainWindow, qtbot: QtBot, photos: Path
) -> None:
    settings = asked_to_forget(window, qtbot, photos)
    keep = child(window, QPushButton, "keepJobButton")
    asked = keep.isVisible()

    QTest.keyClick(keep, Qt.Key.Key_Escape)

    assert asked
    assert not keep.isVisible()
    assert child(window, QPushButton, "forgetJobButton").isVisible()
    assert job_file(settings).exists()


def test_about_tells_what_is_found_and_goes_back_to_the_set_up(
    window: MainWindow, qtbot: QtBot, photos: Path
) -> None:
    drop(window, photos)
    qtbot.mouseClick(child(window, QPushButton, "aboutButton"), LEFT)
    said = child(window, QLabel, "networksLabel")
    qtbot.waitUntil(lambda: "CenterFace" in said.text() and "% of" in said.text())

    qtbot.mouseClick(child(window, QPushButton, "backButton"), LEFT)

    assert Path(child(window, QLineEdit, "inputFolderEdit").text()) == photos


@pytest.mark.slow
def test_photos_are_found_corrected_and_saved(
    window: MainWindow, qtbot: QtBot, photos: Path
) -> None:
    start(window, qtbot, photos)
    wait_until_searched(window, qtbot)
    stage = child(window, PhotoStage, "photoStage")
    qtbot.waitUntil(lambda: stage.editor is not None and not stage.pair.after.veiled)
    editor = stage.editor
    assert editor is not None
    view = child(window, PhotoView, "beforeView")
    found = editor.boxes.hidden_ids()

    drag(view, Point(20, 300), Point(120, 380))
    (drawn,) = editor.selected
    corner = handle_place(editor.boxes.item(drawn).box, Handle(1, 1))
    drag(view, corner, Point(200, 420))
    drag(view, Point(60, 340), Point(80, 350))
    qtbot.mouseClick(view.viewport(), LEFT, pos=viewport_point(view, Point(220, 120)))
    QTest.keyClick(view, Qt.Key.Key_Delete)
    QTest.keyClick(view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(view, Qt.Key.Key_Y, Qt.KeyboardModifier.ShiftModifier)
    suggested = len(editor.boxes.hidden_ids()) - len(found) - 1

    box = editor.boxes.item(drawn).box
    assert set(found) <= set(editor.boxes.hidden_ids())
    assert box.x_min == pytest.approx(40, abs=2)
    assert box.x_max == pytest.approx(220, abs=2)
    QTest.keyClick(view, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: state_of(window, 1) is State.REVIEWED)
    save = child(window, QPushButton, "saveAllButton")
    qtbot.waitUntil(save.isEnabled)
    qtbot.mouseClick(save, LEFT)
    qtbot.waitUntil(lambda: state_of(window, 1) is State.SAVED)
    out = photos.with_name("foto's anonymised")
    saved = read_image(out / "a.png").rgb
    record = json.loads((out / "a.json").read_text())

    assert len(record) == len(found) + 1 + suggested
    assert sorted(path.name for path in out.iterdir()) == ["a.json", "a.png"]
    assert (saved != read_image(photos / "a.png").rgb).any()
    assert state_of(window, 3) is State.FAILED
    QTest.keyClick(view, Qt.Key.Key_A)

    after = stage.pair.after
    qtbot.waitUntil(lambda: np.array_equal(saved, rgb(after.picture)))


@pytest.mark.slow
def test_a_job_without_review_is_saved_and_summed_up(
    window: MainWindow, qtbot: QtBot, photos: Path
) -> None:
    drop(window, photos)
    child(window, QCheckBox, "unattendedCheck").setChecked(True)
    button = child(window, QPushButton, "startButton")
    qtbot.waitUntil(button.isEnabled)
    with qtbot.waitSignal(window.job_opened, timeout=LONG):
        qtbot.mouseClick(button, LEFT)

    wait_until_searched(window, qtbot)

    out = photos.with_name("foto's anonymised")
    assert sorted(path.name for path in out.iterdir()) == ["a.json", "a.png", "b.json", "b.png"]
    said = child(window, QLabel, "noticeText").text()
    assert "2 photos saved, 1 face hidden" in said
    assert "1 failed" in said
    assert "c.png" in said
    (photos / "c.png").write_bytes((photos / "b.png").read_bytes())
    qtbot.mouseClick(child(window, QPushButton, "retryButton"), LEFT)
    qtbot.waitUntil(lambda: state_of(window, 3) is State.SAVED, timeout=LONG)
    assert (out / "c.png").exists()


@pytest.mark.slow
def test_a_job_is_continued_from_the_first_page(
    window: MainWindow, qtbot: QtBot, photos: Path
) -> None:
    start(window, qtbot, photos)
    wait_until_searched(window, qtbot)
    stage = child(window, PhotoStage, "photoStage")
    qtbot.waitUntil(lambda: stage.editor is not None)
    QTest.keyClick(stage, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: state_of(window, 1) is State.REVIEWED)
    wait_until_closed(window, qtbot)
    qtbot.waitUntil(lambda: window.findChild(QPushButton, "continueJobButton") is not None)

    with qtbot.waitSignal(window.job_opened, timeout=LONG):
        qtbot.mouseClick(child(window, QPushButton, "continueJobButton"), LEFT)

    assert state_of(window, 1) is State.REVIEWED
    images = child(window, QListView, "imageList")
    qtbot.waitUntil(lambda: images.model().rowCount() == 3)


@pytest.mark.slow
def test_stopped_work_is_gone_on_with(window: MainWindow, qtbot: QtBot, photos: Path) -> None:
    for number in range(6):
        (photos / f"d{number}.png").write_bytes((photos / "b.png").read_bytes())
    start(window, qtbot, photos)
    session = window.session
    assert session is not None
    assert session.detection is not None
    qtbot.mouseClick(child(window, QPushButton, "stopButton"), LEFT)
    wait_until_searched(window, qtbot)
    again = child(window, QPushButton, "continueButton")
    waiting = session.counts().get(State.WAITING, 0)

    if again.isVisible():  # a quick machine may have been done before
        qtbot.mouseClick(again, LEFT)
        wait_until_searched(window, qtbot)

    assert session.counts().get(State.WAITING, 0) == 0
    assert waiting or session.counts()[State.FOUND] == 8


@pytest.mark.slow
def test_closing_the_window_ends_the_job(window: MainWindow, qtbot: QtBot, photos: Path) -> None:
    start(window, qtbot, photos)

    window.close()

    assert window.session is None
    assert not list(photos.with_name("foto's anonymised").glob("*.tmp"))


@pytest.mark.slow
def test_a_folder_dropped_on_a_job_at_work_does_not_stop_it(
    window: MainWindow, qtbot: QtBot, photos: Path
) -> None:
    start(window, qtbot, photos)
    session = window.session

    drop(window, photos.parent)

    assert window.session is session
    assert "still at work" in child(window, QLabel, "windowNoticeText").text()


def test_a_job_that_cannot_be_opened_says_why(
    window: MainWindow, qtbot: QtBot, photos: Path, own_folders: Path
) -> None:
    own_folders.mkdir(exist_ok=True)
    (own_folders / "jobs").write_bytes(b"a file where a folder should be")
    drop(window, photos)
    button = child(window, QPushButton, "startButton")
    qtbot.waitUntil(button.isEnabled)

    qtbot.mouseClick(button, LEFT)

    qtbot.waitUntil(lambda: window.findChild(QPushButton, "chooseButton") is not None)
    assert "cannot be stored" in child(window, QLabel, "windowNoticeText").text()


def test_a_job_that_opens_after_another_was_chosen_is_closed(
    window: MainWindow, photos: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    late, latest = (OpenRequest(Settings(photos, tmp_path / name)) for name in ("first", "second"))
    monkeypatch.setattr(window._opener, "want", lambda _requests: None)
    window._open(late)
    window._open(latest)
    assert late.settings is not None

    window.on_opened(late, open_store(late.settings, resume=True))

    assert window.session is None
    open_store(late.settings, resume=True).store.close()  # it is free
