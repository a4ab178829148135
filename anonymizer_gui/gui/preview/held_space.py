"""The space bar, wherever the focus is: as long as it is held, the mouse moves the photo."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from typing_extensions import override


class HeldSpace(QObject):
    """Remembers whether it is held; only then it looks at every event, for its end."""

    changed = Signal(bool)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._is_held = False

    def look(self, event: QEvent) -> None:
        """Look at a `ShortcutOverride`, which comes before a key does something.

        That of a field of text does not come so far: it takes the key for itself.
        """
        if _is_space(event):
            self._hold(True)

    def let_go(self) -> None:
        """Look at nothing any more."""
        self._hold(False)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        released = event.type() is QEvent.Type.KeyRelease and _is_space(event)
        if released or event.type() is QEvent.Type.WindowDeactivate:
            self._hold(False)
        return False

    def _hold(self, held: bool) -> None:
        app = QApplication.instance()
        if held is self._is_held or app is None:
            return
        self._is_held = held
        if held:
            app.installEventFilter(self)
        else:
            app.removeEventFilter(self)
        self.changed.emit(held)


def _is_space(event: QEvent) -> bool:
    return (
        isinstance(event, QKeyEvent)
        and event.key() == Qt.Key.Key_Space
        and not event.isAutoRepeat()
    )
