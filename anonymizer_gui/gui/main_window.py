"""The window: choose two folders, start, watch, stop."""

from collections import Counter
from pathlib import Path

from PySide6.QtCore import QElapsedTimer, Qt, QThread, QUrl, Signal, Slot
from PySide6.QtGui import QCloseEvent, QDesktopServices, QDragEnterEvent, QDropEvent, QFont
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from anonymizer_gui.core.boxes import Kind
from anonymizer_gui.core.errors import AnonymizerError
from anonymizer_gui.core.settings import Settings
from anonymizer_gui.gui.folder_field import FolderField
from anonymizer_gui.gui.job_worker import JobWorker


class MainWindow(QMainWindow):
    """Remembers the running job, if any, and what it has done so far."""

    job_finished = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("Anonymizer")
        self.setAcceptDrops(True)
        self.resize(720, 420)
        self._thread: QThread | None = None
        self._worker: JobWorker | None = None
        self._boxes: Counter[Kind] = Counter()
        self._failures = 0
        self._clock = QElapsedTimer()

        self._input = FolderField(self.tr("Photos"), "input")
        self._output = FolderField(self.tr("Save to"), "output")
        self._start = QPushButton(self.tr("Start"), default=True)
        self._stop = QPushButton(self.tr("Stop"))
        self._open = QPushButton(self.tr("Open folder"))
        self._progress = QProgressBar()
        self._status = QLabel(wordWrap=True)
        self._messages = QPlainTextEdit(readOnly=True)
        for name in ("start", "stop", "open", "progress", "status", "messages"):
            getattr(self, f"_{name}").setObjectName(name)
        self._lay_out()
        self._input.changed.connect(self.on_input_changed)
        self._output.changed.connect(self.on_folders_changed)
        self._start.clicked.connect(self.start)
        self._stop.clicked.connect(self.on_stop)
        self._open.clicked.connect(self.on_open)
        self._progress.setValue(0)
        self._show_running(False)

    def set_input(self, folder: str) -> None:
        """Choose the folder of photos, and propose where the results go."""
        self._input.set_folder(Path(folder).absolute())

    def _lay_out(self) -> None:
        heading = QLabel(self.tr("Hide faces and number plates"))
        font = QFont(heading.font())
        font.setPixelSize(22)
        heading.setFont(font)
        promise = self.tr(
            "Faces and number plates are found and hidden on this computer. "
            "Nothing is sent anywhere. Originals are never changed."
        )
        buttons = QHBoxLayout()
        buttons.addWidget(self._open)
        buttons.addStretch()
        buttons.addWidget(self._stop)
        buttons.addWidget(self._start)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        for widget in (
            heading,
            QLabel(promise, wordWrap=True),
            self._input,
            self._output,
            self._progress,
            self._status,
            self._messages,
        ):
            column.addWidget(widget)
        column.addLayout(buttons)
        self.setCentralWidget(page)

    @Slot()
    def on_input_changed(self) -> None:
        """Propose a folder for the results beside that of the photos."""
        if folder := self._input.folder:
            self._output.set_folder(folder.with_name(f"{folder.name} anonymised"))
        self.on_folders_changed()

    @Slot()
    def on_folders_changed(self) -> None:
        """Allow a start only where both folders are chosen."""
        chosen = self._input.folder is not None and self._output.folder is not None
        self._start.setEnabled(chosen and self._thread is None)

    @Slot()
    def start(self) -> None:
        """Start a job in a thread of its own."""
        source, target = self._input.folder, self._output.folder
        if source is None or target is None or self._thread is not None:
            return
        self._boxes.clear()
        self._failures = 0
        self._messages.clear()
        self._progress.setRange(0, 0)
        self._status.setText(self.tr("Starting…"))
        self._worker = JobWorker(Settings(source, target))
        self._thread = QThread(self)
        self._worker.moveToThread(self._thread)
        self._worker.started.connect(self.on_job_started)
        self._worker.photo_done.connect(self.on_photo_done)
        self._worker.failed.connect(self.on_job_failed)
        # Direct: closing the window waits for the thread, and would never see a queued call.
        self._worker.finished.connect(self._thread.quit, Qt.ConnectionType.DirectConnection)
        self._thread.started.connect(self._worker.run)
        self._thread.finished.connect(self.on_thread_finished)
        self._clock.start()
        self._thread.start()
        self._show_running(True)

    @Slot(int)
    def on_job_started(self, count: int) -> None:
        """Show how many photos there are."""
        self._progress.setRange(0, max(count, 1))
        self._progress.setValue(0)

    @Slot(object)
    def on_photo_done(self, outcome: object) -> None:
        """Count a photo, and say why if it failed."""
        from anonymizer_gui.engine.pipeline import Outcome

        assert isinstance(outcome, Outcome)
        self._boxes.update(box.kind for box in outcome.boxes)
        if outcome.error:
            self._failures += 1
            self._messages.appendPlainText(f"{outcome.task.source}: {outcome.error}")
        self._progress.setValue(self._progress.value() + 1)
        self._status.setText(f"{self._counts()} {self._remaining()}")

    @Slot(AnonymizerError)
    def on_job_failed(self, error: AnonymizerError) -> None:
        """Say why the job did not start or go on."""
        self._messages.appendPlainText(str(error))

    @Slot()
    def on_stop(self) -> None:
        """Finish the photo at hand and begin no other."""
        if self._worker is not None:
            self._worker.stop()
            self._stop.setEnabled(False)
            self._status.setText(self.tr("Stopping after the photo at hand…"))

    @Slot()
    def on_open(self) -> None:
        """Show the results in the file manager."""
        if folder := self._output.folder:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    @Slot()
    def on_thread_finished(self) -> None:
        """Show what was done."""
        self._thread = self._worker = None
        if self._progress.maximum() == 0:
            self._progress.setRange(0, 1)
            self._status.setText(self.tr("Nothing was started."))
        else:
            done, count = self._progress.value(), self._progress.maximum()
            said = self.tr("Done.") if done == count else self.tr("Stopped.")
            self._status.setText(f"{said} {self._counts()}")
        self._show_running(False)
        self.job_finished.emit()

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._thread is None and event.mimeData().hasUrls():
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        for url in event.mimeData().urls()[:1]:
            self.set_input(url.toLocalFile())

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if self._thread is not None and self._worker is not None:
            self._worker.stop()
            self._thread.wait()
        event.accept()

    def _show_running(self, running: bool) -> None:
        for widget in (self._input, self._output):
            widget.setEnabled(not running)
        self._stop.setEnabled(running)
        self._open.setEnabled(not running and self._progress.value() > 0)
        self.on_folders_changed()

    def _counts(self) -> str:
        return self.tr(
            "{done} of {count} photos, {faces} faces, {plates} plates, {failed} failed."
        ).format(
            done=self._progress.value(),
            count=self._progress.maximum(),
            faces=self._boxes[Kind.FACE],
            plates=self._boxes[Kind.PLATE],
            failed=self._failures,
        )

    def _remaining(self) -> str:
        done, count = self._progress.value(), self._progress.maximum()
        minutes = self._clock.elapsed() / 60_000 / done * (count - done)
        if minutes < 1:
            return self.tr("Less than a minute left.")
        return self.tr("About {n} minutes left.").format(n=round(minutes))
