"""The list of photos: counted, filtered and sorted by SQLite, however many there are."""

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

import numpy as np
from numpy.typing import NDArray

from anonymizer_gui.core.boxes import Kind
from anonymizer_gui.core.detections import KINDS
from anonymizer_gui.core.errors import AnonymizerError
from anonymizer_gui.core.store.boxes import derived
from anonymizer_gui.core.store.database import Database
from anonymizer_gui.core.store.files import folded
from anonymizer_gui.core.store.job import NEVER, thresholds_in
from anonymizer_gui.core.store.schema import TO_REVIEW
from anonymizer_gui.core.store.scores import NEAR_STEPS, near_masks, score_bytes, unpacked
from anonymizer_gui.core.store.texts import error_from
from anonymizer_gui.core.store.values import Filter, ImageRow, Order, State, View

_EDITED = f"edited_{Kind.FACE} IS NOT NULL"

_HAS_BOXES = (
    f"CASE WHEN {_EDITED} THEN {' + '.join(f'edited_{kind}' for kind in Kind)} > 0 "
    f"ELSE {' OR '.join(f'{kind}_best >= :{kind}' for kind in Kind)} END"
)

_DOUBT = (
    f"CASE WHEN {_EDITED} THEN 0 "
    + " ".join(
        f"WHEN {' OR '.join(f'{kind}_levels & :{kind}_{away}' for kind in Kind)} "
        f"THEN {1 - away / NEAR_STEPS:.2f}"
        for away in range(NEAR_STEPS)
    )
    + " ELSE 0 END"
)

_FILTERS: Mapping[Filter, str] = {
    Filter.ALL: "",
    Filter.TO_REVIEW: f" AND {TO_REVIEW}",
    Filter.WITH_BOXES: f" AND {_HAS_BOXES}",
    Filter.DOUBTFUL: f" AND {_DOUBT} > 0",
    Filter.FAILED: f" AND state = '{State.FAILED}'",
}

_ORDERS: Mapping[Order, str] = {Order.NAME: "path", Order.DOUBT: f"{_DOUBT} DESC, path"}

_ROWS = f"""
    SELECT images.id, images.path, state, {_DOUBT}, error, data, edited_face, edited_plate,
           finish IS NULL OR untouched
    FROM json_each(:ids) AS wanted
    JOIN images ON images.id = wanted.value
    LEFT JOIN detections ON detections.image = images.id AND NOT {_EDITED}
    ORDER BY wanted.key
"""

_FAILURES = f"SELECT path, error FROM images WHERE listed = 1 AND state = '{State.FAILED}'"

_SCORED = f"""
    SELECT image, data FROM detections CROSS JOIN images ON images.id = image
    WHERE image > ? AND listed = 1 AND reviewed_at IS NULL AND NOT ({_EDITED})
    ORDER BY image LIMIT ?
"""
_SCORED_AT_ONCE = 2000


class ImageList:
    """Answers what a list of photos asks. Holds nothing but the database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def counts(self) -> dict[State, int]:
        """How many photos are in each state."""
        with self._database.reading() as db:
            return state_counts(db)

    def count(self, view: View) -> int:
        """How many photos a list has."""
        with self._database.reading() as db:
            (count,) = db.execute(
                f"SELECT COUNT(*) FROM images WHERE {_where(view)}",
                _values(thresholds_in(db), view),
            ).fetchone()
        return int(count)

    def ids(self, view: View) -> list[int]:
        """The photos of a list in its order."""
        with self._database.reading() as db:
            found = db.execute(
                f"SELECT id FROM images WHERE {_where(view)} ORDER BY {_ORDERS[view.order]}",
                _values(thresholds_in(db), view),
            ).fetchall()
        return [image_id for (image_id,) in found]

    def ids_in(self, *states: State) -> list[int]:
        """The photos that are in one of some states, by path."""
        with self._database.reading() as db:
            found = db.execute(
                "SELECT id FROM images WHERE listed = 1 "
                "AND state IN (SELECT value FROM json_each(?)) ORDER BY path",
                [json.dumps(states)],
            ).fetchall()
        return [image_id for (image_id,) in found]

    def edited_ids(self) -> list[int]:
        """The photos, searched ones, whose boxes are those that a person has left, by path."""
        with self._database.reading() as db:
            found = db.execute(
                "SELECT id FROM images "
                f"WHERE listed = 1 AND finder IS NOT NULL AND {_EDITED} ORDER BY path"
            ).fetchall()
        return [image_id for (image_id,) in found]

    def failures(self) -> Iterator[tuple[PurePosixPath, AnonymizerError]]:
        """The photos that failed and why, by path."""
        rows = self._database.by_path(_FAILURES)
        return ((PurePosixPath(path), error_from(error)) for path, error in rows)

    def scores(self) -> dict[Kind, NDArray[np.float64]]:
        """Per kind, all scores of the photos in which thresholds decide, lowest first."""
        after, pieces = 0, [(b"", b"")]
        while after >= 0:
            with self._database.reading() as db:  # in parts: others read in between
                found = db.execute(_SCORED, [after, _SCORED_AT_ONCE]).fetchall()
            pieces += [score_bytes(data) for _, data in found]
            after = found[-1][0] if len(found) == _SCORED_AT_ONCE else -1
        scores = np.frombuffer(b"".join(one for one, _ in pieces), "<f4").astype(np.float64)
        kinds = np.frombuffer(b"".join(one for _, one in pieces), np.uint8)
        return {kind: np.sort(scores[kinds == index]) for index, kind in enumerate(KINDS)}

    def rows(self, ids: Sequence[int]) -> list[ImageRow]:
        """The lines of some photos, in the order of `ids`; one that is not there is left out."""
        with self._database.reading() as db:
            thresholds = thresholds_in(db)
            found = db.execute(_ROWS, _values(thresholds) | {"ids": json.dumps(list(ids))})
            return [_row(values, thresholds) for values in found.fetchall()]


def state_counts(db: sqlite3.Connection) -> dict[State, int]:
    """How many photos are in each state."""
    counts = dict(db.execute("SELECT state, COUNT(*) FROM images WHERE listed = 1 GROUP BY state"))
    return {state: counts.get(state, 0) for state in State}


def _where(view: View) -> str:
    search = " AND instr(folded, :search)" if view.search else ""
    return f"listed = 1{_FILTERS[view.filter]}{search}"


def _values(thresholds: Mapping[Kind, float], view: View | None = None) -> dict[str, Any]:
    """What the named places of the SQL above stand for."""
    values: dict[str, Any] = {"search": folded(view.search) if view else ""}
    for kind in Kind:
        values[kind] = thresholds.get(kind, NEVER)
        values |= {f"{kind}_{away}": m for away, m in enumerate(near_masks(thresholds, kind))}
    return values


def _row(values: tuple[Any, ...], thresholds: Mapping[Kind, float]) -> ImageRow:
    image_id, path, state, doubt, error, data, faces, plates, untouched = values
    edited = faces is not None
    if not edited:
        kinds = [one.box.kind for one in derived(unpacked(data), thresholds)] if data else []
        faces, plates = kinds.count(Kind.FACE), kinds.count(Kind.PLATE)
    return ImageRow(
        id=image_id,
        path=PurePosixPath(path),
        state=State(state),
        faces=faces,
        plates=plates,
        doubt=float(doubt),
        edited=edited,
        untouched=bool(untouched),
        error=None if error is None else error_from(error),
    )
