"""One open job: its store, its edits, and the runs that find and save."""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from anonymizer_gui.core.boxes import Kind
from anonymizer_gui.core.errors import StoreError
from anonymizer_gui.core.settings import Settings
from anonymizer_gui.core.store.job import chosen_thresholds
from anonymizer_gui.core.store.job_store import JobStore
from anonymizer_gui.core.store.values import Review, State, StoredPhoto
from anonymizer_gui.gui.background import Background
from anonymizer_gui.gui.editing.commands import MoveThreshold
from anonymizer_gui.gui.editing.editor import Editor
from anonymizer_gui.gui.editing.geometry import Size
from anonymizer_gui.gui.job.pace import remember_pace
from anonymizer_gui.gui.job.run import Run
from anonymizer_gui.gui.job.steps import JobSteps
from anonymizer_gui.gui.job.stored_boxes import box_list_of, found_items, review_of
from anonymizer_gui.gui.job.tally import Tally

if TYPE_CHECKING:
    from anonymizer_gui.engine.pipeline import Outcome

DEFAULT_THRESHOLD = 0.3
MOST_EDITORS = 100
"""Photos whose edits can still be undone."""


@dataclass(eq=False)
class OpenPhoto:
    """A photo that was looked at in this session.

    Attributes:
        stored: As it was when it was opened.
        editor: Of its boxes.
        done: Whether it is reviewed.
    """

    stored: StoredPhoto
    editor: Editor
    done: bool


class Session(QObject):
    """Remembers the store, the settings, the photos being edited, and the runs at work."""

    images_changed = Signal(list)
    """Numbers of photos that look different in a list; empty for all."""
    thresholds_changed = Signal()
    failed = Signal(object)
    """An `AnonymizerError` that the user should read."""
    detection_changed = Signal()
    """It started, went on, paused or ended."""
    saving_changed = Signal()
    redo_known = Signal(object)
    """A `Redo`: what other settings or networks than the last time make necessary."""
    closed = Signal()
    """Everything is kept, and the store is free."""

    def __init__(
        self,
        store: JobStore,
        settings: Settings,
        *,
        unattended: bool = False,
        parent: QObject | None = None,
    ) -> None:
        """Take over an open store.

        Args:
            store: Of the job; closed with the session.
            settings: Of the job.
            unattended: Whether photos are saved as they are found, without a review.
            parent: Lives in the window's thread.
        """
        super().__init__(parent)
        self.store = store
        self.settings = settings
        self.unattended = unattended
        self._leaving, self._is_closed = False, False
        self.thresholds: dict[Kind, float] = self._known_thresholds()
        self.tally = Tally()
        self.detection: Run | None = None
        self.saving: Run | None = None
        self._save_next: list[int] = []
        self._begun_with = settings
        self._unkept: dict[int | None, _Write] = {}
        self._detect_again = False
        self._open: OrderedDict[int, OpenPhoto] = OrderedDict()
        self._writer = Background(self._write, name="store", parent=self)
        self._writer.failed.connect(self.on_write_failed)
        self._writer.done.connect(self.on_written)
        self._steps = JobSteps(store, self)
        self._steps.pace_known.connect(self.on_pace_known)
        self._steps.report_written.connect(self.on_report_written)
        self._steps.redo_known.connect(self.redo_known)

    @property
    def name(self) -> str:
        """What people call the job: the folder of its photos."""
        return self.settings.input.name or str(self.settings.input)

    def photo(self, image_id: int, size: Size) -> OpenPhoto:
        """A photo to look at and edit.

        Args:
            image_id: Its number in the store.
            size: Of the upright photo, as it was read.

        Raises:
            StoreError: The store cannot be read.
        """
        if image_id not in self._open:
            stored = self.store.photos.photo(image_id)
            editor = Editor(box_list_of(stored, self.thresholds, size))
            editor.setParent(self)
            editor.setProperty("image_id", image_id)
            editor.edited.connect(self.on_edited)
            self._open[image_id] = OpenPhoto(stored, editor, stored.review.done)
            if len(self._open) > MOST_EDITORS:
                self._open.popitem(last=False)[1].editor.deleteLater()
        self._open.move_to_end(image_id)
        return self._open[image_id]

    def set_done(self, image_id: int, done: bool) -> None:
        """Say that a photo was looked at to the end, or was not.

        A photo that nothing has looked at yet cannot be reviewed.
        """
        photo = self._open.get(image_id)
        if photo is None or not photo.editor.boxes.searched or photo.done is done:
            return
        photo.done = done
        if not done:
            photo.editor.boxes.set_thresholds(self.thresholds)
        self._put_review(image_id, photo)

    def move_threshold(self, editor: Editor | None, kind: Kind, value: float) -> None:
        """Hide from another score on, in every photo that no person has edited.

        Args:
            editor: Of the photo at hand, which can undo it; None for none.
            kind: Of boxes.
            value: The score.
        """
        before = self.thresholds.get(kind)
        if before is None or before == value:
            return
        if editor is None:
            self.set_threshold(kind, value)
            return
        editor.stack.push(
            MoveThreshold(
                self.set_threshold,
                kind=kind,
                before=before,
                after=value,
                text=self.tr("Move sensitivity"),
            )
        )

    def set_threshold(self, kind: Kind, value: float) -> None:
        """Hide from this score on."""
        self.thresholds[kind] = value
        for photo in self._open.values():
            if not photo.done:
                photo.editor.boxes.set_thresholds(self.thresholds)
        self.put_settings(
            replace(self.settings, face_threshold=value)
            if kind is Kind.FACE
            else replace(self.settings, plate_threshold=value)
        )
        self.thresholds_changed.emit()

    def put_settings(self, settings: Settings) -> None:
        """Hide in another way from now on."""
        self.settings = settings
        self._keep(_Write(None, settings), instead_of=_is_settings)

    def counts(self) -> Mapping[State, int]:
        """How many photos there are of each state.

        Raises:
            StoreError: The store cannot be read.
        """
        return self.store.images.counts()

    def detect(self) -> None:
        """Look for faces and plates in all photos that nothing has looked at yet."""
        if self.detection is None:
            if self.unattended:
                self.tally = Tally()
            self._begun_with = self.settings
            self.detection = self._run(partial(self._detecting, self.settings), "detect")
            self.detection.started.connect(self.on_detection_started)
            self.detection.step_done.connect(self.on_detected)
            self.detection.finished.connect(self.on_detection_finished)
            self.detection.start()
            self.detection_changed.emit()

    def save(self, image_ids: Iterable[int]) -> None:
        """Save photos as they are now; those that come while others are saved follow them."""
        wanted = list(image_ids)
        if self.saving is not None:
            self._save_next += wanted
        elif wanted:
            self.tally = Tally()
            self._save(wanted)

    def retry(self, image_ids: list[int]) -> None:
        """Try photos again that have failed."""
        self.store.photos.retry(image_ids)
        self._forget(image_ids)
        self.images_changed.emit(image_ids)
        self._detect_again = self.detection is not None  # which has gone past them, perhaps
        self.detect()

    def leave(self) -> None:
        """Stop everything, and close when it has ended, without waiting for it."""
        self._leaving = True
        for run in (self.detection, self.saving):
            if run is not None:
                run.stop()
        self._close_if_idle()

    def close(self) -> None:
        """Wait until everything has ended, keep everything, and give the store free."""
        if self._is_closed:
            return
        self._is_closed = True
        for run in (self.detection, self.saving):
            if run is not None:
                run.wait()
                run.blockSignals(True)  # what it has sent already comes too late
        self._keep_again()
        self._writer.finish()
        self.store.close()
        self.closed.emit()

    @Slot()
    def on_edited(self) -> None:
        """Keep an edit."""
        image_id = self.sender().property("image_id")
        photo = self._open.get(image_id)
        if photo is not None:
            self._put_review(image_id, photo)

    @Slot(int)
    def on_detection_started(self, _count: int) -> None:
        """Take over what the networks that are open now ask for."""
        if self.settings != self._begun_with:  # the store has those of the start now
            self.put_settings(self.settings)
        self.thresholds = self._known_thresholds()
        outdated = self._outdated_ids()
        for image_id in outdated:
            self._open.pop(image_id).editor.deleteLater()
        for photo in self._open.values():
            if not photo.done:
                photo.editor.boxes.set_thresholds(self.thresholds)
        self.thresholds_changed.emit()
        self.images_changed.emit([])
        self.images_changed.emit(outdated)
        self.detection_changed.emit()

    @Slot(object)
    def on_detected(self, outcome: "Outcome") -> None:
        """Show what was found."""
        self._take_found(outcome.image_id)
        self.images_changed.emit([outcome.image_id])
        if self.unattended:
            self.tally.count(outcome)

    @Slot()
    def on_detection_finished(self) -> None:
        """Take note that nothing is looked for any more."""
        stopped = self.detection is None or self.detection.is_stopping
        is_wanted = self._detect_again and not stopped
        self.detection, self._detect_again = None, False
        if self._close_if_idle():
            return
        self.detection_changed.emit()
        self.images_changed.emit([])
        if is_wanted:
            self.detect()

    @Slot(object)
    def on_saved(self, outcome: "Outcome") -> None:
        """Show what was saved."""
        photo = self._open.get(outcome.image_id)
        if photo is not None and photo.stored.error is not None:
            self._forget([outcome.image_id])
        self.images_changed.emit([outcome.image_id])
        self.tally.count(outcome)

    @Slot()
    def on_saving_finished(self) -> None:
        """Take note that nothing is saved any more."""
        stopped = self.saving is None or self.saving.is_stopping
        self.saving = None
        wanted, self._save_next = self._save_next, []
        if wanted and not stopped:
            self._save(wanted)
        elif not self._close_if_idle():
            self.saving_changed.emit()
            self.images_changed.emit([])

    @Slot(float)
    def on_pace_known(self, seconds_per_megapixel: float) -> None:
        """Keep it for the next job."""
        remember_pace(self.settings, seconds_per_megapixel)

    @Slot(str)
    def on_report_written(self, seal: str) -> None:
        """Keep the seal for the summary."""
        self.tally.report_seal = seal

    @Slot(object)
    def on_broken_off(self, error: object) -> None:
        """Keep in mind why a run could not go on."""
        self.tally.broken_off = error
        self.failed.emit(error)

    @Slot(object, object)
    def on_written(self, request: object, _result: object) -> None:
        """Show what the store knows now."""
        assert isinstance(request, _Write)
        self._keep_again()
        if not self._writer.is_busy:
            self.images_changed.emit([] if request.image_id is None else [request.image_id])

    @Slot(object, object)
    def on_write_failed(self, request: object, error: object) -> None:
        """Say that something could not be kept; it is tried again."""
        assert isinstance(request, _Write)
        if not self._writer.has(lambda other: other.image_id == request.image_id):
            self._unkept[request.image_id] = request
        self.failed.emit(error)

    @Slot()
    def on_all_kept(self) -> None:
        """Save, unless the store does not know what is to be hidden: it was said why."""
        assert self.saving is not None
        if not self._unkept:
            self.saving.start()
            return
        self.saving.deleteLater()
        self.saving, self._save_next = None, []
        self.saving_changed.emit()

    def _run(
        self, steps: "Callable[[Event, Callable[[int], None]], Iterator[Outcome]]", name: str
    ) -> Run:
        run = Run(steps, name=name, parent=self)
        run.failed.connect(self.on_broken_off)
        return run

    def _save(self, wanted: list[int]) -> None:
        self.saving = self._run(partial(self._steps.saved, wanted), "save")
        self.saving.step_done.connect(self.on_saved)
        self.saving.finished.connect(self.on_saving_finished)
        self._keep_again()
        self._writer.when_idle(self.on_all_kept)
        self.saving_changed.emit()

    def _detecting(
        self, settings: Settings, cancel: Event, tell: Callable[[int], None]
    ) -> "Iterator[Outcome]":
        return self._steps.detected(settings, cancel, tell, unattended=self.unattended)

    def _close_if_idle(self) -> bool:
        if self._leaving and self.detection is None and self.saving is None:
            self.close()
        return self._is_closed

    def _known_thresholds(self) -> dict[Kind, float]:
        """Per wanted kind; before any network was open, the program's own default."""
        known = chosen_thresholds(self.settings, self.store.finder())
        wanted = [kind for kind in Kind if kind in self.settings.kinds]
        return {kind: known.get(kind, DEFAULT_THRESHOLD) for kind in wanted}

    def _put_review(self, image_id: int, photo: OpenPhoto) -> None:
        self._keep(_Write(image_id, review_of(photo.editor.boxes, done=photo.done)))

    def _keep(
        self, write: "_Write", *, instead_of: "Callable[[_Write], bool]" = lambda _write: False
    ) -> None:
        self._unkept.pop(write.image_id, None)
        self._writer.add(write, instead_of=instead_of)

    def _keep_again(self) -> None:
        """Try what could not be kept again."""
        unkept, self._unkept = self._unkept, {}
        for write in unkept.values():
            self._writer.add(write)

    def _write(self, write: "_Write") -> None:
        if isinstance(write.value, Settings):
            self.store.put_settings(write.value)
        elif write.image_id is not None:
            self.store.photos.put_review(write.image_id, write.value)

    def _take_found(self, image_id: int) -> None:
        """Show in an open photo what was found; boxes that were drawn before stay."""
        photo = self._open.get(image_id)
        if photo is None:
            return
        if photo.editor.boxes.searched:
            self._forget([image_id])
            return
        decided = photo.stored.decided
        try:
            photo.stored = self.store.photos.photo(image_id)
        except StoreError as error:
            self.failed.emit(error)
            return
        if photo.stored.detections is not None:
            found = found_items(photo.stored.detections, self.thresholds)
            photo.editor.boxes.take_found(
                {number: item for number, item in found.items() if item.box.kind not in decided}
            )
            if photo.editor.boxes.is_edited:  # the store went by the thresholds of that moment
                self._put_review(image_id, photo)

    def _outdated_ids(self) -> list[int]:
        """Open photos that are searched again: what is found now is not in their boxes."""
        return [
            image_id
            for image_id, photo in self._open.items()
            if photo.editor.boxes.searched and self.store.photos.photo(image_id).detections is None
        ]

    def _forget(self, image_ids: Iterable[int]) -> None:
        """Let photos be opened anew; one that was edited already stays."""
        for image_id in image_ids:
            photo = self._open.get(image_id)
            if photo is not None and photo.editor.stack.count() == 0:
                self._open.pop(image_id).editor.deleteLater()


@dataclass(frozen=True, slots=True)
class _Write:
    """Something the store is to keep: a review of a photo, or settings."""

    image_id: int | None
    value: Review | Settings


def _is_settings(write: _Write) -> bool:
    return isinstance(write.value, Settings)
