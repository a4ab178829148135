"""What was done with each photo of a job: what a report says of it."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from anonymizer_gui.core.boxes import Box, Kind
from anonymizer_gui.core.detections import Detections
from anonymizer_gui.core.errors import AnonymizerError
from anonymizer_gui.core.store.boxes import boxes_from, derived
from anonymizer_gui.core.store.database import Database
from anonymizer_gui.core.store.finder import Network, finder_from
from anonymizer_gui.core.store.job import thresholds_in
from anonymizer_gui.core.store.paging import NEXT, by_path
from anonymizer_gui.core.store.scores import unpacked
from anonymizer_gui.core.store.texts import error_from, thresholds_from
from anonymizer_gui.core.store.values import EditedBox, State

_ENTRIES = f"""
    SELECT path, target, state, images.sha256, result_sha256, saved_at, reviewed_at, error,
           finders.text, data, edits.boxes, edits.thresholds
    FROM images
    LEFT JOIN finders ON finders.id = finder
    LEFT JOIN detections ON detections.image = images.id
    LEFT JOIN edits ON edits.image = images.id
    WHERE (listed = 1 OR state = '{State.SAVED}') AND {NEXT}
"""


@dataclass(frozen=True, slots=True)
class ByHand:
    """What a person has changed of what the networks found.

    Attributes:
        added: Boxes that were drawn, or that had been under the threshold.
        removed: Boxes that are not hidden.
        moved: Boxes that have other edges, or are of the other kind.
    """

    added: int = 0
    removed: int = 0
    moved: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """What was done with one photo.

    Attributes:
        path: Below the input folder, with /.
        target: Its result, below the output folder.
        state: How far it is.
        sha256: Of the photo when it was looked at, in hexadecimal; empty before.
        result_sha256: Of the result as it was written; empty while there is none.
        saved_at: When that was, ISO 8601, UTC; empty while there is no result.
        reviewed_at: When a person was done with it; empty before.
        networks: What looked for faces and plates; empty before anything has.
        thresholds: The scores from which these were hidden, before anybody changed that.
        found: How many reached them.
        hidden: How many are hidden.
        by_hand: What a person has changed.
        error: Why it failed; None if it did not.
    """

    path: str
    target: str
    state: State
    sha256: str
    result_sha256: str
    saved_at: str
    reviewed_at: str
    networks: tuple[Network, ...]
    thresholds: Mapping[Kind, float]
    found: Counter[Kind]
    hidden: Counter[Kind]
    by_hand: ByHand
    error: AnonymizerError | None


class Ledger:
    """Reads what was done. Holds nothing but the database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def entries(self) -> Iterator[Entry]:
        """All photos that are in the folder, and those that were when their result was written.

        In the order of their paths.
        """

        def page(last: bytes) -> list[tuple[str, Entry]]:
            with self._database.reading() as db:
                now = thresholds_in(db)
                return [(row[0], _entry(row, now)) for row in db.execute(_ENTRIES, [last])]

        return (entry for _, entry in by_path(page))


def by_hand(boxes: tuple[EditedBox, ...], found: tuple[EditedBox, ...]) -> ByHand:
    """What a person has changed.

    Args:
        boxes: What is hidden.
        found: What would be hidden if nobody had changed anything.
    """
    proposed = {one.source: one.box for one in found}
    kept = {one.source: one.box for one in boxes if one.source in proposed}
    return ByHand(
        added=len(boxes) - len(kept),
        removed=len(proposed) - len(kept),
        moved=sum(_place(box) != _place(proposed[source]) for source, box in kept.items()),
    )


def _place(box: Box) -> tuple[object, ...]:
    return box.kind, box.x_min, box.y_min, box.x_max, box.y_max


def _entry(row: tuple[Any, ...], now: Mapping[Kind, float]) -> Entry:
    path, target, state, sha256, result, saved, reviewed, error, finder, data, edits, first = row
    saved_now = state == State.SAVED
    thresholds = thresholds_from(first) if first else now
    found = derived(unpacked(data) if data else Detections.none(), thresholds)
    boxes = found if edits is None else boxes_from(edits)
    return Entry(
        path=path,
        target=target,
        state=State(state),
        sha256=sha256,
        result_sha256=result if saved_now else "",
        saved_at=(saved or "") if saved_now else "",
        reviewed_at=reviewed or "",
        networks=finder_from(finder).networks if finder else (),
        thresholds=thresholds,
        found=Counter(one.box.kind for one in found),
        hidden=Counter(one.box.kind for one in boxes),
        by_hand=by_hand(boxes, found),
        error=None if error is None else error_from(error),
    )
