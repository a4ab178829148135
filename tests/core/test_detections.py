"""Detections become boxes by the threshold of their kind."""

import numpy as np
import pytest

from anonymizer_gui.core.boxes import Box, Kind, Origin
from anonymizer_gui.core.detections import Detections, merged

FACES = Detections(
    np.array([[0, 0, 10, 10], [5, 5, 20, 25]], np.float32),
    np.array([0.75, 0.25], np.float32),
    np.array([0, 0], np.uint8),
)
PLATES = Detections(
    np.array([[30, 30, 60, 40]], np.float32), np.array([0.5], np.float32), np.array([1], np.uint8)
)


def test_a_detection_below_its_threshold_is_no_box() -> None:
    assert FACES.above({Kind.FACE: 0.3}) == [
        Box(0, 0, 10, 10, Kind.FACE, score=0.75, origin=Origin.DETECTED)
    ]


def test_a_kind_without_a_threshold_is_left_out() -> None:
    found = merged([FACES, PLATES]).above({Kind.PLATE: 0.1})

    assert [box.kind for box in found] == [Kind.PLATE]


def test_merged_detections_have_the_best_first() -> None:
    both = merged([FACES, PLATES])

    assert both.scores.tolist() == [0.75, 0.5, 0.25]
    assert both.kinds.tolist() == [0, 1, 0]


@pytest.mark.parametrize("parts", [[], [Detections.none()], [Detections.none(), FACES]])
def test_nothing_found_can_be_merged(parts: list[Detections]) -> None:
    assert len(merged(parts)) == sum(map(len, parts))


def test_arrays_of_different_lengths_are_refused() -> None:
    with pytest.raises(ValueError, match="boxes must be"):
        Detections(np.zeros((2, 4), np.float32), np.zeros(1, np.float32), np.zeros(1, np.uint8))


def test_detections_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="read-only"):
        FACES.scores[0] = 0
