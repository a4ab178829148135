"""A line to choose a folder: typed, browsed for, or dropped on it."""

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget


class FolderField(QWidget):
    """A label, a line for the path, and a button to browse."""

    changed = Signal()

    def __init__(self, label: str, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._label = label
        self._line = QLineEdit()
        self._line.setObjectName(f"{name}_line")
        self._line.textChanged.connect(self.changed)
        browse = QPushButton(self.tr("Browse…"))
        browse.setObjectName(f"{name}_browse")
        browse.clicked.connect(self.on_browse)
        caption = QLabel(label)
        caption.setBuddy(self._line)
        caption.setMinimumWidth(80)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for widget in (caption, self._line, browse):
            row.addWidget(widget)

    @property
    def folder(self) -> Path | None:
        """What is chosen; None if nothing is."""
        text = self._line.text().strip()
        return Path(text) if text else None

    def set_folder(self, folder: Path) -> None:
        """Choose a folder."""
        self._line.setText(str(folder))

    @Slot()
    def on_browse(self) -> None:
        """Let the user pick a folder."""
        chosen = QFileDialog.getExistingDirectory(self, self._label, self._line.text())
        if chosen:
            self.set_folder(Path(chosen))
