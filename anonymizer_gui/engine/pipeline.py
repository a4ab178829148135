"""The photos of a job: read, find, finish.

Each photo has a thread from start to end, so that the network does not wait for the disk; how many
there are at once is bounded, so that memory does not grow with the number of photos.
"""

import hashlib
import logging
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from threading import Condition, Event

from anonymizer_gui.core.awake import kept_awake
from anonymizer_gui.core.boxes import Box
from anonymizer_gui.core.errors import (
    QT_TRANSLATE_NOOP,
    AnonymizerError,
    ImageError,
    StoreError,
)
from anonymizer_gui.core.formats.announced import announced_pixels
from anonymizer_gui.core.images import Photo, read_image
from anonymizer_gui.core.memory import free_memory_used_again
from anonymizer_gui.core.store.values import EditedBox
from anonymizer_gui.engine.plan import Task

logger = logging.getLogger(__name__)

LANES = min(max((os.cpu_count() or 1) // 2, 2), 8) + 1
"""Photos in work at once: while networks look at one or more, others are read and written."""

LARGE_FILE = 30_000_000
"""Bytes of a photo that is done alone."""

ROOM = 250_000_000
"""Pixels in work at once, or one photo: one of 200 megapixels takes up to 2 GB of memory."""

ENOUGH = 8_000_000 * LANES
"""Pixels in work from which no third photo is begun: two do, since a large one is looked at far
longer than the one before it is written and the next one is read. A third one would take 40 MB at
12 megapixels and no time less.
"""

Boxes = tuple[EditedBox, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one photo.

    Attributes:
        task: The photo.
        boxes: What is hidden, before the box scale; empty if it failed.
        untouched: Whether all else in its result is as it was; True if there is none.
        error: Why it failed; None if it did not.
    """

    task: Task
    boxes: tuple[Box, ...] = ()
    untouched: bool = True
    error: AnonymizerError | None = None

    @property
    def image_id(self) -> int:
        """Of the photo in the job store."""
        return self.task.image_id


@dataclass(frozen=True, slots=True, eq=False)
class Content:
    """A photo that was read.

    Attributes:
        photo: As it was read.
        sha256: Of its file, in hexadecimal.
    """

    photo: Photo
    sha256: str


Find = Callable[[Task, Content], Boxes]
"""What is to be hidden in a photo."""

Finish = Callable[[Task, Content, Boxes], bool]
"""What is done then, and whether it left all else as it was."""


def run(
    tasks: Iterable[Task],
    *,
    turn: Callable[[], AbstractContextManager[Find]],
    finish: Finish | None,
    cancel: Event,
) -> Iterator[Outcome]:
    """Do some photos, in order. No more are begun while nobody asks for the next outcome.

    Args:
        tasks: The photos.
        turn: Waits until a photo may be looked at. Called in any thread, as all of these are.
        finish: None for nothing.
        cancel: Once set, photos in which was looked already are finished and no others begun.

    Yields:
        What became of each photo, in the order of `tasks`. A photo that fails does not stop
        the others.

    Raises:
        StoreError: What is done cannot be stored.
    """
    waiting = iter(tasks)
    ahead = next(waiting, None)
    begun: deque[tuple[Task, Future[Outcome | None]]] = deque()
    way = _Way(turn, finish, cancel, Event(), _Room())
    numbers, last = count(), Event()
    last.set()
    with (
        kept_awake(),
        free_memory_used_again(),
        ThreadPoolExecutor(LANES, thread_name_prefix="photo") as lanes,
    ):
        try:
            while True:
                while ahead is not None and not cancel.is_set() and _may_begin(ahead, begun):
                    before, last = last, Event()
                    begun.append(
                        (ahead, lanes.submit(way.outcome, ahead, next(numbers), before, last))
                    )
                    ahead = next(waiting, None)
                if not begun:
                    return
                outcome = begun.popleft()[1].result()
                if outcome is not None:
                    yield outcome
        finally:
            way.ended.set()


@dataclass(frozen=True, slots=True)
class _Way:
    """The way of a photo from start to end: the arguments of `run`.

    Attributes:
        turn: Waits until a photo may be looked at.
        finish: None for nothing.
        cancel: Ends it early.
        ended: Does that too: nobody asks any more.
        room: In memory.
    """

    turn: Callable[[], AbstractContextManager[Find]]
    finish: Finish | None
    cancel: Event
    ended: Event
    room: "_Room"

    def outcome(self, task: Task, number: int, before: Event, own: Event) -> Outcome | None:
        """What becomes of a photo, whatever happens to it; None if it was not looked at.

        Args:
            task: The photo.
            number: How many were begun before it.
            before: The photo before it has had its turn, or needs none.
            own: So has this one; is set in any case.
        """
        try:
            with self.room.taken(number, task.source):
                found = self._found(task, before, own)
                if found is None:
                    return None
                untouched = self.finish is None or self.finish(task, *found)
        except StoreError:
            raise
        except AnonymizerError as error:
            return Outcome(task, error=error)
        except Exception:
            logger.exception("a photo could not be done")
            return Outcome(task, error=_unexpected(task))
        return Outcome(task, tuple(edited.box for edited in found[1]), untouched)

    def _found(self, task: Task, before: Event, own: Event) -> tuple[Content, Boxes] | None:
        try:
            photo = read_image(task.source)
            content = Content(photo, hashlib.sha256(photo.data).hexdigest())
            before.wait()
            with self.turn() as find:
                own.set()
                if self.cancel.is_set() or self.ended.is_set():
                    return None
                return content, find(task, content)
        finally:
            before.wait()
            own.set()


class _Room:
    """Has photos read when there is room for them.

    Remembers how many there are, of how many pixels, and whose turn it is.
    """

    def __init__(self) -> None:
        self._changed = Condition()
        self._count, self._pixels, self._next = 0, 0, 0

    @contextmanager
    def taken(self, number: int, path: Path) -> Iterator[None]:
        """Wait until there is room for a photo, and until those before it have theirs.

        Later ones may not take it, since those wait for their turn at the networks.

        Args:
            number: How many come before it; none may be left out.
            path: Of the photo.
        """
        pixels = 0
        try:
            pixels = min(announced_pixels(path), ROOM)
        finally:
            with self._changed:
                self._changed.wait_for(lambda: self._next == number and self._is_room(pixels))
                self._next += 1
                self._take(1, pixels)
        try:
            yield
        finally:
            with self._changed:
                self._take(-1, -pixels)

    def _is_room(self, pixels: int) -> bool:
        most = ROOM if self._count < 2 else min(ROOM, ENOUGH)
        return self._pixels + pixels <= most

    def _take(self, count: int, pixels: int) -> None:
        self._count += count
        self._pixels += pixels
        self._changed.notify_all()


def _may_begin(task: Task, begun: Sequence[tuple[Task, Future[Outcome | None]]]) -> bool:
    """Whether a photo may be begun beside those that are."""
    is_large = any(one.size >= LARGE_FILE for one in (task, *(one for one, _ in begun)))
    return not begun or (len(begun) < LANES and not is_large)


def _unexpected(task: Task) -> ImageError:
    return ImageError(
        QT_TRANSLATE_NOOP("errors", "{0} could not be done: an unexpected fault; see the log."),
        task.source.name,
    )
