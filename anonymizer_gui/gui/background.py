"""Work in a thread of its own, one request at a time, the latest wishes first."""

import logging
from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtCore import QObject, QThread, Signal, Slot

from anonymizer_gui.core.errors import QT_TRANSLATE_NOOP, AnonymizerError

logger = logging.getLogger(__name__)

UNEXPECTED = QT_TRANSLATE_NOOP("errors", "An unexpected fault; see the log.")


class Background(QObject):
    """Remembers what is still wanted, and what is being worked on."""

    done = Signal(object, object)
    """A request and its result, in the thread of the window."""
    failed = Signal(object, object)
    """A request and its `AnonymizerError`."""
    idle = Signal()
    _asked = Signal(object)

    def __init__(self, work: Callable[[Any], Any], *, name: str, parent: QObject) -> None:
        """Start the thread.

        Args:
            work: Turns a request into a result; called in the thread. It touches no widget.
            name: Of the thread, for debuggers.
            parent: Lives in the window's thread.
        """
        super().__init__(parent)
        self._waiting: list[Any] = []
        self._at_hand: Any = None
        self._thread = QThread(self)
        self._thread.setObjectName(name)
        self._worker = _Worker(work)
        self._worker.moveToThread(self._thread)
        self._asked.connect(self._worker.on_asked)
        self._worker.answered.connect(self.on_answered)
        self._thread.start(QThread.Priority.LowPriority)

    def want(self, requests: Iterable[Any]) -> None:
        """Work on these, in this order, and forget what was asked before."""
        self._waiting = [one for one in requests if one != self._at_hand]
        self._go_on()

    def close(self) -> None:
        """Wait for the request at hand and end the thread."""
        self._waiting = []
        self._asked.disconnect(self._worker.on_asked)
        self._worker.answered.disconnect(self.on_answered)
        self._thread.quit()
        self._thread.wait()

    @Slot(object, object)
    def on_answered(self, request: object, result: object) -> None:
        """Hand a result on, and take the next request."""
        self._at_hand = None
        self._go_on()
        if isinstance(result, AnonymizerError):
            self.failed.emit(request, result)
        else:
            self.done.emit(request, result)
        if self._at_hand is None:
            self.idle.emit()

    def _go_on(self) -> None:
        if self._at_hand is None and self._waiting:
            self._at_hand = self._waiting.pop(0)
            self._asked.emit(self._at_hand)


class _Worker(QObject):
    """Lives in the thread."""

    answered = Signal(object, object)

    def __init__(self, work: Callable[[Any], Any]) -> None:
        super().__init__()
        self._work = work

    @Slot(object)
    def on_asked(self, request: object) -> None:
        """Work on one request."""
        result: object
        try:
            result = self._work(request)
        except AnonymizerError as error:
            result = error
        except Exception:
            logger.exception("background work failed")
            result = AnonymizerError(UNEXPECTED)
        self.answered.emit(request, result)
