"""Compare what a network found in photos with what people labelled there."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from anonymizer_gui.core.boxes import Kind
from anonymizer_gui.core.overlaps import Boxes, areas, intersections, ious

MATCHING_IOU = 0.5
LOOSE_IOU = 0.3
"""Detections that overlap no label by this much are false alarms."""

COVERED_SHARE = 0.75
"""A label counts as covered if so much of it is hidden."""

EXCUSED_SHARE = 0.5
"""A detection that has this much in common with an ignored label is no false alarm."""

SMALLEST = 12.0
"""Smaller labels do not count; pixels of the photo."""

SIZE_AXES = {Kind.FACE: 1, Kind.PLATE: 0}
"""Faces are measured by their height, plates by their width."""


@dataclass(frozen=True, slots=True, eq=False)
class Compared:
    """One photo at one threshold.

    Attributes:
        asked: float32 [N, 4], the labels that count.
        sizes: float32 [N], their sizes.
        matched: bool [N], found at IoU 0.5.
        loosely_matched: bool [N], found at IoU 0.3.
        covered: bool [N], hidden.
        found_sizes: float32 [M], sizes of the detections.
        matches: intp [M], index of the label that a detection matches at IoU 0.5, or -1.
        excused: Indices of the detections on labels that do not count.
        false_alarms: Indices of the detections that match no label, even at IoU 0.3.
    """

    asked: Boxes
    sizes: NDArray[np.float32]
    matched: NDArray[np.bool_]
    loosely_matched: NDArray[np.bool_]
    covered: NDArray[np.bool_]
    found_sizes: NDArray[np.float32]
    matches: NDArray[np.intp]
    excused: NDArray[np.intp]
    false_alarms: NDArray[np.intp]


def compared(
    labels: Boxes, ignored: NDArray[np.bool_], found: Boxes, *, size_axis: int, hidden: Boxes
) -> Compared:
    """Compare one photo.

    Args:
        labels: float32 [N, 4], x_min y_min x_max y_max, pixels.
        ignored: bool [N], labels that are neither asked for nor false alarms.
        found: float32 [M, 4], highest score first, all above the threshold.
        size_axis: 0 to measure labels by their width, 1 by their height.
        hidden: float32 [M, 4], what is hidden for what was found.
    """
    sizes, found_sizes = (
        boxes[:, 2 + size_axis] - boxes[:, size_axis] for boxes in (labels, found)
    )
    unasked = ignored | (sizes < SMALLEST)
    asked = labels[~unasked]
    overlaps = ious(asked, found)
    matches, loose_matches = (_matches(overlaps, least) for least in (MATCHING_IOU, LOOSE_IOU))
    on_unasked = np.asarray((_shares(found, labels[unasked]) >= EXCUSED_SHARE).any(axis=1))
    numbers = np.arange(len(asked))
    return Compared(
        asked=asked,
        sizes=sizes[~unasked],
        matched=np.isin(numbers, matches),
        loosely_matched=np.isin(numbers, loose_matches),
        covered=np.array([_is_covered(label, hidden) for label in asked], np.bool_),
        found_sizes=found_sizes,
        matches=matches,
        excused=np.flatnonzero(on_unasked & (matches < 0)),
        false_alarms=np.flatnonzero(~on_unasked & (loose_matches < 0)),
    )


def _matches(overlaps: NDArray[np.float32], least: float) -> NDArray[np.intp]:
    """Give each detection, surest first, the free label that it overlaps most.

    Args:
        overlaps: IoU [N labels, M detections].
        least: IoU that a match needs.

    Returns:
        Per detection the index of its label, -1 for none.
    """
    free = overlaps.copy()
    matches = np.full(overlaps.shape[1], -1, np.intp)
    for index in range(len(matches) if len(free) else 0):
        best = free[:, index].argmax()
        if free[best, index] >= least:
            matches[index] = best
            free[best] = 0.0
    return matches


def _shares(boxes: Boxes, regions: Boxes) -> NDArray[np.float32]:
    """Intersection over the smaller area, [N boxes, M regions]."""
    smaller = np.minimum(areas(boxes)[:, None], areas(regions)[None])
    return np.asarray(intersections(boxes, regions) / np.maximum(smaller, 1e-6), np.float32)


def share_inside(boxes: Boxes, regions: Boxes) -> NDArray[np.float32]:
    """Share of each box that lies in each region, float32 [N boxes, M regions]."""
    own = np.maximum(areas(boxes)[:, None], 1e-6)
    return np.asarray(intersections(boxes, regions) / own, np.float32)


def _is_covered(label: Boxes, hidden: Boxes) -> bool:
    """Whether enough points of a 24 x 24 grid on the label are hidden."""
    steps = (np.arange(24) + 0.5) / 24
    x, y = (label[axis] + steps * (label[axis + 2] - label[axis]) for axis in (0, 1))
    inside_x = (x[:, None] >= hidden[:, 0]) & (x[:, None] <= hidden[:, 2])
    inside_y = (y[:, None] >= hidden[:, 1]) & (y[:, None] <= hidden[:, 3])
    share = (inside_y[:, None] & inside_x[None]).any(axis=-1).mean()
    return bool(share >= COVERED_SHARE)


@dataclass(frozen=True, slots=True)
class Figures:
    """Sums over photos, of things in a range of sizes.

    Attributes:
        photos: How many.
        labels: How many that count.
        recall: Share of them found at IoU 0.5; NaN where there are none.
        loose_recall: The same at IoU 0.3.
        coverage: Share of them that is hidden.
        false_alarms: Per photo.
    """

    photos: int
    labels: int
    recall: float
    loose_recall: float
    coverage: float
    false_alarms: float


def figures(
    photos: Sequence[Compared], *, smallest: float = 0.0, largest: float = np.inf
) -> Figures:
    """Add up, over labels and false alarms at least `smallest` and less than `largest` in size."""
    sizes = np.concatenate([photo.sizes for photo in photos])
    alarms = np.concatenate([photo.found_sizes[photo.false_alarms] for photo in photos])
    chosen, counted = ((some >= smallest) & (some < largest) for some in (sizes, alarms))

    def share(name: str) -> float:
        hits = np.concatenate([getattr(photo, name) for photo in photos])[chosen]
        return float(hits.mean()) if len(hits) else float("nan")

    return Figures(
        photos=len(photos),
        labels=int(chosen.sum()),
        recall=share("matched"),
        loose_recall=share("loosely_matched"),
        coverage=share("covered"),
        false_alarms=int(counted.sum()) / len(photos),
    )
