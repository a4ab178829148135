"""Compare what a network found in photos with what people labelled there."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

MATCHING_IOU = 0.5
LOOSE_IOU = 0.3
"""Detections that overlap no label by this much are false alarms."""

COVERED_SHARE = 0.75
GROWTH = 1.15
"""A label counts as covered if `COVERED_SHARE` of it lies in detections grown by this."""

EXCUSED_SHARE = 0.5
"""A detection that has this much in common with an ignored label is no false alarm."""

SIZE_EDGES = (12.0, 20.0, 40.0, 80.0, np.inf)
"""Labels below the first are ignored; pixels of the photo."""

Boxes = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Compared:
    """One photo at one threshold.

    Attributes:
        sizes: float32 [N], size of each label that counts.
        matched: bool [N], found at IoU 0.5.
        loosely_matched: bool [N], found at IoU 0.3.
        covered: bool [N], hidden by the grown boxes.
        false_alarms: Indices of the detections that are one.
    """

    sizes: NDArray[np.float32]
    matched: NDArray[np.bool_]
    loosely_matched: NDArray[np.bool_]
    covered: NDArray[np.bool_]
    false_alarms: NDArray[np.intp]


def compared(
    labels: Boxes, ignored: NDArray[np.bool_], found: Boxes, *, size_axis: int
) -> Compared:
    """Compare one photo.

    Args:
        labels: float32 [N, 4], x_min y_min x_max y_max, pixels.
        ignored: bool [N], labels that are neither asked for nor false alarms.
        found: float32 [M, 4], highest score first, all above the threshold.
        size_axis: 0 to measure labels by their width, 1 by their height.
    """
    sizes = labels[:, 2 + size_axis] - labels[:, size_axis]
    unasked = ignored | (sizes < SIZE_EDGES[0])
    asked = labels[~unasked]
    overlaps = _ious(asked, found)
    loose, alarm_indices = _matches(overlaps, least=LOOSE_IOU)
    excused = (_shares(found[alarm_indices], labels[unasked]) >= EXCUSED_SHARE).any(axis=1)
    return Compared(
        sizes=sizes[~unasked],
        matched=_matches(overlaps, least=MATCHING_IOU)[0],
        loosely_matched=loose,
        covered=np.array([_is_covered(label, found) for label in asked], np.bool_),
        false_alarms=alarm_indices[~excused],
    )


def _matches(
    overlaps: NDArray[np.float32], *, least: float
) -> tuple[NDArray[np.bool_], NDArray[np.intp]]:
    """Give each detection, surest first, the free label that it overlaps most.

    Args:
        overlaps: IoU [N labels, M detections].
        least: IoU that a match needs.

    Returns:
        Which labels were matched [N], and the indices of the detections that match none.
    """
    matched = np.zeros(len(overlaps), np.bool_)
    unmatched = []
    for index in range(overlaps.shape[1]):
        free = np.where(matched, 0.0, overlaps[:, index])
        if len(free) and free.max() >= least:
            matched[free.argmax()] = True
        else:
            unmatched.append(index)
    return matched, np.array(unmatched, np.intp)


def _intersections(first: Boxes, second: Boxes) -> NDArray[np.float32]:
    low = np.maximum(first[:, None, :2], second[None, :, :2])
    high = np.minimum(first[:, None, 2:], second[None, :, 2:])
    return np.asarray(np.prod((high - low).clip(0), axis=-1), np.float32)


def _areas(boxes: Boxes) -> NDArray[np.float32]:
    return np.asarray(np.prod(boxes[:, 2:] - boxes[:, :2], axis=1), np.float32)


def _ious(first: Boxes, second: Boxes) -> NDArray[np.float32]:
    shared = _intersections(first, second)
    union = _areas(first)[:, None] + _areas(second)[None] - shared
    return np.asarray(shared / np.maximum(union, 1e-6), np.float32)


def _shares(boxes: Boxes, regions: Boxes) -> NDArray[np.float32]:
    """Intersection over the smaller area, [N boxes, M regions]."""
    smaller = np.minimum(_areas(boxes)[:, None], _areas(regions)[None])
    return np.asarray(_intersections(boxes, regions) / np.maximum(smaller, 1e-6), np.float32)


def _is_covered(label: Boxes, found: Boxes) -> bool:
    """Whether enough points of a 24 x 24 grid on the label lie in a grown detection."""
    middles, halves = (found[:, :2] + found[:, 2:]) / 2, (found[:, 2:] - found[:, :2]) / 2
    steps = (np.arange(24) + 0.5) / 24
    x, y = (label[axis] + steps * (label[axis + 2] - label[axis]) for axis in (0, 1))
    inside_x = np.abs(x[:, None] - middles[:, 0]) <= GROWTH * halves[:, 0]
    inside_y = np.abs(y[:, None] - middles[:, 1]) <= GROWTH * halves[:, 1]
    hidden = (inside_y[:, None] & inside_x[None]).any(axis=-1)
    return bool(hidden.mean() >= COVERED_SHARE)


@dataclass(frozen=True, slots=True)
class Figures:
    """Sums over photos.

    Attributes:
        photos: How many.
        labels: How many that count.
        recall: Share of them found at IoU 0.5; NaN where there are none.
        loose_recall: The same at IoU 0.3.
        coverage: Share of them that the grown boxes hide.
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
    """Add up, over labels at least `smallest` and less than `largest` in size."""
    sizes = np.concatenate([photo.sizes for photo in photos])
    chosen = (sizes >= smallest) & (sizes < largest)

    def share(name: str) -> float:
        hits = np.concatenate([getattr(photo, name) for photo in photos])[chosen]
        return float(hits.mean()) if len(hits) else float("nan")

    return Figures(
        photos=len(photos),
        labels=int(chosen.sum()),
        recall=share("matched"),
        loose_recall=share("loosely_matched"),
        coverage=share("covered"),
        false_alarms=sum(len(photo.false_alarms) for photo in photos) / len(photos),
    )
