"""Dutch is complete, and the language is switched while the window is open."""

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDoubleSpinBox, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from anonymizer_gui.core.errors import SettingsError
from anonymizer_gui.gui.language import DUTCH, ENGLISH, Language
from anonymizer_gui.gui.main_window import MainWindow
from anonymizer_gui.gui.wording import number, sentence_of
from anonymizer_gui.paths import resources_folder
from tests.gui.reviewing import child, make_photos

FILE = resources_folder() / "translations" / "anonymizer_nl.ts"
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
    qtbot.waitUntil(lambda: note.text() == "3 foto's in 1 map")
    assert "," in child(window, QDoubleSpinBox, "faceThresholdEdit").text()
    window.close()


def test_numbers_and_errors_are_dutch_too(language: Language) -> None:
    language.switch()

    assert number(1204) == "1.204"
    error = SettingsError("There is no folder {0}; check its name.", "foto's")
    assert sentence_of(error) == "Er is geen map foto's; controleer de naam."
