"""What is saved is what was seen, and what could not be saved is said."""

import shutil
from pathlib import Path

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from anonymizer_gui.core.images import read_image
from anonymizer_gui.core.settings import Style
from anonymizer_gui.core.store.values import Review, State
from anonymizer_gui.gui.editing.geometry import Point
from anonymizer_gui.gui.job.session import Session
from anonymizer_gui.gui.review.review_page import ReviewPage
from tests.core.jobs import listed, store_in
from tests.gui.reviewing import (
    child,
    draw,
    hidden,
    make_photos,
    press,
    rgb,
    session_in,
    stage,
    state,
    wait_for_photo,
)

LEFT = Qt.MouseButton.LeftButton
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def test_what_is_saved_is_what_the_after_view_shows(
    page: ReviewPage, session: Session, qtbot: QtBot
) -> None:
    draw(stage(page).pair.after, Point(200, 150), Point(300, 250))

    press(page, Qt.Key.Key_S, CTRL)

    target = session.settings.output / "a.png"
    qtbot.waitUntil(lambda: session.saving is None and target.exists())
    assert hidden(session, 1) == 3
    saved = read_image(target).rgb

    after = stage(page).pair.after
    qtbot.waitUntil(lambda: np.array_equal(saved, rgb(after.picture)))
    assert state(session, 1) is State.SAVED


def test_all_reviewed_photos_are_saved_and_summed_up(
    page: ReviewPage, session: Session, qtbot: QtBot
) -> None:
    press(page, Qt.Key.Key_Return)
    wait_for_photo(page, qtbot, 2)
    save = child(page, QPushButton, "saveAllButton")
    qtbot.waitUntil(save.isEnabled)

    qtbot.mouseClick(save, LEFT)

    text = child(page, QLabel, "noticeText")
    qtbot.waitUntil(lambda: "1 photo saved, 1 face hidden, 1 plate hidden." in text.text())
    assert (session.settings.output / "a.png").exists()
    assert not (session.settings.output / "b.png").exists()
    assert child(page, QPushButton, "openFolderButton").isVisible()


def test_saving_everything_says_first_how_many_nobody_looked_at(
    page: ReviewPage, session: Session, qtbot: QtBot
) -> None:
    qtbot.mouseClick(child(page, QPushButton, "saveEverythingButton"), LEFT)
    said = child(page, QLabel, "noticeText").text()
    qtbot.mouseClick(child(page, QPushButton, "saveAnywayButton"), LEFT)

    qtbot.waitUntil(lambda: state(session, 3) is State.SAVED)
    assert "3 photos were never looked at" in said


def test_a_photo_that_has_gone_is_named_and_can_be_retried(
    page: ReviewPage, session: Session, qtbot: QtBot
) -> None:
    photo = session.settings.input / "b.png"
    content = photo.read_bytes()
    photo.unlink()
    qtbot.mouseClick(child(page, QPushButton, "saveEverythingButton"), LEFT)
    qtbot.mouseClick(child(page, QPushButton, "saveAnywayButton"), LEFT)
    text = child(page, QLabel, "noticeText")
    qtbot.waitUntil(lambda: "1 failed" in text.text() and "b.png" in text.text())
    photo.write_bytes(content)

    qtbot.mouseClick(child(page, QPushButton, "retryButton"), LEFT)

    qtbot.waitUntil(lambda: state(session, 2) is State.SAVED)


def test_a_photo_that_could_not_be_written_is_shown_once_it_is(
    page: ReviewPage, session: Session, qtbot: QtBot
) -> None:
    in_the_way = session.settings.output / "b.png"
    in_the_way.mkdir(parents=True)
    qtbot.mouseClick(child(page, QPushButton, "saveEverythingButton"), LEFT)
    qtbot.mouseClick(child(page, QPushButton, "saveAnywayButton"), LEFT)
    qtbot.waitUntil(lambda: state(session, 2) is State.FAILED and session.saving is None)
    press(page, Qt.Key.Key_D)
    qtbot.waitUntil(lambda: "b.png" in child(page, QLabel, "photoMessage").text())
    in_the_way.rmdir()

    qtbot.mouseClick(child(page, QPushButton, "retryButton"), LEFT)

    qtbot.waitUntil(lambda: state(session, 2) is State.SAVED)
    wait_for_photo(page, qtbot, 2)


def test_nothing_left_to_save_is_said(page: ReviewPage, session: Session, qtbot: QtBot) -> None:
    everything = child(page, QPushButton, "saveEverythingButton")
    qtbot.mouseClick(everything, LEFT)
    qtbot.mouseClick(child(page, QPushButton, "saveAnywayButton"), LEFT)
    qtbot.waitUntil(lambda: state(session, 3) is State.SAVED and everything.isEnabled())

    qtbot.mouseClick(everything, LEFT)

    said = child(page, QLabel, "noticeText")
    assert said.text() == "Everything is saved already."
    assert said.isVisible()


def test_a_job_that_is_not_searched_yet_says_that_nothing_can_be_saved(
    qtbot: QtBot, tmp_path: Path
) -> None:
    session = Session(store := store_in(tmp_path, ["a.png"]), store.settings())
    page = ReviewPage(session)
    qtbot.addWidget(page)
    page.show()

    qtbot.mouseClick(child(page, QPushButton, "saveEverythingButton"), LEFT)

    said = child(page, QLabel, "noticeText").text()
    assert said.endswith("save now. 1 photo is not searched yet and cannot be saved.")
    assert page.findChild(QPushButton, "saveAnywayButton") is None
    page.close_threads()
    session.close()


def test_what_cannot_be_saved_is_said_without_photos_that_nobody_has_seen(
    qtbot: QtBot, tmp_path: Path
) -> None:
    make_photos(tmp_path)
    session = session_in(tmp_path)
    session.store.files.put(listed("d.png", "e.png"))
    for image_id in (1, 2, 3):
        session.store.photos.put_review(image_id, Review((), done=True))
    page = ReviewPage(session)
    qtbot.addWidget(page)
    page.show()

    qtbot.mouseClick(child(page, QPushButton, "saveEverythingButton"), LEFT)

    said = child(page, QLabel, "noticeText").text()
    answer = child(page, QPushButton, "saveAnywayButton")
    leave = child(page, QPushButton, "noticeClose")
    captions = answer.text(), leave.text()
    qtbot.mouseClick(answer, LEFT)
    qtbot.waitUntil(lambda: state(session, 3) is State.SAVED and session.saving is None)
    page.close_threads()
    session.close()
    assert said == "2 photos are not searched yet and cannot be saved."
    assert captions == ("Save anyway", "Cancel")
    assert leave.text() == "Close"


def test_another_style_shows_at_once_and_is_saved(
    page: ReviewPage, session: Session, qtbot: QtBot
) -> None:
    before = rgb(stage(page).pair.after.picture)
    combo = child(page, QComboBox, "obfuscationCombo")

    combo.setCurrentIndex(combo.findData(Style.SOLID))

    qtbot.waitUntil(lambda: not np.array_equal(rgb(stage(page).pair.after.picture), before))
    qtbot.waitUntil(lambda: session.store.settings().style is Style.SOLID)


def test_what_went_wrong_can_be_copied(page: ReviewPage, session: Session, qtbot: QtBot) -> None:
    session.settings.output.rmdir()
    session.settings.output.write_bytes(b"a file where a folder should be")
    press(page, Qt.Key.Key_S, CTRL)
    said = child(page, QLabel, "noticeText")
    qtbot.waitUntil(lambda: "The folder of the results" in said.text())

    qtbot.mouseClick(child(page, QPushButton, "copyDetailsButton"), LEFT)

    assert QGuiApplication.clipboard().text() == said.text()


def test_results_go_on_where_their_folder_has_vanished_and_come_back(
    page: ReviewPage, session: Session, qtbot: QtBot
) -> None:
    out = session.settings.output
    press(page, Qt.Key.Key_S, CTRL)
    qtbot.waitUntil(lambda: state(session, 1) is State.SAVED and session.saving is None)
    shutil.rmtree(out)
    out.write_bytes(b"as if the drive was gone")
    press(page, Qt.Key.Key_D)
    wait_for_photo(page, qtbot, 2)
    press(page, Qt.Key.Key_S, CTRL)
    said = child(page, QLabel, "noticeText")
    qtbot.waitUntil(lambda: "The folder of the results" in said.text())
    assert state(session, 2) is State.FOUND
    out.unlink()
    out.mkdir()

    press(page, Qt.Key.Key_S, CTRL)

    qtbot.waitUntil(lambda: state(session, 2) is State.SAVED)
    assert (out / "b.png").exists()
