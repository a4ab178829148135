"""A result that had to be compressed again as a whole is said to be so; redone work too."""

from pathlib import Path

import cv2
import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QListView
from pytestqt.qtbot import QtBot

from anonymizer_gui.core.store.finder import Redo
from anonymizer_gui.core.store.values import ImageRow
from anonymizer_gui.gui.job.session import Session
from anonymizer_gui.gui.review.photo_list_model import ROW_ROLE
from anonymizer_gui.gui.review.photo_stage import PhotoStage
from anonymizer_gui.gui.review.review_page import ReviewPage
from tests.gui.reviewing import child, make_photos, session_in

CTRL = Qt.KeyboardModifier.ControlModifier
LOSSY = [cv2.IMWRITE_WEBP_QUALITY, 80]


def test_a_re_encoded_photo_is_said_to_be_so(qtbot: QtBot, tmp_path: Path) -> None:
    noise = np.random.default_rng(1).integers(0, 255, (300, 400, 3), np.uint8)
    make_photos(tmp_path, ["b.png"])
    (tmp_path / "photos" / "a.webp").write_bytes(cv2.imencode(".webp", noise, LOSSY)[1].tobytes())
    session = session_in(tmp_path, ["a.webp", "b.png"])
    page = ReviewPage(session)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: child(page, PhotoStage, "photoStage").shown_id == 1)

    QTest.keyClick(page, Qt.Key.Key_S, CTRL)

    said = child(page, QLabel, "noticeText")
    qtbot.waitUntil(lambda: "1 photo was re-encoded" in said.text())
    line = child(page, QListView, "imageList").model().index(0, 0)
    qtbot.waitUntil(lambda: "Re-encoded" in str(line.data(Qt.ItemDataRole.ToolTipRole)))
    row = line.data(ROW_ROLE)
    assert isinstance(row, ImageRow)
    assert not row.untouched
    spoken = line.data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "a.webp, Saved, 1 face, 1 plate"
    page.close_threads()
    session.close()


def test_what_changed_settings_make_necessary_is_said(qtbot: QtBot, tmp_path: Path) -> None:
    make_photos(tmp_path)
    session: Session = session_in(tmp_path)
    page = ReviewPage(session)
    qtbot.addWidget(page)
    page.show()

    session.redo_known.emit(Redo(detect=2, save=3))

    text = child(page, QLabel, "noticeText").text()
    assert text == "Networks or detail have changed: 2 photos are searched again."
    page.close_threads()
    session.close()
