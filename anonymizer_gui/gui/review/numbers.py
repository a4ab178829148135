"""How many photos each list has, and how many boxes the thresholds hide in all photos."""

from collections.abc import Mapping
from dataclasses import dataclass
from time import monotonic

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QTimer, Signal, Slot

from anonymizer_gui.core.boxes import Kind
from anonymizer_gui.core.store.job_store import JobStore
from anonymizer_gui.core.store.values import Filter, View
from anonymizer_gui.gui.background import Background
from anonymizer_gui.gui.job.session import Session

PAUSE_MS = 500
"""Between two counts, or ten times as long as one takes where that is longer."""


@dataclass(frozen=True, slots=True, eq=False)
class Counted:
    """What was counted.

    Attributes:
        photos: Per list.
        scores: Per kind, of all that is found where thresholds decide, lowest first.
        seconds: How long it took.
    """

    photos: Mapping[Filter, int]
    scores: Mapping[Kind, NDArray[np.float64]]
    seconds: float


class Numbers(QObject):
    """Remembers what was counted last; counts again, in a thread, where something has changed."""

    photos_counted = Signal(dict)
    """Per `Filter`, how many photos."""
    found_counted = Signal(dict)
    """Per `Kind`, how many boxes the thresholds hide, in photos that no person has decided on."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._counted: Counted | None = None
        self._background = Background(_counted, name="numbers", parent=self)
        self._background.done.connect(self.on_counted)
        self._pause = QTimer(self, singleShot=True, interval=0)
        self._pause.timeout.connect(self.on_pause_over)
        session.images_changed.connect(self.on_images_changed)
        session.thresholds_changed.connect(self.on_thresholds_changed)
        self._pause.start()

    def close(self) -> None:
        """Wait for the thread."""
        self._session.images_changed.disconnect(self.on_images_changed)
        self._session.thresholds_changed.disconnect(self.on_thresholds_changed)
        self._pause.stop()
        self._background.close()

    @Slot(list)
    def on_images_changed(self, _image_ids: list[int]) -> None:
        """Count again soon."""
        if not self._pause.isActive():
            self._pause.start()

    @Slot()
    def on_pause_over(self) -> None:
        """Count."""
        self._background.want([self._session.store])

    @Slot()
    def on_thresholds_changed(self) -> None:
        """Tell at once how many boxes that makes."""
        if self._counted is None:
            return
        self.found_counted.emit(
            {
                kind: len(scores) - int(np.searchsorted(scores, self._session.thresholds[kind]))
                for kind, scores in self._counted.scores.items()
                if kind in self._session.thresholds
            }
        )

    @Slot(object, object)
    def on_counted(self, _request: object, counted: object) -> None:
        """Tell what was counted."""
        assert isinstance(counted, Counted)
        self._counted = counted
        self._pause.setInterval(max(PAUSE_MS, round(10_000 * counted.seconds)))
        self.photos_counted.emit(dict(counted.photos))
        self.on_thresholds_changed()


def _counted(store: JobStore) -> Counted:
    begun = monotonic()
    photos = {one: store.images.count(View(filter=one)) for one in Filter}
    scores = store.images.scores()
    return Counted(photos, scores, monotonic() - begun)
