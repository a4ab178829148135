"""What is done with each photo, and how the job store hears of it."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Event
from typing import Protocol

from anonymizer_gui.core.errors import QT_TRANSLATE_NOOP, AnonymizerError, ImageError
from anonymizer_gui.core.files import path_below
from anonymizer_gui.core.settings import Settings
from anonymizer_gui.core.store.photos import Sight, Written
from anonymizer_gui.core.store.values import StoredPhoto
from anonymizer_gui.engine.folders import is_there
from anonymizer_gui.engine.pipeline import Boxes, Content, Find, Outcome, run
from anonymizer_gui.engine.plan import Task
from anonymizer_gui.engine.saving import save
from anonymizer_gui.engine.turns import Detect, Turns

_UNSEEN = QT_TRANSLATE_NOOP(
    "errors", "{0} is new or has changed since it was looked at; start again to look at it."
)
_LEADS_OUT = QT_TRANSLATE_NOOP(
    "errors", "{0} leads out of the folder of the photos; copy the photo itself into it."
)
_WOULD_BE_OUTSIDE = QT_TRANSLATE_NOOP(
    "errors", "{0} would be written outside the folder of the results, so it is not written."
)
_NO_FOLDER = QT_TRANSLATE_NOOP(
    "errors", "{0} cannot be written: the folder of the results is gone."
)


class Shelf(Protocol):
    """What is known of photos: `PhotoShelf`, or what stands for it in a worker of a cluster."""

    def photo(self, image_id: int) -> StoredPhoto:
        """All that is known of a photo."""

    def boxes(self, image_id: int) -> Boxes:
        """What is hidden in it."""

    def put_sight(self, image_id: int, sight: Sight, *, waiting: bool = True) -> None:
        """Keep what was seen."""

    def put_saved(
        self, image_id: int, *, boxes: Boxes, settings: Settings, written: Written
    ) -> None:
        """Keep what was written."""

    def put_failed(self, image_id: int, error: AnonymizerError) -> None:
        """Keep why it could not be done."""


class Store(Protocol):
    """Where it is kept what is known of a job."""

    @property
    def photos(self) -> Shelf:
        """Of each photo."""


@dataclass(frozen=True, slots=True)
class Work:
    """What is done with the photos of a job.

    Attributes:
        store: Where it is kept.
        settings: How.
        turns: At the networks; None to go by what is stored.
        saving: Whether results are written.
    """

    store: Store
    settings: Settings
    turns: Turns | None
    saving: bool

    def outcomes(self, tasks: Iterable[Task], cancel: Event) -> Iterator[Outcome]:
        """Do some photos, in order: see `pipeline.run`.

        Args:
            tasks: Photos that are listed in the store.
            cancel: Ends it early.

        Raises:
            StoreError: What is done cannot be stored.
        """
        finish = self.finish if self.saving else None
        for outcome in run(tasks, turn=self._turn, finish=finish, cancel=cancel):
            if outcome.error is not None:
                self.store.photos.put_failed(outcome.image_id, outcome.error)
            yield outcome

    @contextmanager
    def _turn(self) -> Iterator[Find]:
        if self.turns is None:
            yield self.find
            return
        with self.turns.taken() as detect:
            yield partial(self.find, detect=detect)

    def find(self, task: Task, content: Content, *, detect: Detect | None = None) -> Boxes:
        """What is to be hidden: what a person says, else what is stored, else what is detected.

        Raises:
            ImageError: The photo is not one that was looked at, or the network fails on it.
        """
        if not _is_below(task.source, self.settings.input):
            raise ImageError(_LEADS_OUT, task.source.name)
        known = self.store.photos.photo(task.image_id)
        if known.detections is not None and known.sha256 in ("", content.sha256):
            return known.boxes
        if detect is None:
            raise ImageError(_UNSEEN, task.source.name)
        photo = content.photo
        sight = Sight(photo.width, photo.height, content.sha256, detect(photo.rgb))
        # The network does not wait for the disk if a result follows, whose thread can
        self.store.photos.put_sight(task.image_id, sight, waiting=not self.saving)
        return self.store.photos.boxes(task.image_id)

    def finish(self, task: Task, content: Content, boxes: Boxes) -> bool:
        """Write the result of a photo.

        Returns:
            Whether all that is not hidden is as it was.

        Raises:
            ImageError: It cannot be written.
        """
        if not is_there(self.settings.output):
            raise ImageError(_NO_FOLDER, task.target.name)
        for result in (task.target, task.record):
            if not _is_below(result, self.settings.output):
                raise ImageError(_WOULD_BE_OUTSIDE, result.name)
        hidden = [edited.box for edited in boxes]
        written = save(task, content.photo, hidden, self.settings)
        self.store.photos.put_saved(
            task.image_id, boxes=boxes, settings=self.settings, written=written
        )
        return written.untouched


def _is_below(path: Path, folder: Path) -> bool:
    """Whether a file is in a folder, links and `..` considered."""
    return path.is_relative_to(folder) and (
        path_below(folder, path.relative_to(folder).as_posix()) is not None
    )
