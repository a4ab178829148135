"""The window runs a job from two folders, and always ends well."""

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import cv2
import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import (
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from anonymizer_gui.gui.main_window import MainWindow

LEFT = Qt.MouseButton.LeftButton


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
    folder = tmp_path / "foto's"
    folder.mkdir()
    for name in ("a.png", "b.png"):
        grey = np.full((64, 64, 3), 128, np.uint8)
        (folder / name).write_bytes(cv2.imencode(".png", grey)[1].tobytes())
    return folder


W = TypeVar("W", bound=QWidget)


def child(window: MainWindow, kind: type[W], name: str) -> W:
    found = window.findChild(kind, name)
    assert found is not None
    return found


def text(window: MainWindow, name: str) -> str:
    return child(window, QLineEdit, f"{name}_line").text()


def button(window: MainWindow, name: str) -> QPushButton:
    return child(window, QPushButton, name)


def test_nothing_can_start_before_a_folder_is_chosen(window: MainWindow) -> None:
    assert not button(window, "start").isEnabled()


def test_a_dropped_folder_gets_a_folder_for_its_results(window: MainWindow, photos: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(photos))])
    event = QDropEvent(
        QPointF(QPoint(50, 50)),
        Qt.DropAction.CopyAction,
        mime,
        LEFT,
        Qt.KeyboardModifier.NoModifier,
    )
    window.dropEvent(event)

    assert Path(text(window, "input")) == photos
    assert Path(text(window, "output")) == photos.with_name("foto's anonymised")
    assert button(window, "start").isEnabled()


@pytest.mark.slow
def test_a_job_runs_from_a_click_to_its_results(
    window: MainWindow, qtbot: QtBot, photos: Path
) -> None:
    (photos / "b.png").write_bytes(b"")
    window.set_input(str(photos))

    with qtbot.waitSignal(window.job_finished, timeout=60_000):
        qtbot.mouseClick(button(window, "start"), LEFT)

    out = photos.with_name("foto's anonymised")
    assert sorted(path.name for path in out.iterdir()) == ["a.json", "a.png"]
    assert child(window, QProgressBar, "progress").value() == 2
    assert "1 failed" in child(window, QLabel, "status").text()
    assert "b.png" in child(window, QPlainTextEdit, "messages").toPlainText()
    assert button(window, "start").isEnabled()


def test_a_job_that_cannot_start_says_why(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    window.set_input(str(tmp_path / "nope"))

    with qtbot.waitSignal(window.job_finished, timeout=60_000):
        qtbot.mouseClick(button(window, "start"), LEFT)

    assert "There is no folder" in child(window, QPlainTextEdit, "messages").toPlainText()
    assert button(window, "start").isEnabled()


@pytest.mark.slow
def test_closing_the_window_ends_the_job(window: MainWindow, qtbot: QtBot, photos: Path) -> None:
    window.set_input(str(photos))
    qtbot.mouseClick(button(window, "start"), LEFT)

    with qtbot.waitSignal(window.job_finished, timeout=60_000):
        window.close()

    assert not list(photos.with_name("foto's anonymised").glob("*.tmp"))
