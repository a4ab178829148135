"""A line in the window that says what happened and what can be done; nothing modal."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton
from typing_extensions import override

from anonymizer_gui.gui.input_events import give_focus_back

Choice = tuple[str, str, Callable[[], None]]
"""The name of a button, its text, and what it does."""


class Notice(QFrame):
    """Hidden until there is something to say."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("role", "bar")
        # Plain: names and numbers from files must not be taken for a page that loads pictures
        self.text = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.text.setObjectName(f"{name}Text")
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._buttons: list[QPushButton] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 8, 12, 8)
        self._row.setSpacing(8)
        self._row.addWidget(self.text, 1)
        self._close = QPushButton(self.tr("Close"))
        self._close.setObjectName(f"{name}Close")
        self._close.setProperty("role", "quiet")
        self._close.clicked.connect(self.on_close)
        self._close.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._row.addWidget(self._close)
        self.hide()

    def say(self, text: str, choices: Sequence[Choice] = (), *, wrong: bool = False) -> None:
        """Say something in place of what was said before.

        Args:
            text: One sentence or two.
            choices: What can be done about it.
            wrong: Whether it is bad news.
        """
        give_focus_back(self)
        for button in self._buttons:
            button.setParent(None)
            button.deleteLater()
        self._buttons = []
        if wrong:
            choices = [*choices, ("copyDetailsButton", self.tr("Copy details"), self.on_copy)]
        self.text.setText(text)
        self.text.setProperty("role", "error" if wrong else "")
        self.text.style().polish(self.text)
        for name, caption, act in choices:
            button = QPushButton(caption)
            button.setObjectName(name)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(act)
            self._row.insertWidget(self._row.count() - 1, button)
            self._buttons.append(button)
        self.show()

    def ask(self, text: str, answer: Choice) -> None:
        """Say something that Enter answers."""
        self.say(text, [answer])
        self._buttons[0].setFocus()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.on_close()
        else:
            super().keyPressEvent(event)

    @Slot()
    def on_copy(self) -> None:
        """Put what is said on the clipboard, for whoever helps."""
        QGuiApplication.clipboard().setText(self.text.text())

    @Slot()
    def on_close(self) -> None:
        """Take it away."""
        give_focus_back(self)
        self.hide()
