from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from anonymizer_gui.core.boxes import Kind
from anonymizer_gui.core.detections import Detections
from training.data import Photo
from training.evaluate import THRESHOLDS, by_size, chosen_threshold, compared_photos

LABEL = np.array([[10, 10, 60, 22]], np.float32)
NONE = np.zeros([0, 4], np.float32)


def photo(labels: NDArray[np.float32]) -> Photo:
    return Photo("a_set", Path("a.jpg"), "a", labels, np.zeros(len(labels), np.bool_))


def found(*scores: float, at: NDArray[np.float32] = LABEL) -> Detections:
    boxes = np.repeat(at, len(scores), axis=0)
    return Detections(boxes, np.array(scores, np.float32), np.ones(len(scores), np.uint8))


def test_the_threshold_is_as_low_as_the_false_alarms_allow() -> None:
    quiet = [(photo(LABEL), found(0.3))] * 3
    noisy = [(photo(NONE), found(0.4, at=LABEL)), (photo(NONE), found(0.2, at=LABEL))]

    threshold = chosen_threshold({"with": quiet, "without": noisy}, kind=Kind.PLATE)

    assert threshold == 0.21


def test_a_hopeless_network_gets_the_highest_threshold() -> None:
    noisy = [(photo(NONE), found(0.9))]

    assert chosen_threshold({"without": noisy}, kind=Kind.PLATE) == THRESHOLDS[-1]


def test_figures_are_given_by_size() -> None:
    answers = [(photo(LABEL), found(0.9)), (photo(LABEL), found(0.1))]

    table = by_size(compared_photos(answers, threshold=0.5, kind=Kind.PLATE))

    assert table["all"].recall == 0.5
    assert table["40-80"].labels == 2
    assert table["80+"].labels == 0
