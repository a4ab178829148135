"""One box per face or plate, where several views of a photo have found it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from anonymizer_gui.core.detections import Detections, merged
from anonymizer_gui.core.overlaps import areas, intersections

MAX_IOU = 0.5
"""Of two boxes that overlap more than this, as intersection over union, one is enough.

At 0.3 the half of a face that looks out behind another one stayed visible; at 0.5 no face or plate
of 149 photos got a second box.
"""

MAX_INSIDE = 0.9
"""A box of which more than this share lies in a surer one adds nothing: it is blurred already."""

SAME_OBJECT = 0.5
"""A cut box belongs to a whole one in which at least this share of it lies."""

SAME_CUT = 0.2
"""Two cut boxes are of one object if they share at least this much of the smaller one."""

_ROWS_AT_ONCE = 128
"""Of the table that says which boxes overlap: whole it takes much memory for thousands of boxes."""


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """What was found in one view of the photo.

    Attributes:
        found: In pixels of the whole photo.
        cut: bool [N], whether a box reaches an edge of the view behind which the photo goes on,
            so that it may hold a part of a face or plate only.
    """

    found: Detections
    cut: NDArray[np.bool_]

    def __post_init__(self) -> None:
        if self.cut.shape != (len(self.found),):
            raise ValueError(f"cut must be [{len(self.found)}], got {list(self.cut.shape)}")


def united(views: Sequence[Seen]) -> Detections:
    """What all views of a photo have found, each face and plate once.

    Whole boxes suppress each other, cut ones suppress nothing: where a whole box holds them they
    give it their score if theirs is higher, and where none does they are joined with each other.

    Args:
        views: In any order.

    Returns:
        Highest score first.
    """
    whole = merged([view.found.of(~view.cut) for view in views])
    cut = merged([view.found.of(view.cut) for view in views])
    parts = []
    for kind in sorted({*whole.kinds.tolist(), *cut.kinds.tolist()}):
        kept = suppressed(whole.of(whole.kinds == kind), max_iou=MAX_IOU)
        kept, rest = _absorbed(kept, cut.of(cut.kinds == kind))
        parts += [kept, _joined(rest)]
    return merged(parts)


def suppressed(found: Detections, *, max_iou: float) -> Detections:
    """Keep the best of the boxes that overlap.

    A box nearly inside a surer one goes too, whatever its size.

    Args:
        found: Of one kind; N may be 0.
        max_iou: Intersection over union above which the lower score goes, in (0, 1].

    Raises:
        ValueError: `max_iou` is outside (0, 1].

    Source: greedy NMS, Felzenszwalb et al. 2010, doi:10.1109/TPAMI.2009.167.
    """
    if not 0 < max_iou <= 1:
        raise ValueError(f"max_iou must be in (0, 1], got {max_iou}")
    order = np.argsort(-found.scores, kind="stable")
    boxes = found.boxes[order]
    own = areas(boxes)
    kept = np.ones(len(order), np.bool_)
    for start in range(0, len(order), _ROWS_AT_ONCE):
        rows = slice(start, start + _ROWS_AT_ONCE)
        shared = intersections(boxes[rows], boxes)
        both = own + own[rows, None] - shared
        apart = (shared <= max_iou * both) & (shared <= MAX_INSIDE * own)
        for index, others in enumerate(apart, start):
            if kept[index]:
                kept[index + 1 :] &= others[index + 1 :]
    return found.of(order[kept])


def _absorbed(whole: Detections, cut: Detections) -> tuple[Detections, Detections]:
    """Give each cut box to a whole one that it is a part of.

    If none of those is as sure, the tightest gets its score: the cut face may also lie in the much
    larger box of something else.

    Returns:
        The whole ones with the scores they have then, and the cut ones that are part of none.
    """
    if not len(whole) or not len(cut):
        return whole, cut
    scores = whole.scores.copy()
    alone = np.ones(len(cut), bool)
    whole_areas, cut_areas = areas(whole.boxes), areas(cut.boxes)
    for index, box in enumerate(cut.boxes):
        shared = intersections(box[None], whole.boxes)[0]
        fits = (shared >= SAME_OBJECT * cut_areas[index]) & (shared > 0)
        if not fits.any():
            continue
        alone[index] = False
        if scores[fits].max() < cut.scores[index]:
            iou = shared / (whole_areas + cut_areas[index] - shared)
            scores[np.argmax(np.where(fits, iou, -1))] = cut.scores[index]
    return replace(whole, scores=scores), cut.of(alone)


def _joined(cut: Detections) -> Detections:
    """One box around the parts of each object that no view has seen whole, with the best score."""
    boxes, scores = cut.boxes.copy(), cut.scores.copy()
    index = 0
    while index < len(scores):
        shared = intersections(boxes[index, None], boxes)[0]
        sizes = areas(boxes)
        same = (shared > 0) & (shared >= SAME_CUT * np.minimum(sizes[index], sizes))
        same[index] = False
        if not same.any():
            index += 1
            continue
        same[index] = True
        boxes[index] = [*boxes[same, :2].min(axis=0), *boxes[same, 2:].max(axis=0)]
        scores[index] = scores[same].max()
        same[index] = False
        boxes, scores = boxes[~same], scores[~same]
        index = 0  # the larger box may reach others now
    return Detections(boxes, scores, cut.kinds[: len(scores)].copy())
