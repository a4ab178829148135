"""Running a job in a thread of its own, so that the window never waits for it."""

import logging
from threading import Event

from PySide6.QtCore import QObject, Signal, Slot

from anonymizer_gui.core.errors import QT_TRANSLATE_NOOP, AnonymizerError
from anonymizer_gui.core.settings import Settings

logger = logging.getLogger(__name__)

UNEXPECTED = QT_TRANSLATE_NOOP("errors", "The job stopped: an unexpected fault; see the log.")


class JobWorker(QObject):
    """Does one job when its thread starts.

    Remembers the settings, and whether the job is to stop.
    """

    started = Signal(int)
    """How many photos there are."""
    photo_done = Signal(object)
    """An `Outcome`."""
    failed = Signal(AnonymizerError)
    """The job cannot start, or cannot go on."""
    finished = Signal()
    """Always the last one."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        self._cancel = Event()

    def stop(self) -> None:
        """Finish the photo at hand and begin no other; may be called from any thread."""
        self._cancel.set()

    @Slot()
    def run(self) -> None:
        """Do the job."""
        from anonymizer_gui.engine.job import prepared

        try:
            with prepared(self._settings) as job:
                self.started.emit(len(job.plan.tasks))
                for outcome in job.outcomes(self._cancel):
                    self.photo_done.emit(outcome)
        except AnonymizerError as error:
            self.failed.emit(error)
        except Exception:
            logger.exception("job stopped")
            self.failed.emit(AnonymizerError(UNEXPECTED))
        finally:
            self.finished.emit()
