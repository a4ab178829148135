"""Detections as bytes, and what of their scores SQL must know to filter and sort photos.

A photo is doubtful where a score is near a threshold. Thresholds move, so each photo keeps, per
kind, one bit for every step of 0.02 in which it has a score: a mask around the threshold of now
then tells how near the nearest one is, in SQL and without reading a detection.
"""

from collections.abc import Iterable, Mapping

import numpy as np

from anonymizer_gui.core.boxes import Kind
from anonymizer_gui.core.detections import KINDS, Detections

_STEPS = 50
"""Steps of the scale of scores; one bit more than this fits an integer of SQLite."""

NEAR_STEPS = 5
"""A score within this many steps of a threshold makes a photo doubtful."""

_BYTES_EACH = 4 * 4 + 4 + 1


def packed(detections: Detections) -> bytes:
    """Detections as they are stored: all boxes, all scores, all kinds, little-endian."""
    return b"".join(
        (
            detections.boxes.astype("<f4").tobytes(),
            detections.scores.astype("<f4").tobytes(),
            detections.kinds.astype(np.uint8).tobytes(),
        )
    )


def unpacked(data: bytes) -> Detections:
    """The detections in what `packed` gave.

    Raises:
        ValueError: It is something else.
    """
    count, rest = divmod(len(data), _BYTES_EACH)
    if rest:
        raise ValueError(f"{len(data)} bytes are not a whole number of detections")
    kinds = np.frombuffer(data, np.uint8, count, offset=20 * count)
    if (kinds >= len(KINDS)).any():
        raise ValueError("a detection is of a kind that there is not")
    boxes = np.frombuffer(data, "<f4", 4 * count).reshape(count, 4).astype(np.float32)
    scores = np.frombuffer(data, "<f4", count, offset=16 * count).astype(np.float32)
    return Detections(boxes, scores, kinds.copy())


def score_bytes(data: bytes) -> tuple[bytes, bytes]:
    """The scores, as float32, and the kinds, as uint8, in what `packed` gave."""
    count = len(data) // _BYTES_EACH
    return data[16 * count : 20 * count], data[20 * count :]


def best_score(detections: Detections, kind: Kind) -> float:
    """The highest score of a kind; -1 where there is none."""
    scores = detections.scores[detections.kinds == KINDS.index(kind)]
    return float(scores.max(initial=-1.0))


def levels(detections: Detections, kind: Kind) -> int:
    """One bit for each step of the scale in which the kind has a score."""
    scores = detections.scores[detections.kinds == KINDS.index(kind)]
    return _bits({_step(score) for score in scores.tolist()})


def near_masks(thresholds: Mapping[Kind, float], kind: Kind) -> list[int]:
    """The levels that are within 0, 1, ... `NEAR_STEPS` - 1 steps of the threshold of a kind."""
    if kind not in thresholds:
        return [0] * NEAR_STEPS
    step = _step(thresholds[kind])
    return [
        _bits(range(max(step - away, 0), min(step + away, _STEPS) + 1))
        for away in range(NEAR_STEPS)
    ]


def _step(score: float) -> int:
    return min(int(score * _STEPS), _STEPS)


def _bits(steps: Iterable[int]) -> int:
    return sum(1 << step for step in steps)
