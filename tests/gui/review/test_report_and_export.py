"""A report is written when something was saved, and corrections are exported."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from anonymizer_gui.core.settings import Language
from anonymizer_gui.gui.job.session import Session
from anonymizer_gui.gui.review.export_strip import ExportStrip
from anonymizer_gui.gui.review.photo_stage import PhotoStage
from anonymizer_gui.gui.review.review_page import ReviewPage
from tests.gui.reviewing import child, make_photos, searched_in

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(tmp_path: Path, qtbot: QtBot) -> Iterator[ReviewPage]:
    make_photos(tmp_path)
    store = searched_in(tmp_path)
    store.put_settings(replace(store.settings(), report=Language.ENGLISH))
    session = Session(store, store.settings())
    page = ReviewPage(session)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: child(page, PhotoStage, "photoStage").shown_id == 1)
    yield page
    page.close_threads()
    session.close()


def said(page: ReviewPage) -> str:
    return child(page, QLabel, "noticeText").text()


def test_a_report_is_written_and_its_seal_said(page: ReviewPage, qtbot: QtBot) -> None:
    QTest.keyClick(page, Qt.Key.Key_S, CTRL)

    qtbot.waitUntil(lambda: "Its seal is" in said(page))
    assert (page.session.settings.output / "report.html").exists()


def test_a_report_that_cannot_be_written_is_said_and_the_photo_is_saved(
    page: ReviewPage, qtbot: QtBot
) -> None:
    (page.session.settings.output / "report.html").write_text("something else")

    QTest.keyClick(page, Qt.Key.Key_S, CTRL)

    qtbot.waitUntil(lambda: "is no report" in said(page) and "1 photo saved" in said(page))


@pytest.mark.parametrize("with_photos", [False, True])
def test_corrections_are_exported_with_the_photos_only_if_asked(
    page: ReviewPage, qtbot: QtBot, tmp_path: Path, with_photos: bool
) -> None:
    QTest.keyClick(page, Qt.Key.Key_Y)
    qtbot.waitUntil(lambda: len(page.session.store.photos.boxes(1)) == 3)
    child(page, QAction, "exportAction").trigger()
    child(page, QCheckBox, "exportPhotosCheck").setChecked(with_photos)

    child(page, ExportStrip, "exportStrip").export(tmp_path / "export")

    qtbot.waitUntil(lambda: "1 corrected photo with 3 boxes" in said(page))
    assert (tmp_path / "export" / "coco.json").exists()
    assert (tmp_path / "export" / "images" / "a.png").exists() is with_photos


def test_without_corrections_there_is_nothing_to_export(
    page: ReviewPage, qtbot: QtBot, tmp_path: Path
) -> None:
    child(page, QAction, "exportAction").trigger()
    assert child(page, QPushButton, "exportFolderButton").isVisible()

    child(page, ExportStrip, "exportStrip").export(tmp_path / "export")

    qtbot.waitUntil(lambda: bool(said(page)))
    assert not (tmp_path / "export").exists()
