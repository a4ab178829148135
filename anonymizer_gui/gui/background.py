"""Work in a thread of its own, one request at a time, the latest wishes first."""

import logging
from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtCore import QObject, QThread, Signal, Slot

from anonymizer_gui.core.errors import QT_TRANSLATE_NOOP, AnonymizerError

logger = logging.getLogger(__name__)

UNEXPECTED = QT_TRANSLATE_NOOP("errors", "An unexpected fault; see the log.")


class Background(QObject):
    """Remembers what is still wanted, what is being worked on, and what to do afterwards."""

    done = Signal(object, object)
    """A request and its result, in the thread of the window."""
    failed = Signal(object, object)
    """A request and its `AnonymizerError`."""
    _asked = Signal(object)
    _ended = Signal()

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
        self._is_closed = False
        self._then: list[Callable[[], None]] = []
        self._thread = QThread(self)
        self._thread.setObjectName(name)
        self._worker = _Worker(work)
        self._worker.moveToThread(self._thread)
        self._asked.connect(self._worker.on_asked)
        self._ended.connect(self._worker.on_ended)
        self._worker.answered.connect(self.on_answered)
        self._thread.start(QThread.Priority.LowPriority)

    def want(self, requests: Iterable[Any]) -> None:
        """Work on these, in this order, and forget what was asked before."""
        self._waiting = [one for one in requests if one != self._at_hand]
        self._go_on()

    def add(
        self, request: Any, *, instead_of: Callable[[Any], bool] = lambda _request: False
    ) -> None:
        """Work on this after everything that was asked before.

        Args:
            request: As `work` takes it.
            instead_of: True of the waiting requests that need no work any more.
        """
        self._waiting = [one for one in self._waiting if not instead_of(one)]
        self._waiting.append(request)
        self._go_on()

    def has(self, wanted: Callable[[Any], bool]) -> bool:
        """Whether a request waits, or is worked on, of which that is true."""
        return any(map(wanted, self._waiting)) or (
            self._at_hand is not None and bool(wanted(self._at_hand))
        )

    @property
    def is_busy(self) -> bool:
        """Whether anything is worked on or waits."""
        return self._at_hand is not None or bool(self._waiting)

    def when_idle(self, then: Callable[[], None]) -> None:
        """Call a function in the window's thread as soon as nothing is left to do."""
        self._then.append(then)
        self._tell_idle()

    def finish(self) -> None:
        """Do everything that was asked, and end the thread."""
        waiting, self._waiting = self._waiting, []
        self._is_closed = True
        for request in waiting:
            self._asked.emit(request)
        self._ended.emit()  # comes to the thread after all of them; `quit` would overtake them
        self._thread.wait()

    def close(self) -> None:
        """Wait for the request at hand and end the thread; its result is dropped."""
        if self._is_closed:
            return
        self._waiting = []
        self._is_closed = True
        self._asked.disconnect(self._worker.on_asked)
        self._thread.quit()
        self._thread.wait()

    @Slot(object, object)
    def on_answered(self, request: object, result: object) -> None:
        """Hand a result on, and take the next request."""
        if self._is_closed:
            return
        self._at_hand = None
        self._go_on()
        if isinstance(result, AnonymizerError):
            self.failed.emit(request, result)
        else:
            self.done.emit(request, result)
        self._tell_idle()

    def _tell_idle(self) -> None:
        if not self.is_busy:
            then, self._then = self._then, []
            for one in then:
                one()

    def _go_on(self) -> None:
        if self._is_closed:
            return
        if self._at_hand is None and self._waiting:
            self._at_hand = self._waiting.pop(0)
            self._asked.emit(self._at_hand)


class _Worker(QObject):
    """Lives in the thread."""

    answered = Signal(object, object)

    def __init__(self, work: Callable[[Any], Any]) -> None:
        super().__init__()
        self._work = work

    @Slot()
    def on_ended(self) -> None:
        """End the thread."""
        QThread.currentThread().quit()

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
