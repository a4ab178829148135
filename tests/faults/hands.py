"""Somebody in a hurry in the window: draws and deletes boxes, reviews and saves all photos."""

import random
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication

from anonymizer_gui.core.boxes import Box, Kind
from anonymizer_gui.core.settings import Settings
from anonymizer_gui.core.store.boxes import derived
from anonymizer_gui.core.store.values import State
from anonymizer_gui.gui.editing.geometry import Size
from anonymizer_gui.gui.job.session import OpenPhoto, Session
from anonymizer_gui.gui.job.stored_boxes import review_of
from anonymizer_gui.gui.main_window import MainWindow
from tests.faults.trail import Trail, review_text

EVERY_MS = 15
EXTENSIONS = ("jpg", "png", "webp", "tif")


def review(photos: Path, results: Path, trail: Trail) -> int:
    """Review and save a job in the window, from wherever it was left."""
    app = QApplication(["anonymizer"])
    window = MainWindow()
    window.show()
    window.on_start_wanted(Settings(photos, results, extensions=EXTENSIONS), True)
    hands = _Hands(window, trail)
    trail.add("ready")
    code = app.exec()
    assert hands.is_done
    return code


class _Hands(QObject):
    """Remembers the window, the trail, and whether all is saved."""

    def __init__(self, window: MainWindow, trail: Trail) -> None:
        super().__init__(window)
        self.is_done = False
        self._window = window
        self._trail = trail
        self._random = random.Random()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.on_time)
        self._timer.start(EVERY_MS)

    @Slot()
    def on_time(self) -> None:
        """Do the next thing."""
        session = self._window.session
        if session is None or session.saving is not None:
            return
        images = session.store.images
        found, reviewed = images.ids_in(State.FOUND), images.ids_in(State.REVIEWED)
        if found and self._random.random() < 0.9:
            self._edit(session, self._random.choice(found))
        elif reviewed:
            session.save(reviewed)
        elif session.detection is None and not found:
            self.is_done = True
            self._timer.stop()
            self._window.close()

    def _edit(self, session: Session, image_id: int) -> None:
        stored = session.store.photos.photo(image_id)
        photo = session.photo(image_id, Size(stored.width, stored.height))
        editor, chance = photo.editor, self._random.random()
        if chance < 0.1:
            session.set_done(image_id, True)
        elif chance < 0.3 and editor.boxes.hidden_ids():
            editor.select([editor.boxes.hidden_ids()[0]])
            editor.delete()
        elif chance < 0.5 and editor.stack.canUndo():
            editor.stack.undo()
        else:
            x, y = self._random.uniform(0, 40), self._random.uniform(0, 30)
            editor.add([Box(x, y, x + 12.0, y + 9.0, kind=Kind.PLATE)], "Draw")
        self._tell(photo)

    def _tell(self, photo: OpenPhoto) -> None:
        review = review_of(photo.editor.boxes, done=photo.done)
        assert photo.stored.detections is not None
        found = derived(photo.stored.detections, self._thresholds())
        self._trail.add("edited", str(photo.stored.path), review_text(review, found))

    def _thresholds(self) -> dict[Kind, float]:
        assert self._window.session is not None
        return self._window.session.thresholds
