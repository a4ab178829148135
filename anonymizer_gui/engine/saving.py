"""Saving one photo: its boxes hidden, its record beside it."""

from collections.abc import Sequence

from anonymizer_gui.core.boxes import Box
from anonymizer_gui.core.images import Photo, copy_image, write_image
from anonymizer_gui.core.obfuscation import hidden_boxes, obfuscated
from anonymizer_gui.core.records import write_record
from anonymizer_gui.core.settings import Settings
from anonymizer_gui.engine.plan import Task


def save(task: Task, photo: Photo, boxes: Sequence[Box], settings: Settings) -> None:
    """Write the result of one photo and, if wished, its record.

    The image comes last: where there is a result, its record is there too.

    Args:
        task: Where to.
        photo: As it was read.
        boxes: What to hide, before the box scale.
        settings: How.

    Raises:
        ImageError: Something cannot be written; the photo then has no new result.
    """
    if settings.write_detections:
        write_record(task.record, boxes)
    if boxes:
        hidden = hidden_boxes(photo, boxes, settings)
        write_image(
            photo,
            obfuscated(photo, hidden, settings),
            task.target,
            hidden=hidden,
            policy=settings.metadata_policy,
        )
    else:
        copy_image(photo, task.target, policy=settings.metadata_policy)
