"""What goes to a worker of a cluster, and what comes back: values that stand for the job store."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from anonymizer_gui.core.boxes import Kind
from anonymizer_gui.core.errors import AnonymizerError
from anonymizer_gui.core.settings import Settings
from anonymizer_gui.core.store.boxes import derived, with_found
from anonymizer_gui.core.store.finder import Finder
from anonymizer_gui.core.store.job import chosen_thresholds
from anonymizer_gui.core.store.job_store import JobStore
from anonymizer_gui.core.store.photos import Sight, Written
from anonymizer_gui.core.store.values import EditedBox, StoredPhoto
from anonymizer_gui.engine.pipeline import Outcome
from anonymizer_gui.engine.plan import Task


@dataclass(frozen=True, slots=True)
class Order:
    """How a worker is to do its photos.

    Attributes:
        settings: With whole paths.
        finder: Which networks it must have.
        version: Which version of the program it must be.
        neighbours: Per host, how many workers share its processors.
    """

    settings: Settings
    finder: Finder
    version: str
    neighbours: Mapping[str, int]

    @property
    def thresholds(self) -> dict[Kind, float]:
        """The score from which each wanted kind is hidden."""
        return chosen_thresholds(self.settings, self.finder)


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some photos, and what the store knows of them.

    Attributes:
        tasks: With whole paths.
        known: As many.
    """

    tasks: tuple[Task, ...]
    known: tuple[StoredPhoto, ...]

    @classmethod
    def of(cls, store: JobStore, tasks: Iterable[Task]) -> Self:
        """The chunk of some photos of a job."""
        chosen = tuple(tasks)
        return cls(chosen, tuple(store.photos.photo(task.image_id) for task in chosen))

    def singly(self) -> list["Chunk"]:
        """The same photos, each in a chunk of its own."""
        return [
            Chunk((task,), (known,)) for task, known in zip(self.tasks, self.known, strict=True)
        ]


@dataclass(frozen=True, slots=True)
class Done:
    """What became of one photo in a worker.

    Attributes:
        sight: What was seen, if it was looked at.
        boxes: What is hidden.
        written: Its result, if there is one.
        error: Why it failed; None if it did not.
    """

    sight: Sight | None = None
    boxes: tuple[EditedBox, ...] = ()
    written: Written | None = None
    error: AnonymizerError | None = None

    def stored(self, store: JobStore, task: Task, settings: Settings) -> Outcome:
        """Keep it in the job store, as `Work` would have."""
        photos, image_id = store.photos, task.image_id
        if self.sight is not None:
            photos.put_sight(image_id, self.sight, waiting=self.written is None)
        if self.written is not None:
            photos.put_saved(image_id, boxes=self.boxes, settings=settings, written=self.written)
        if self.error is not None:
            photos.put_failed(image_id, self.error)
            return Outcome(task, error=self.error)
        untouched = self.written is None or self.written.untouched
        return Outcome(task, tuple(edited.box for edited in self.boxes), untouched)


class ChunkShelf:
    """Stands for the photos of a job store in a worker: remembers what it is told of a chunk."""

    def __init__(self, chunk: Chunk, thresholds: Mapping[Kind, float]) -> None:
        self._known = {photo.id: photo for photo in chunk.known}
        self._thresholds = thresholds
        self._sights: dict[int, Sight] = {}
        self._written: dict[int, Written] = {}

    def photo(self, image_id: int) -> StoredPhoto:
        """What the store knows of a photo."""
        return self._known[image_id]

    def boxes(self, image_id: int) -> tuple[EditedBox, ...]:
        """What is hidden in a photo, by the rules of `PhotoShelf.put_sight`."""
        known, sight = self._known[image_id], self._sights.get(image_id)
        if sight is None:
            return known.boxes
        if known.review.boxes is None or known.sha256 not in ("", sight.sha256):
            return derived(sight.detections, self._thresholds)
        if known.detections is not None:
            return known.review.boxes
        return with_found(known, sight.detections, self._thresholds)

    def put_sight(self, image_id: int, sight: Sight, *, waiting: bool = True) -> None:
        """Remember what was seen; the store waits for the disk, not this."""
        self._sights[image_id] = sight

    def put_saved(
        self,
        image_id: int,
        *,
        boxes: Sequence[EditedBox],
        settings: Settings,
        written: Written,
    ) -> None:
        """Remember the result."""
        self._written[image_id] = written

    def put_failed(self, image_id: int, error: AnonymizerError) -> None:
        """Nothing: the outcome has it."""

    def done(self, outcome: Outcome) -> Done:
        """All that was remembered of a photo."""
        image_id = outcome.image_id
        return Done(
            self._sights.get(image_id),
            () if outcome.error else self.boxes(image_id),
            self._written.get(image_id),
            outcome.error,
        )


class ChunkStore:
    """Stands for a job store in a worker."""

    def __init__(self, chunk: Chunk, thresholds: Mapping[Kind, float]) -> None:
        self.photos = ChunkShelf(chunk, thresholds)
