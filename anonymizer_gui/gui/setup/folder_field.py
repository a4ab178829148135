"""A line to choose a folder or file: typed, or browsed for; what is wrong with it stands below."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QGridLayout, QLabel, QLineEdit, QPushButton, QWidget
from typing_extensions import override

from anonymizer_gui.gui.input_events import files_in

CAPTION = 130
"""Pixels: the width of captions on the page of a new job."""


class FolderField(QWidget):
    """A caption, a line for the path, a button to browse, and a note."""

    changed = Signal()

    def __init__(self, caption: str, name: str, *, files: str = "") -> None:
        """A field.

        Args:
            caption: What is chosen.
            name: Of the line; the other names start with it.
            files: A filter if a file is chosen instead of a folder.
        """
        super().__init__()
        self._caption, self._files = caption, files
        self.line = QLineEdit()
        self.line.setObjectName(f"{name}Edit")
        self.line.setAccessibleName(caption)
        self.line.setAcceptDrops(False)  # the field or the window takes what is dropped
        self.line.textChanged.connect(self.changed)
        browse = QPushButton(self.tr("Browse"))
        browse.setObjectName(f"{name}Browse")
        browse.setAccessibleName(self.tr("Browse: {what}").format(what=caption))
        browse.clicked.connect(self.on_browse)
        self.note = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.note.setObjectName(f"{name}Note")
        label = QLabel(caption)
        label.setBuddy(self.line)
        label.setFixedWidth(CAPTION)
        label.setProperty("role", "muted")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.addWidget(label, 0, 0)
        grid.addWidget(self.line, 0, 1)
        grid.addWidget(browse, 0, 2)
        grid.addWidget(self.note, 1, 1, 1, 2)

    @property
    def path(self) -> Path | None:
        """What is chosen; None if nothing is."""
        text = self.line.text().strip().strip('"')  # as Explorer copies a path
        return Path(text) if text else None

    def set_path(self, path: Path | None) -> None:
        """Choose a folder or file."""
        self.line.setText("" if path is None else str(path))

    def say(self, text: str, *, wrong: bool = False) -> None:
        """Say something below the line."""
        self.note.setText(text)
        self.note.setProperty("role", "error" if wrong else "note")
        self.line.setProperty("wrong", "true" if wrong else "false")
        for widget in (self.note, self.line):
            widget.style().unpolish(widget)
            widget.style().polish(widget)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        files_in(event)

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        for file in files_in(event)[:1]:
            self.set_path(file)

    @Slot()
    def on_browse(self) -> None:
        """Let the user pick one."""
        start = self.line.text()
        chosen = (
            QFileDialog.getOpenFileName(self, self._caption, start, self._files)[0]
            if self._files
            else QFileDialog.getExistingDirectory(self, self._caption, start)
        )
        if chosen:
            self.set_path(Path(chosen))
