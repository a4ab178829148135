"""Dutch is complete, and the language is switched while the window is open."""

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QApplication,
    QDoubleSpinBox,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
)
from pytestqt.qtbot import QtBot

from anonymizer_gui.core.boxes import Box, Kind
from anonymizer_gui.core.errors import SettingsError
from anonymizer_gui.engine.job_files import Opened
from anonymizer_gui.gui.language import DUTCH, ENGLISH, Language
from anonymizer_gui.gui.main_window import MainWindow, OpenRequest
from anonymizer_gui.gui.review.photo_stage import PhotoStage
from anonymizer_gui.gui.wording import number, sentence_of
from anonymizer_gui.paths import resources_folder
from tests.gui.reviewing import child, make_photos, searched_in

FILE = resources_folder() / "translations" / "anonymizer_nl.ts"
LONG = 60_000
"""Milliseconds: a network is loaded."""
FIELD = re.compile(r"{[^}]*}")


@pytest.fixture
def language(qapp: QApplication) -> Iterator[Language]:
    language = Language(qapp)
    if language.code != ENGLISH:
        language.switch()
    yield language
    if language.code != ENGLISH:
        language.switch()


def test_every_text_has_a_translation_with_the_same_fields() -> None:
    messages = list(ElementTree.parse(FILE).iter("message"))

    assert len(messages) > 250
    for message in messages:
        source, translation = message.findtext("source"), message.find("translation")
        assert source is not None
        assert translation is not None
        assert translation.get("type") is None, source
        assert sorted(FIELD.findall(source)) == sorted(FIELD.findall(translation.text or ""))


def test_the_compiled_translations_are_there() -> None:
    assert FILE.with_suffix(".qm").stat().st_mtime > 0


def test_the_window_changes_its_language_at_once(
    language: Language, qtbot: QtBot, tmp_path: Path
) -> None:
    window = MainWindow(language)
    qtbot.addWidget(window)
    window.show()
    window.take([make_photos(tmp_path)])

    qtbot.mouseClick(child(window, QPushButton, "languageButton"), Qt.MouseButton.LeftButton)

    assert language.code == DUTCH
    assert child(window, QPushButton, "startButton").text() == "Starten"
    assert child(window, QLineEdit, "inputFolderEdit").text() == str(tmp_path / "photos")
    note = child(window, QLabel, "inputFolderNote")
    qtbot.waitUntil(lambda: note.text().startswith("3 foto's in 1 map"))
    assert "," in child(window, QDoubleSpinBox, "faceThresholdEdit").text()
    window.close()


@pytest.mark.slow
def test_the_language_changes_in_a_review_and_nothing_else_does(
    language: Language, qtbot: QtBot, tmp_path: Path
) -> None:
    window = MainWindow(language)
    qtbot.addWidget(window)
    window.show()
    make_photos(tmp_path)
    store = searched_in(tmp_path)
    window.on_opened(OpenRequest(None), Opened(store))
    session = window.session
    assert session is not None
    qtbot.waitUntil(lambda: session.detection is None, timeout=LONG)
    images = child(window, QListView, "imageList")
    qtbot.waitUntil(lambda: images.model().rowCount() == 3)
    images.setCurrentIndex(images.model().index(1, 0))
    stage = child(window, PhotoStage, "photoStage")
    qtbot.waitUntil(lambda: stage.shown_id == 2)
    assert stage.editor is not None
    stage.editor.add([Box(200, 100, 260, 150, Kind.PLATE)], "Draw")
    child(window, QAction, "aboutAction").trigger()

    language.switch()
    qtbot.mouseClick(child(window, QPushButton, "backButton"), Qt.MouseButton.LeftButton)

    assert window.session is session
    assert child(window, QPushButton, "reviewedButton").text() == "Nagekeken, volgende"
    stage = child(window, PhotoStage, "photoStage")
    qtbot.waitUntil(lambda: stage.shown_id == 2)
    assert stage.editor is not None
    assert len(stage.editor.boxes.hidden()) == 1
    child(window, QAction, "action_undo").trigger()
    assert stage.editor.boxes.hidden() == ()
    window.close()


def test_what_is_set_up_stays_when_the_language_changes(
    language: Language, qtbot: QtBot, tmp_path: Path
) -> None:
    window = MainWindow(language)
    qtbot.addWidget(window)
    window.show()
    window.take([make_photos(tmp_path) / "a.png"])
    child(window, QDoubleSpinBox, "faceThresholdEdit").setValue(0.123)
    child(window, QLineEdit, "outputFolderEdit").setText(str(tmp_path / "elsewhere"))

    language.switch()

    assert child(window, QDoubleSpinBox, "faceThresholdEdit").value() == 0.123
    assert child(window, QLineEdit, "outputFolderEdit").text() == str(tmp_path / "elsewhere")
    note = child(window, QLabel, "inputFolderNote")
    qtbot.waitUntil(lambda: note.text().startswith("1 foto in 1 map"))
    window.close()


def test_numbers_and_errors_are_dutch_too(language: Language) -> None:
    language.switch()

    assert number(1204) == "1.204"
    error = SettingsError("There is no folder {0}; check its name.", "foto's")
    assert sentence_of(error) == "Er is geen map foto's; controleer de naam."
