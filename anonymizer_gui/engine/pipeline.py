"""The photos of a job, one after the other: read, find, finish.

Reading and finishing have threads of their own, so that the network does not wait for them;
what is in flight at once is bounded, so that memory does not grow with the number of photos.
"""

import hashlib
import logging
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from threading import Event

from anonymizer_gui.core.boxes import Box
from anonymizer_gui.core.errors import (
    QT_TRANSLATE_NOOP,
    AnonymizerError,
    ImageError,
    StoreError,
)
from anonymizer_gui.core.images import Photo, read_image
from anonymizer_gui.core.store.values import EditedBox
from anonymizer_gui.engine.plan import Task

logger = logging.getLogger(__name__)

AHEAD = min(max((os.cpu_count() or 1) // 4, 1), 4)
"""Photos that are read before the network needs them, and written after it is done with them.

With few processors the network takes longer than both; with many it does not.
"""

LARGE_FILE = 30_000_000
"""Bytes of a photo that is done alone: one of 200 megapixels takes up to 2 GB of memory."""

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


def run(
    tasks: Iterable[Task],
    *,
    find: Callable[[Task, Content], Boxes],
    finish: Callable[[Task, Content, Boxes], bool] | None,
    cancel: Event,
) -> Iterator[Outcome]:
    """Do some photos, in order. Nothing is begun while nobody asks for the next outcome.

    Args:
        tasks: The photos.
        find: What is to be hidden in a photo. Called in the caller's thread.
        finish: What is done then, in another thread, with several photos at once, and whether it
            left all else as it was; None for nothing.
        cancel: Once set, photos in which was looked already are finished and no others begun.

    Yields:
        What became of each photo, in the order of `tasks`. A photo that fails does not stop
        the others.

    Raises:
        StoreError: What is done cannot be stored.
    """
    waiting = iter(tasks)
    ahead = next(waiting, None)
    reading: deque[tuple[Task, Future[Content]]] = deque()
    finishing: deque[Future[Outcome]] = deque()
    with (
        ThreadPoolExecutor(AHEAD, thread_name_prefix="read") as readers,
        ThreadPoolExecutor(AHEAD, thread_name_prefix="write") as writers,
    ):
        while not cancel.is_set():
            while ahead is not None and _may_begin(ahead, reading):
                reading.append((ahead, readers.submit(_content, ahead)))
                ahead = next(waiting, None)
            if not reading:
                break
            task, read = reading.popleft()
            found = _found(task, read, find)
            if isinstance(found, Outcome):
                finishing.append(_done(found))
            elif finish is None:
                finishing.append(_done(_outcome(task, found[1])))
            else:
                finishing.append(writers.submit(_finished, task, found, finish))
            del read, found  # or the photo would stay in memory while the next one is looked at
            alone = task.size >= LARGE_FILE
            while finishing and (alone or len(finishing) > AHEAD or finishing[0].done()):
                yield finishing.popleft().result()
        for _, read in reading:
            read.cancel()
        while finishing:
            yield finishing.popleft().result()


def _may_begin(task: Task, reading: Sequence[tuple[Task, Future[Content]]]) -> bool:
    """Whether a photo may be read beside those that are read already."""
    is_large = any(one.size >= LARGE_FILE for one in (task, *(one for one, _ in reading)))
    return not reading or (len(reading) <= AHEAD and not is_large)


def _content(task: Task) -> Content:
    photo = read_image(task.source)
    return Content(photo, hashlib.sha256(photo.data).hexdigest())


def _found(
    task: Task, read: Future[Content], find: Callable[[Task, Content], Boxes]
) -> tuple[Content, Boxes] | Outcome:
    try:
        content = read.result()
        return content, find(task, content)
    except StoreError:
        raise
    except AnonymizerError as error:
        return Outcome(task, error=error)
    except Exception:
        logger.exception("nothing found in a photo")
        return Outcome(task, error=_unexpected(task))


def _finished(
    task: Task, found: tuple[Content, Boxes], finish: Callable[[Task, Content, Boxes], bool]
) -> Outcome:
    content, boxes = found
    try:
        untouched = finish(task, content, boxes)
    except StoreError:
        raise
    except AnonymizerError as error:
        return Outcome(task, error=error)
    except Exception:
        logger.exception("photo not finished")
        return Outcome(task, error=_unexpected(task))
    return _outcome(task, boxes, untouched=untouched)


def _outcome(task: Task, boxes: Boxes, *, untouched: bool = True) -> Outcome:
    return Outcome(task, tuple(edited.box for edited in boxes), untouched)


def _done(outcome: Outcome) -> Future[Outcome]:
    future: Future[Outcome] = Future()
    future.set_result(outcome)
    return future


def _unexpected(task: Task) -> ImageError:
    return ImageError(
        QT_TRANSLATE_NOOP("errors", "{0} could not be done: an unexpected fault; see the log."),
        task.source.name,
    )
