"""A run through the photos of a job in a thread of its own: it can pause, stop, and always ends."""

import logging
from collections.abc import Callable, Iterator
from threading import Event
from typing import Any

from PySide6.QtCore import QElapsedTimer, QObject, Qt, QThread, Signal, Slot

from anonymizer_gui.core.errors import QT_TRANSLATE_NOOP, AnonymizerError

logger = logging.getLogger(__name__)

UNEXPECTED = QT_TRANSLATE_NOOP("errors", "The job stopped: an unexpected fault; see the log.")

Steps = Callable[[Event, Callable[[int], None]], Iterator[Any]]
"""Given an event that stops it and a function that is told the number of photos: the photos."""


class Run(QObject):
    """Remembers how far a run is, and how fast it was when the last photo was done.

    All signals come in the window's thread.
    """

    started = Signal(int)
    """How many photos there are to do."""
    step_done = Signal(object)
    """An `Outcome`, or what else the steps give."""
    failed = Signal(object)
    """An `AnonymizerError`: it cannot start, or cannot go on."""
    finished = Signal()
    """Always the last one."""

    def __init__(self, steps: Steps, *, name: str, parent: QObject) -> None:
        super().__init__(parent)
        self.done, self.count = 0, 0
        self._clock = QElapsedTimer()
        self._paused_ms, self._paused_at = 0, 0
        self._last_done_ms = 0
        self._worker = _Worker(steps)
        self._thread = QThread(self)
        self._thread.setObjectName(name)
        self._worker.moveToThread(self._thread)
        self._thread.started.connect(self._worker.run)
        self._worker.started.connect(self.on_started)
        self._worker.step_done.connect(self.on_step_done)
        self._worker.failed.connect(self.failed)
        # Direct: closing the window waits for the thread, and would never see a queued call
        self._worker.finished.connect(self._thread.quit, Qt.ConnectionType.DirectConnection)
        self._thread.finished.connect(self.finished)

    @property
    def is_paused(self) -> bool:
        """Whether it waits to go on."""
        return not self._worker.go_on.is_set()

    @property
    def is_stopping(self) -> bool:
        """Whether it ends after the photos that it is working on."""
        return self._worker.cancel.is_set()

    def start(self) -> None:
        """Begin."""
        self._thread.start(QThread.Priority.LowPriority)

    def pause(self, paused: bool) -> None:
        """Wait after the photos that it is working on, or go on."""
        if paused and not self.is_paused:
            self._paused_at = self._clock.elapsed()
            self._worker.go_on.clear()
        elif not paused and self.is_paused:
            self._paused_ms += self._clock.elapsed() - self._paused_at
            self._worker.go_on.set()

    def stop(self) -> None:
        """End after the photos that it is working on."""
        self._worker.cancel.set()
        self._worker.go_on.set()

    def wait(self) -> None:
        """Stop, and come back when the thread has ended."""
        self.stop()
        self._thread.wait()

    def photos_per_second(self) -> float:
        """The pace until the last photo was done; 0 before the first one."""
        return self.done * 1000 / self._last_done_ms if self._last_done_ms else 0.0

    def seconds_left(self) -> float | None:
        """What is left at the pace so far, less from photo to photo; None before there is one."""
        if not (pace := self.photos_per_second()):
            return None
        since = (self._worked_ms() - self._last_done_ms) / 1000
        return max((self.count - self.done) / pace - since, 0.0)

    @Slot(int)
    def on_started(self, count: int) -> None:
        """Take note of the number of photos."""
        self.count = count
        self._clock.start()
        self.started.emit(count)

    @Slot(object)
    def on_step_done(self, step: object) -> None:
        """Count a photo."""
        self.done += 1
        self._last_done_ms = self._worked_ms()
        self.step_done.emit(step)

    def _worked_ms(self) -> int:
        """How long it has worked: pauses do not count."""
        now = self._paused_at if self.is_paused else self._clock.elapsed()
        return now - self._paused_ms


class _Worker(QObject):
    """Lives in the thread."""

    started = Signal(int)
    step_done = Signal(object)
    failed = Signal(object)
    finished = Signal()

    def __init__(self, steps: Steps) -> None:
        super().__init__()
        self.cancel, self.go_on = Event(), Event()
        self.go_on.set()
        self._steps = steps

    @Slot()
    def run(self) -> None:
        """Take all steps."""
        try:
            for step in self._steps(self.cancel, self.started.emit):
                self.step_done.emit(step)
                self.go_on.wait()
        except AnonymizerError as error:
            self.failed.emit(error)
        except Exception:
            logger.exception("job stopped")
            self.failed.emit(AnonymizerError(UNEXPECTED))
        finally:
            self.finished.emit()
