"""Exporting what people have corrected: a strip that asks for the folder, and does it."""

from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QFileDialog, QFrame, QHBoxLayout, QLabel, QPushButton
from typing_extensions import override

from anonymizer_gui.gui.background import Background
from anonymizer_gui.gui.job.session import Session

if TYPE_CHECKING:
    from anonymizer_gui.engine.corrections import Exported


class Wish(NamedTuple):
    """What is to be exported.

    Attributes:
        folder: Where to.
        with_photos: Whether the photos are copied too.
    """

    folder: Path
    with_photos: bool


class ExportStrip(QFrame):
    """Hidden until it is wanted."""

    exported = Signal(object, object)
    """A `Wish`, and an `Exported`."""
    failed = Signal(object)
    """An `AnonymizerError`."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("exportStrip")
        self.setProperty("role", "bar")
        self._store, self._cancel = session.store, Event()
        self._work = Background(self._done, name="export", parent=self)
        self._work.done.connect(self.exported)
        self._work.failed.connect(self.on_failed)
        said = QLabel(
            self.tr("The boxes of all photos that were corrected or reviewed, as COCO labels."),
            wordWrap=True,
        )
        self._with_photos = QCheckBox(self.tr("Copy the photos too (everybody in them is visible)"))
        self._with_photos.setObjectName("exportPhotosCheck")
        self._choose = QPushButton(self.tr("Choose a folder"))
        self._choose.setObjectName("exportFolderButton")
        self._choose.clicked.connect(self.on_choose)
        cancel = QPushButton(self.tr("Cancel"))
        cancel.setObjectName("exportCancelButton")
        cancel.setProperty("role", "quiet")
        cancel.clicked.connect(self.on_left)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 12, 8)
        row.setSpacing(12)
        row.addWidget(said, 1)
        for widget in (self._with_photos, self._choose, cancel):
            row.addWidget(widget)
        self.hide()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.on_left()
        else:
            super().keyPressEvent(event)

    def ask(self) -> None:
        """Show it; photos go along only if that is asked for each time."""
        self._with_photos.setChecked(False)
        self.show()
        self._choose.setFocus()

    def export(self, folder: Path) -> None:
        """Export into this folder."""
        self.on_left()
        self._work.want([Wish(folder, self._with_photos.isChecked())])

    def close_threads(self) -> None:
        """End early what is being exported."""
        self._cancel.set()
        self._work.close()

    @Slot()
    def on_choose(self) -> None:
        """Let the user pick a folder."""
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Choose a folder"))
        if chosen:
            self.export(Path(chosen))

    @Slot(object, object)
    def on_failed(self, _wish: object, error: object) -> None:
        """Tell."""
        self.failed.emit(error)

    @Slot()
    def on_left(self) -> None:
        """Hide it, and go on with the photo."""
        page = self.parentWidget()
        self.hide()
        if page is not None:
            page.setFocus()

    def _done(self, wish: Wish) -> "Exported":
        from anonymizer_gui.engine.corrections import export_corrections

        return export_corrections(
            self._store, wish.folder, with_photos=wish.with_photos, cancel=self._cancel
        )
