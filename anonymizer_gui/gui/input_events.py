"""What the wheel, Enter and dragged files do to fields, buttons and areas."""

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QComboBox, QSlider, QWidget
from typing_extensions import override

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def files_in(event: QDropEvent) -> list[Path]:
    """The files that are dragged, which are taken as copies: nobody is to move the photos."""
    files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    if files:
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
    return files


def keep_from_wheel(page: QWidget) -> None:
    """Let the wheel scroll a page, and not change what is chosen on it in passing."""
    guard = _Guard(page)
    for kind in (QComboBox, QSlider, QAbstractSpinBox):
        for field in page.findChildren(kind):
            field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            field.installEventFilter(guard)


def give_focus_back(part: QWidget) -> None:
    """Before a part of a page goes: where the focus is, if it is in there, the page has it."""
    focused, page = QApplication.focusWidget(), part.parentWidget()
    if focused is not None and page is not None and part.isAncestorOf(focused):
        page.setFocus()


class _Guard(QObject):
    """Sends the wheel on to what is around a field."""

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is not QEvent.Type.Wheel or not isinstance(watched, QWidget):
            return False
        if watched.hasFocus() and not isinstance(watched, QComboBox):
            return False
        event.ignore()
        return True
