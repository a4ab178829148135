"""The photos of a job, one after the other: read, detect, obfuscate, write.

Reading and writing have threads of their own, so that the network does not wait for them;
what is in flight at once is bounded, so that memory does not grow with the number of photos.
"""

import logging
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from threading import Event

import numpy as np
from numpy.typing import NDArray

from anonymizer_gui.core.boxes import Box, Kind
from anonymizer_gui.core.detections import Detections
from anonymizer_gui.core.errors import QT_TRANSLATE_NOOP, AnonymizerError, ImageError
from anonymizer_gui.core.images import Photo, read_image
from anonymizer_gui.core.settings import Settings
from anonymizer_gui.engine.plan import Task
from anonymizer_gui.engine.saving import save

logger = logging.getLogger(__name__)

AHEAD = 2
"""Photos that are read before the network needs them, and written after it is done with them."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one photo.

    Attributes:
        task: The photo.
        boxes: What was hidden, before the box scale; empty if it failed.
        error: Why it failed; None if it did not.
    """

    task: Task
    boxes: tuple[Box, ...] = ()
    error: AnonymizerError | None = None


def run(
    tasks: Iterable[Task],
    *,
    detect: Callable[[NDArray[np.uint8]], Detections],
    thresholds: Mapping[Kind, float],
    settings: Settings,
    cancel: Event,
) -> Iterator[Outcome]:
    """Do the photos of a job, in order.

    Args:
        tasks: The photos.
        detect: What is in an image, uint8 [H, W, 3] RGB. Called in the caller's thread.
        thresholds: The score from which each kind is hidden.
        settings: How; its folders are not looked at.
        cancel: Once set, photos already detected are finished and no others begun.

    Yields:
        What became of each photo, in the order of `tasks`. A photo that fails does not stop
        the others.
    """
    waiting = iter(tasks)
    reading: deque[tuple[Task, Future[Photo]]] = deque()
    writing: deque[Future[Outcome]] = deque()
    with (
        ThreadPoolExecutor(AHEAD, thread_name_prefix="read") as readers,
        ThreadPoolExecutor(AHEAD, thread_name_prefix="write") as writers,
    ):
        while not cancel.is_set():
            reading.extend(
                (task, readers.submit(read_image, task.source))
                for task in islice(waiting, AHEAD - len(reading))
            )
            if not reading:
                break
            task, read = reading.popleft()
            found = _found(task, read, detect)
            writing.append(writers.submit(_finished, task, found, thresholds, settings))
            del read, found  # or the photo would stay in memory while the next one is detected
            while len(writing) > AHEAD or (writing and writing[0].done()):
                yield writing.popleft().result()
        for _, read in reading:
            read.cancel()
        while writing:
            yield writing.popleft().result()


def _found(
    task: Task, read: Future[Photo], detect: Callable[[NDArray[np.uint8]], Detections]
) -> tuple[Photo, Detections] | AnonymizerError:
    try:
        photo = read.result()
        return photo, detect(photo.rgb)
    except AnonymizerError as error:
        return error
    except Exception:
        logger.exception("photo not detected")
        return _unexpected(task)


def _finished(
    task: Task,
    found: tuple[Photo, Detections] | AnonymizerError,
    thresholds: Mapping[Kind, float],
    settings: Settings,
) -> Outcome:
    if isinstance(found, AnonymizerError):
        return Outcome(task, error=found)
    photo, detections = found
    boxes = detections.above(thresholds)
    try:
        if not settings.dry_run:
            save(task, photo, boxes, settings)
    except AnonymizerError as error:
        return Outcome(task, error=error)
    except Exception:
        logger.exception("photo not saved")
        return Outcome(task, error=_unexpected(task))
    return Outcome(task, boxes=tuple(boxes))


def _unexpected(task: Task) -> ImageError:
    return ImageError(
        QT_TRANSLATE_NOOP("errors", "{0} could not be done: an unexpected fault; see the log."),
        task.source.name,
    )
