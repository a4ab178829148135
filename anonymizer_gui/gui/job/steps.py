"""What the runs of a job do: called in their threads, photo by photo."""

from collections.abc import Callable, Iterator, Sequence
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from anonymizer_gui.core.settings import Settings
from anonymizer_gui.core.store.job_store import JobStore
from anonymizer_gui.gui.job.pace import Pace

if TYPE_CHECKING:
    from anonymizer_gui.engine.pipeline import Outcome


class JobSteps(QObject):
    """Remembers the store."""

    pace_known = Signal(float)
    """Seconds for a million pixels in the search that has ended."""
    report_written = Signal(str)
    """Its seal."""
    redo_known = Signal(object)
    """A `Redo`: what other settings or networks than the last time make necessary."""

    def __init__(self, store: JobStore, parent: QObject) -> None:
        super().__init__(parent)
        self._store = store

    def detected(
        self, settings: Settings, cancel: Event, tell: Callable[[int], None], *, unattended: bool
    ) -> "Iterator[Outcome]":
        """Look at the photos that nothing has looked at yet.

        Args:
            settings: Of the job.
            cancel: Ends it early.
            tell: Is given the number of photos.
            unattended: Whether they are saved in the same pass.

        Raises:
            SettingsError, NetworkError, StoreError: It cannot start, or cannot go on.
        """
        from anonymizer_gui.engine.job import continued

        with continued(self._store, settings, cancel=cancel) as job:
            self.redo_known.emit(job.redo)
            if unattended:
                tell(len(job.todo))
                yield from self._timed(job.outcomes(cancel))
            else:
                tell(len(job.unseen()))
                yield from self._timed(job.detected(cancel))
        if unattended:
            self._report()

    def saved(
        self, wanted: Sequence[int], cancel: Event, tell: Callable[[int], None]
    ) -> "Iterator[Outcome]":
        """Save photos by what is known of them.

        Args:
            wanted: Their numbers.
            cancel: Ends it early.
            tell: Is given the number of photos.

        Raises:
            SettingsError, StoreError: It cannot start, or cannot go on.
        """
        from anonymizer_gui.engine.job import saved

        tell(len(wanted))
        yield from saved(self._store, wanted, cancel)
        self._report()

    def _timed(self, outcomes: "Iterator[Outcome]") -> "Iterator[Outcome]":
        pace = Pace()
        yield from pace.timed(outcomes, self._pixels_of)
        if known := pace.seconds_per_megapixel:
            self.pace_known.emit(known)

    def _pixels_of(self, outcome: "Outcome") -> int:
        photo = self._store.photos.photo(outcome.image_id)
        return photo.width * photo.height

    def _report(self) -> None:
        """Write the report, if it is wished."""
        from anonymizer_gui.engine.report import write_report

        if language := self._store.settings().report:
            self.report_written.emit(write_report(self._store, language).page_seal)
