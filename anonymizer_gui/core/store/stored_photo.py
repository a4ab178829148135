"""Reading all that is known of one photo."""

import sqlite3
from dataclasses import replace
from pathlib import PurePosixPath

from anonymizer_gui.core.detections import Detections
from anonymizer_gui.core.store.boxes import boxes_from, derived
from anonymizer_gui.core.store.job import thresholds_in
from anonymizer_gui.core.store.scores import unpacked
from anonymizer_gui.core.store.texts import error_from, thresholds_from
from anonymizer_gui.core.store.values import EditedBox, Review, State, StoredPhoto

_PHOTO = """
    SELECT path, target, record, state, width, height, sha256, reviewed_at, error, data,
           boxes, thresholds
    FROM images
    LEFT JOIN detections ON detections.image = images.id
    LEFT JOIN edits ON edits.image = images.id
    WHERE images.id = ?
"""


def photo_in(db: sqlite3.Connection, image_id: int) -> StoredPhoto:
    """All that is known of a photo.

    Raises:
        LookupError: There is none with this id.
        ValueError, TypeError: What is stored of it is damaged.
    """
    row = db.execute(_PHOTO, [image_id]).fetchone()
    if row is None:
        raise LookupError(f"no photo {image_id}")
    path, target, record, state, width, height, sha256, reviewed_at, error, data, *edit = row
    text, first = edit
    detections = None if data is None else unpacked(data)
    edited = None if text is None else boxes_from(text)
    if edited is not None and detections is None:
        edited = tuple(replace(one, source=None) for one in edited)
    return StoredPhoto(
        id=image_id,
        path=PurePosixPath(path),
        target=PurePosixPath(target),
        record=PurePosixPath(record),
        state=State(state),
        width=width,
        height=height,
        sha256=sha256,
        detections=detections,
        review=Review(edited, done=reviewed_at is not None),
        # Before anything has looked at a photo, nobody knows what a person would leave visible
        decided=frozenset(thresholds_from(first) if first and sha256 else ()),
        boxes=derived_in(db, detections) if edited is None else edited,
        error=None if error is None else error_from(error),
    )


def derived_in(db: sqlite3.Connection, detections: Detections | None) -> tuple[EditedBox, ...]:
    """What the thresholds of now say; nothing where nothing was looked for."""
    return () if detections is None else derived(detections, thresholds_in(db))
