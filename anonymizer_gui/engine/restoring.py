"""After a store was damaged: what people said comes back, from it or from what was written.

Of the store all rows are taken that can still be read. A record beside a result has the boxes as
they were hidden: those that a person drew have the score 1; what networks found is found again.
"""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from anonymizer_gui.core.boxes import Box, Origin
from anonymizer_gui.core.errors import ImageError
from anonymizer_gui.core.records import read_record
from anonymizer_gui.core.store.job_store import JobStore
from anonymizer_gui.core.store.salvage import Salvaged, salvaged
from anonymizer_gui.core.store.values import EditedBox, Review
from anonymizer_gui.engine.plan import Task


def restore(store: JobStore, tasks: Iterable[Task], damaged: Path) -> None:
    """Put what people said into a store that has begun and knows nothing of the photos yet.

    Args:
        store: Of the job.
        tasks: Photos that are listed in it.
        damaged: The store in whose place it is.
    """
    source = store.settings().input
    known = {}
    with suppress(OSError):
        known = {one.path: one for one in salvaged(damaged)}
    for task in tasks:
        said = known.get(task.source.relative_to(source).as_posix())
        if said is None:
            _put_drawn(store, task.image_id, _recorded(task))
        else:
            _put_said(store, task.image_id, said)


def _put_said(store: JobStore, image_id: int, said: Salvaged) -> None:
    if said.seen is not None and said.seen.finder == store.finder():
        store.photos.put_sight(image_id, said.seen.sight)
        store.photos.put_review(image_id, Review(said.boxes, done=said.seen.done))
    else:  # what was found is not known, or other networks look now
        drawn = [one.box for one in said.boxes if one.box.origin is not Origin.DETECTED]
        _put_drawn(store, image_id, drawn)


def _recorded(task: Task) -> list[Box]:
    """The boxes in the record of a result that a person drew."""
    with suppress(ImageError):  # no record, or a damaged one
        return [
            replace(box, origin=Origin.MANUAL)
            for box in read_record(task.record)
            if box.score == 1.0
        ]
    return []


def _put_drawn(store: JobStore, image_id: int, drawn: Iterable[Box]) -> None:
    boxes = tuple(EditedBox(box) for box in drawn)
    if boxes:
        store.photos.put_review(image_id, Review(boxes, searched=False))
