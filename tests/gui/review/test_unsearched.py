"""Boxes can be drawn before a photo was searched, and what is found then comes to them."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from anonymizer_gui.core.boxes import Box, Kind
from anonymizer_gui.core.store.job_store import JobStore
from anonymizer_gui.core.store.values import State
from anonymizer_gui.engine.pipeline import Outcome
from anonymizer_gui.engine.plan import Task
from anonymizer_gui.gui.editing.geometry import Size
from anonymizer_gui.gui.job.session import Session
from anonymizer_gui.gui.review.photo_stage import PhotoStage
from anonymizer_gui.gui.review.review_page import ReviewPage
from tests.core.jobs import seen, store_in
from tests.gui.reviewing import DOUBTFUL, FACE, NAMES, PLATE, SIZE, child, make_photos

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def session(tmp_path: Path, qapp: object) -> Iterator[Session]:
    make_photos(tmp_path)
    store = store_in(tmp_path, NAMES)
    session = Session(store, store.settings())
    yield session
    session.close()


@pytest.fixture
def page(session: Session, qtbot: QtBot) -> Iterator[ReviewPage]:
    page = ReviewPage(session)
    qtbot.addWidget(page)
    page.show()
    stage = child(page, PhotoStage, "photoStage")
    qtbot.waitUntil(lambda: stage.shown_id == 1)
    yield page
    page.close_threads()


def search(session: Session) -> None:
    """As the worker does it."""
    content = (session.settings.input / NAMES[0]).read_bytes()
    sight = replace(seen(FACE, PLATE, DOUBTFUL), sha256=hashlib.sha256(content).hexdigest())
    session.store.photos.put_sight(1, sight)
    session.on_detected(Outcome(Task(Path(), Path(), Path(), image_id=1)))


def test_a_waiting_photo_is_shown_but_neither_reviewed_nor_saved(
    page: ReviewPage, session: Session
) -> None:
    QTest.keyClick(page, Qt.Key.Key_Return)
    QTest.keyClick(page, Qt.Key.Key_S, CTRL)

    assert "Not searched yet" in child(page, QLabel, "photoCounts").text()
    assert not child(page, QPushButton, "reviewedButton").isEnabled()
    assert session.saving is None
    assert session.store.photos.photo(1).state is State.WAITING


@pytest.mark.parametrize("stored_first", [True, False])
def test_a_drawn_box_and_what_is_found_are_hidden(
    page: ReviewPage, session: Session, qtbot: QtBot, stored_first: bool
) -> None:
    QTest.keyClick(page, Qt.Key.Key_N)
    editor = child(page, PhotoStage, "photoStage").editor
    assert editor is not None
    if stored_first:
        qtbot.waitUntil(lambda: len(session.store.photos.boxes(1)) == 1)

    search(session)

    assert child(page, PhotoStage, "photoStage").editor is editor
    assert sorted(box.kind for box in editor.boxes.hidden()) == [Kind.FACE, Kind.FACE, Kind.PLATE]
    assert len(editor.boxes.suggested_ids()) == 1
    qtbot.waitUntil(lambda: len(session.store.photos.boxes(1)) == 3)
    assert child(page, QPushButton, "reviewedButton").isEnabled()


def test_undoing_the_drawn_box_leaves_what_was_found(
    page: ReviewPage, session: Session, qtbot: QtBot
) -> None:
    QTest.keyClick(page, Qt.Key.Key_N)
    search(session)

    QTest.keyClick(page, Qt.Key.Key_Z, CTRL)

    qtbot.waitUntil(lambda: session.store.photos.photo(1).review.boxes is None)
    assert [one.source for one in session.store.photos.boxes(1)] == [0, 1]


def test_what_was_drawn_is_there_when_the_job_is_opened_again_and_searched(
    session: Session, tmp_path: Path
) -> None:
    session.photo(1, Size(*SIZE)).editor.add([Box(200, 100, 260, 150, Kind.PLATE)], "Draw")
    session.close()
    store = JobStore.open(session.store.file)
    again = Session(store, store.settings())
    editor = again.photo(1, Size(*SIZE)).editor
    before = editor.boxes.hidden()

    search(again)

    assert [box.x_min for box in before] == [200]
    assert len(editor.boxes.hidden()) == 3
    again.close()
