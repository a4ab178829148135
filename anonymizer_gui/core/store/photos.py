"""One photo of a job: what was found in it, what a person has said, what was written."""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from anonymizer_gui.core.boxes import Kind
from anonymizer_gui.core.detections import Detections
from anonymizer_gui.core.errors import AnonymizerError
from anonymizer_gui.core.settings import Settings
from anonymizer_gui.core.store.boxes import boxes_text, with_found
from anonymizer_gui.core.store.database import Database, Sync
from anonymizer_gui.core.store.files import forget
from anonymizer_gui.core.store.job import settings_in, thresholds_in
from anonymizer_gui.core.store.scores import best_score, levels, packed
from anonymizer_gui.core.store.stored_photo import derived_in, photo_in
from anonymizer_gui.core.store.texts import error_text, finish_text, thresholds_text
from anonymizer_gui.core.store.values import EditedBox, Review, State, StoredPhoto

_PUT_EDIT = """
    INSERT INTO edits VALUES (?, ?, ?) ON CONFLICT (image) DO UPDATE SET boxes = excluded.boxes
"""

_PUT_THRESHOLDS = "UPDATE edits SET thresholds = json_patch(?, thresholds) WHERE image = ?"
"""Of kinds that had none; those at the first edit stay."""

_FOUND = ", ".join(f"{kind}_best = :{kind}_best, {kind}_levels = :{kind}_levels" for kind in Kind)


@dataclass(frozen=True, slots=True, eq=False)
class Sight:
    """What was seen when a photo was looked at.

    Attributes:
        width: Of the upright photo in pixels.
        height: The same.
        sha256: Of the file, in hexadecimal.
        detections: Down to the score floor.
    """

    width: int
    height: int
    sha256: str
    detections: Detections


@dataclass(frozen=True, slots=True)
class Written:
    """A file as it was written.

    Attributes:
        size: In bytes.
        sha256: In hexadecimal.
        untouched: Whether all that is not hidden is as it was in the photo; see `Encoded`.
    """

    size: int
    sha256: str
    untouched: bool = True


class PhotoShelf:
    """Gives and takes what is known of a photo. Holds nothing but the database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def photo(self, image_id: int) -> StoredPhoto:
        """All that is known of a photo.

        Raises:
            StoreError: There is none with this id.
        """
        with self._database.reading() as db:
            return photo_in(db, image_id)

    def boxes(self, image_id: int) -> tuple[EditedBox, ...]:
        """What is hidden in a photo: see `StoredPhoto.boxes`."""
        return self.photo(image_id).boxes

    def put_review(self, image_id: int, review: Review) -> None:
        """Store what a person has said about a photo; it is on the disk when this returns.

        A photo that was looked at to the end keeps the boxes of this moment, whatever is set later.
        """
        with self._database.writing(Sync.AT_ONCE) as db:
            before = photo_in(db, image_id)
            boxes = review.boxes
            if boxes is not None and not review.searched:
                boxes += derived_in(db, before.detections)
            if boxes is None and review.done:
                boxes = derived_in(db, before.detections)
            _put_boxes(db, image_id, boxes)
            same = boxes is not None and boxes == before.boxes
            finish = _finish(db, edited=True) if same and before.state is State.SAVED else None
            db.execute(
                "UPDATE images SET reviewed_at = ?, finish = ? WHERE id = ?",
                [_now() if review.done else None, finish, image_id],
            )

    def put_sight(self, image_id: int, sight: Sight, *, waiting: bool = True) -> None:
        """Store what the networks of now found in a photo.

        If its content is another than the last time, what was said of it is forgotten. Boxes that
        were drawn before anything had looked at it, or before a kind was wanted, stay, and what is
        found comes to them.

        Args:
            image_id: Of the photo.
            sight: What was seen.
            waiting: Whether to wait for the disk if that was not done for a while.
        """
        found = sight.detections
        scores = {f"{kind}_best": best_score(found, kind) for kind in Kind}
        scores |= {f"{kind}_levels": levels(found, kind) for kind in Kind}
        with self._database.writing(Sync.SOON if waiting else Sync.LATER) as db:
            before = photo_in(db, image_id)
            if before.sha256 not in ("", sight.sha256):
                forget(db, [image_id])
            elif before.detections is None and before.review.boxes is not None:
                thresholds = thresholds_in(db)
                _put_boxes(db, image_id, with_found(before, found, thresholds))
                db.execute(_PUT_THRESHOLDS, [thresholds_text(thresholds), image_id])
            db.execute(
                "UPDATE images SET finder = (SELECT id FROM finders WHERE text = "
                "(SELECT value FROM job WHERE name = 'finder')), width = :width, "
                f"height = :height, sha256 = :sha256, finish = NULL, error = NULL, {_FOUND} "
                "WHERE id = :id",
                {
                    "id": image_id,
                    "width": sight.width,
                    "height": sight.height,
                    "sha256": sight.sha256,
                    **scores,
                },
            )
            db.execute("INSERT OR REPLACE INTO detections VALUES (?, ?)", [image_id, packed(found)])

    def put_saved(
        self, image_id: int, *, boxes: Sequence[EditedBox], settings: Settings, written: Written
    ) -> None:
        """Say that the result of a photo was written; if it has other boxes by now, it was not.

        Args:
            image_id: Of the photo.
            boxes: What was hidden.
            settings: With which it was written.
            written: The result.
        """
        with self._database.writing() as db:
            photo = photo_in(db, image_id)
            edited = photo.review.boxes is not None
            if photo.boxes == tuple(boxes) and _same_finish(db, settings):
                db.execute(
                    "UPDATE images SET finish = ?, result_size = ?, result_sha256 = ?, "
                    "saved_at = ?, untouched = ?, error = NULL WHERE id = ?",
                    [
                        _finish(db, edited=edited),
                        written.size,
                        written.sha256,
                        _now(),
                        written.untouched,
                        image_id,
                    ],
                )

    def put_failed(self, image_id: int, error: AnonymizerError) -> None:
        """Say why a photo could not be done."""
        with self._database.writing() as db:
            db.execute("UPDATE images SET error = ? WHERE id = ?", [error_text(error), image_id])

    def retry(self, ids: Sequence[int]) -> None:
        """Give photos that failed the state that they had before."""
        with self._database.writing() as db:
            db.execute(
                "UPDATE images SET error = NULL WHERE id IN (SELECT value FROM json_each(?))",
                [json.dumps(list(ids))],
            )


def _put_boxes(db: sqlite3.Connection, image_id: int, boxes: tuple[EditedBox, ...] | None) -> None:
    if boxes is None:
        db.execute("DELETE FROM edits WHERE image = ?", [image_id])
    else:
        db.execute(_PUT_EDIT, [image_id, boxes_text(boxes), thresholds_text(thresholds_in(db))])
    counts = {
        kind.value: None if boxes is None else sum(one.box.kind is kind for one in boxes)
        for kind in Kind
    }
    columns = ", ".join(f"edited_{kind} = :{kind}" for kind in Kind)
    db.execute(f"UPDATE images SET {columns} WHERE id = :id", counts | {"id": image_id})


def _finish(db: sqlite3.Connection, *, edited: bool) -> int:
    """The id of how results are written now."""
    text = finish_text(settings_in(db), None if edited else thresholds_in(db))
    db.execute("INSERT OR IGNORE INTO finishes (text) VALUES (?)", [text])
    (finish,) = db.execute("SELECT id FROM finishes WHERE text = ?", [text]).fetchone()
    return int(finish)


def _same_finish(db: sqlite3.Connection, settings: Settings) -> bool:
    return finish_text(settings, None) == finish_text(settings_in(db), None)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
