import numpy as np
from numpy.typing import NDArray

from benchmarks.scoring import Compared, compared, figures


def boxes(*corners: list[float]) -> NDArray[np.float32]:
    return np.array(corners, np.float32).reshape(-1, 4)


LABEL = boxes([100, 100, 160, 120])
CLEAR = np.zeros(1, np.bool_)


def compared_with(
    labels: NDArray[np.float32], ignored: NDArray[np.bool_], found: NDArray[np.float32]
) -> Compared:
    return compared(labels, ignored, found, size_axis=0, hidden=found)


def test_a_good_box_is_a_match_and_no_false_alarm() -> None:
    found = compared_with(LABEL, CLEAR, boxes([102, 101, 161, 121]))

    assert found.matched.all()
    assert found.covered.all()
    assert len(found.false_alarms) == 0


def test_a_loose_box_covers_but_does_not_match() -> None:
    found = compared_with(LABEL, CLEAR, boxes([90, 90, 175, 130]))

    assert not found.matched.any()
    assert found.loosely_matched.all()
    assert found.covered.all()


def test_what_is_hidden_covers_and_not_what_was_found() -> None:
    small = boxes([110, 100, 150, 120])

    found = compared(LABEL, CLEAR, small, size_axis=0, hidden=boxes([106, 98, 154, 122]))

    assert found.matched.all()
    assert found.covered.all()
    assert not compared_with(LABEL, CLEAR, small).covered.any()


def test_a_second_box_on_one_label_is_a_false_alarm() -> None:
    found = compared_with(LABEL, CLEAR, boxes([100, 100, 160, 120], [101, 100, 160, 120]))

    assert found.false_alarms.tolist() == [1]


def test_nothing_is_asked_of_ignored_labels() -> None:
    found = compared_with(LABEL, ~CLEAR, boxes([100, 100, 150, 120]))

    assert len(found.sizes) == 0
    assert len(found.false_alarms) == 0


def test_labels_that_are_too_small_are_ignored() -> None:
    found = compared_with(boxes([0, 0, 8, 4]), CLEAR, boxes([0, 0, 8, 4]))

    assert len(found.sizes) == 0
    assert len(found.false_alarms) == 0


def test_a_photo_without_labels_counts_false_alarms() -> None:
    found = compared_with(boxes(), np.zeros(0, np.bool_), boxes([0, 0, 9, 9]))

    assert figures([found, found]).false_alarms == 1


def test_figures_are_taken_by_size() -> None:
    large = compared_with(LABEL, CLEAR, LABEL)
    small = compared_with(boxes([0, 0, 15, 6]), CLEAR, boxes())

    assert figures([large, small]).recall == 0.5
    assert figures([large, small], smallest=20).recall == 1
    assert figures([large, small], largest=20).recall == 0
