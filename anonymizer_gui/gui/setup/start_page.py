"""The first page: drop photos, go on with a job, or try the sample."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Qt, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QFocusEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from anonymizer_gui.gui.background import Background
from anonymizer_gui.gui.input_events import files_in
from anonymizer_gui.gui.setup.centred import centre
from anonymizer_gui.gui.setup.recent_card import RecentCard
from anonymizer_gui.gui.setup.sample import sample_folder
from anonymizer_gui.gui.theme import BODY, HEADING, font_of

if TYPE_CHECKING:
    from anonymizer_gui.core.store.recent import RecentJob

WIDTH = 908
SHOWN = 4
DROP_HEIGHT = 300


class StartPage(QWidget):
    """Shows recent jobs as soon as they are read."""

    folder_chosen = Signal(Path)
    dropped = Signal(list)
    """Paths."""
    sample_chosen = Signal(Path, Path)
    """The folder of the sample, and one for its result."""
    job_chosen = Signal(object)
    """A `RecentJob`."""
    failed = Signal(object)
    """An `AnonymizerError`: a job could not be forgotten."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("startPage")
        self.setProperty("role", "page")
        self._recent = QGridLayout()
        self._recent.setSpacing(12)
        for half in (0, 1):
            self._recent.setColumnStretch(half, 1)
        self._heading = QLabel(self.tr("Recent"))
        self._heading.setFont(font_of(BODY, semibold=True))
        self._heading.hide()
        self._lay_out()
        self._jobs = Background(_recent_jobs, name="recent", parent=self)
        self._jobs.done.connect(self.on_recent)
        self._jobs.failed.connect(self.on_failed)
        self._jobs.want([()])

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        self._first.setFocus(event.reason())

    def close_threads(self) -> None:
        """Wait for what is read."""
        self._jobs.close()

    @Slot(object, object)
    def on_recent(self, _request: object, jobs: object) -> None:
        """Show recent jobs."""
        assert isinstance(jobs, list)
        for old in self.findChildren(RecentCard):
            self._recent.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._heading.setVisible(bool(jobs))
        inputs = [job.input for job in jobs]
        for place, job in enumerate(jobs):
            card = RecentCard(job, has_twin=inputs.count(job.input) > 1)
            card.chosen.connect(self.job_chosen)
            card.forgotten.connect(self.on_forgotten)
            self._recent.addWidget(card, place // 2, place % 2)

    @Slot(object)
    def on_forgotten(self, job: "RecentJob") -> None:
        """Forget a job, and show those that are left."""
        self._jobs.want([(job.file,)])

    @Slot(object, object)
    def on_failed(self, _request: object, error: object) -> None:
        """Tell why a job could not be forgotten, and show it as it was."""
        self.failed.emit(error)
        self._jobs.want([()])

    @Slot()
    def on_choose(self) -> None:
        """Let the user pick a folder."""
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Choose a folder"))
        if chosen:
            self.folder_chosen.emit(Path(chosen))

    @Slot()
    def on_sample(self) -> None:
        """Try the program with the picture that comes with it."""
        documents = QStandardPaths.writableLocation(
            QStandardPaths.StandardLocation.DocumentsLocation
        )
        self.sample_chosen.emit(sample_folder(), Path(documents) / self.tr("Anonymizer sample"))

    def _lay_out(self) -> None:
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        column.addStretch(1)
        column.addWidget(self._drop_area())
        column.addSpacing(12)
        column.addWidget(self._heading)
        column.addLayout(self._recent)
        column.addStretch(2)
        centre(self, middle, width=WIDTH)

    def _drop_area(self) -> QFrame:
        heading = QLabel(
            self.tr("Drop a folder or photos here"), alignment=Qt.AlignmentFlag.AlignCenter
        )
        heading.setFont(font_of(HEADING, semibold=True))
        promise = QLabel(
            self.tr(
                "Faces and number plates are found and hidden on this computer. "
                "Nothing is sent anywhere."
            ),
            alignment=Qt.AlignmentFlag.AlignCenter,
            wordWrap=True,
        )
        promise.setProperty("role", "muted")
        choose = QPushButton(self.tr("Choose a folder"))
        choose.setObjectName("chooseButton")
        choose.setProperty("role", "main")
        choose.clicked.connect(self.on_choose)
        self._first = choose
        sample = QPushButton(self.tr("Try it with a sample"))
        sample.setObjectName("sampleButton")
        sample.clicked.connect(self.on_sample)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(choose)
        buttons.addWidget(sample)
        buttons.addStretch()
        area = DropArea()
        area.dropped.connect(self.dropped)
        area.setMinimumHeight(DROP_HEIGHT)
        column = QVBoxLayout(area)
        column.addStretch()
        column.addWidget(heading)
        column.addSpacing(8)
        column.addWidget(promise)
        column.addSpacing(20)
        column.addLayout(buttons)
        column.addStretch()
        return area


class DropArea(QFrame):
    """Shows that something can be dropped."""

    dropped = Signal(list)
    """Paths."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("dropArea")
        self.setProperty("role", "drop")
        self.setAcceptDrops(True)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._show_over(bool(files_in(event)))

    @override
    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._show_over(False)

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        self._show_over(False)
        self.dropped.emit(files_in(event))

    def _show_over(self, over: bool) -> None:
        self.setProperty("over", "true" if over else "false")
        self.style().unpolish(self)
        self.style().polish(self)


def _recent_jobs(forgotten: tuple[Path, ...]) -> "list[RecentJob]":
    """The jobs that were used last, after some were forgotten.

    Raises:
        StoreError: It could not be.
    """
    from anonymizer_gui.engine.job_files import forget_job, recent_jobs

    for file in forgotten:
        forget_job(file)
    return recent_jobs(SHOWN)
