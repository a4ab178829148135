"""Saving one photo: its boxes hidden, its record beside it, proved before it takes its name."""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

from anonymizer_gui.core.boxes import Box
from anonymizer_gui.core.errors import QT_TRANSLATE_NOOP, ImageError
from anonymizer_gui.core.files import long_path, patiently, start_of, write_whole
from anonymizer_gui.core.images import Photo, copied_image, encoded_image
from anonymizer_gui.core.obfuscation import block_edges, hidden_boxes, obfuscated_parts
from anonymizer_gui.core.records import LARGEST, read_record, write_record
from anonymizer_gui.core.settings import Settings
from anonymizer_gui.core.store.photos import Written
from anonymizer_gui.engine.plan import Task
from anonymizer_gui.engine.proof import check_result

_UNREADABLE = QT_TRANSLATE_NOOP("errors", "{0} cannot be read: {1}.")


def save(task: Task, photo: Photo, boxes: Sequence[Box], settings: Settings) -> Written:
    """Write the result of one photo and, if wished, its record.

    The image comes last: where there is a result, its record is there too.

    Args:
        task: Where to.
        photo: As it was read.
        boxes: What to hide, before the box scale.
        settings: How.

    Returns:
        The result as it was read again.

    Raises:
        ImageError: Something cannot be written, or the result is not as it should be; an earlier
            one then stays as it was, and so does its record, unless the disk is full.
    """
    hidden = hidden_boxes(photo, boxes, settings)
    parts = list(obfuscated_parts(photo, hidden, settings, edges=block_edges(photo)))
    policy = settings.metadata_policy
    if hidden:
        pixels = {part.region: part.pixels for part in parts}
        result = encoded_image(photo, pixels, hidden=hidden, policy=policy)
    else:
        result = copied_image(photo, policy=policy)
    check = partial(check_result, target=task.target, written=result, photo=photo, hidden=parts)
    with _with_record(task.record, boxes if settings.write_detections else None):
        write_whole(
            task.target,
            result.data,
            source=photo.path,
            check=check if settings.check_results else None,
        )
    data = _read_again(task.target)
    return Written(len(data), hashlib.sha256(data).hexdigest(), result.untouched)


@contextmanager
def _with_record(path: Path, boxes: Sequence[Box] | None) -> Iterator[None]:
    """Write a record before something else, which takes it back if it fails.

    Args:
        path: Of the record.
        boxes: What is in it; None for no record, also none of an earlier result.

    Raises:
        ImageError: It cannot be written.
    """
    if boxes is None:
        yield
        _remove_record(path)
        return
    earlier = None
    with suppress(OSError):
        earlier = start_of(path, LARGEST)
    write_record(path, boxes)
    try:
        yield
    except BaseException:
        with suppress(ImageError, OSError):
            long_path(path.absolute()).unlink()  # first, since the disk may be full
            if earlier is not None:
                write_whole(path, earlier)
        raise


def _remove_record(path: Path) -> None:
    """Remove the record of an earlier result; another file of that name stays."""
    with suppress(ImageError, OSError):
        read_record(path)
        long_path(path.absolute()).unlink()


def _read_again(target: Path) -> bytes:
    try:
        return patiently(long_path(target.absolute()).read_bytes)
    except OSError as error:
        raise ImageError(_UNREADABLE, target.name, error.strerror or str(error)) from error
