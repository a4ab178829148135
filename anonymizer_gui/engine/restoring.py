"""After a store was damaged: what people drew comes back from the records beside the results.

A record has the boxes of a result as they were hidden. Those that a person drew have the score 1;
what networks found is found again.
"""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace

from anonymizer_gui.core.boxes import Origin
from anonymizer_gui.core.errors import ImageError
from anonymizer_gui.core.records import read_record
from anonymizer_gui.core.store.job_store import JobStore
from anonymizer_gui.core.store.values import EditedBox, Review
from anonymizer_gui.engine.plan import Task


def restore_drawn_boxes(store: JobStore, tasks: Iterable[Task]) -> None:
    """Put the boxes that people drew into a store that knows nothing of the photos yet.

    Args:
        store: Of the job.
        tasks: Photos that are listed in it.
    """
    for task in tasks:
        with suppress(ImageError):  # no record, or a damaged one: nothing to restore
            drawn = [box for box in read_record(task.record) if box.score == 1.0]
            if drawn:
                boxes = tuple(EditedBox(replace(box, origin=Origin.MANUAL)) for box in drawn)
                store.photos.put_review(task.image_id, Review(boxes, searched=False))
