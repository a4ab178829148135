"""The boxes of a photo: what the thresholds say, and what they leave to be suggested."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace

from anonymizer_gui.core.boxes import Box, Kind, Origin
from anonymizer_gui.core.detections import SCORE_FLOOR, Detections
from anonymizer_gui.core.store.values import EditedBox, StoredPhoto


def derived(detections: Detections, thresholds: Mapping[Kind, float]) -> tuple[EditedBox, ...]:
    """The boxes to hide where nobody has said otherwise.

    Args:
        detections: Of the photo.
        thresholds: Per kind, in [0, 1]; a kind that is not named is left out.
    """
    return tuple(
        EditedBox(detections.box(index), index) for index in detections.reaching(thresholds)
    )


def with_found(
    photo: StoredPhoto, found: Detections, thresholds: Mapping[Kind, float]
) -> tuple[EditedBox, ...]:
    """The boxes of a person, and what was found since then of kinds that were not decided on.

    Args:
        photo: With a review; nothing that was found in it is known.
        found: In it.
        thresholds: Per wanted kind, in [0, 1].
    """
    places = {found.box(index): index for index in range(len(found.scores))}
    drawn = photo.review.boxes or ()
    new = {kind: least for kind, least in thresholds.items() if kind not in photo.decided}
    return (
        *(replace(one, source=places.get(one.box)) for one in drawn),
        *derived(found, new),
    )


def suggestions(
    detections: Detections, boxes: Iterable[EditedBox], thresholds: Mapping[Kind, float]
) -> tuple[EditedBox, ...]:
    """Detections under their threshold that are not among the boxes.

    Args:
        detections: Of the photo.
        boxes: Those that are hidden already.
        thresholds: Per kind, in [0, 1]; of a kind that is not named nothing is suggested.
    """
    taken = {edited.source for edited in boxes} | set(detections.reaching(thresholds))
    wanted = dict.fromkeys(thresholds, SCORE_FLOOR)
    return tuple(
        EditedBox(detections.box(index), index)
        for index in detections.reaching(wanted)
        if index not in taken
    )


def boxes_text(boxes: Iterable[EditedBox]) -> str:
    """A person's boxes as they are stored."""
    return json.dumps(
        [
            [box.x_min, box.y_min, box.x_max, box.y_max, box.kind, box.score, box.origin, source]
            for box, source in ((edited.box, edited.source) for edited in boxes)
        ],
        separators=(",", ":"),
    )


def boxes_from(text: str) -> tuple[EditedBox, ...]:
    """The boxes in what `boxes_text` gave.

    Raises:
        ValueError: It is something else.
    """
    return tuple(
        EditedBox(Box(x_min, y_min, x_max, y_max, Kind(kind), score, Origin(origin)), source)
        for x_min, y_min, x_max, y_max, kind, score, origin, source in json.loads(text)
    )
