"""Each face and plate becomes one box, however many views have seen it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from anonymizer_gui.core.detections import Detections
from anonymizer_gui.detection.suppression import MAX_INSIDE, MAX_IOU, Seen, suppressed, united


def detections(*boxes: tuple[float, ...], scores: list[float], kind: int = 0) -> Detections:
    return Detections(
        np.array(boxes, np.float32).reshape(-1, 4),
        np.array(scores, np.float32),
        np.full(len(boxes), kind, np.uint8),
    )


def seen(found: Detections, *, cut: bool) -> Seen:
    return Seen(found, np.full(len(found), cut))


def found_boxes() -> st.SearchStrategy[Detections]:
    side = st.integers(1, 60)
    box = st.tuples(st.integers(0, 100), st.integers(0, 100), side, side, st.integers(1, 20))
    return st.lists(box, max_size=25).map(
        lambda rows: detections(
            *[(x, y, x + width, y + height) for x, y, width, height, _ in rows],
            scores=[score / 20 for *_, score in rows],
        )
    )


def shares(one: NDArray[np.float32], other: NDArray[np.float32]) -> tuple[float, float]:
    """Intersection over union, and over the area of `other`."""
    sides = np.minimum(one[2:], other[2:]) - np.maximum(one[:2], other[:2])
    both = float(np.clip(sides, 0, None).prod())
    areas = [float((box[2:] - box[:2]).prod()) for box in (one, other)]
    return both / (sum(areas) - both), both / areas[1]


@given(found_boxes())
def test_no_two_of_the_kept_overlap_much(found: Detections) -> None:
    kept = suppressed(found, max_iou=MAX_IOU)

    for index, box in enumerate(kept.boxes):
        for lower in kept.boxes[index + 1 :]:
            iou, inside = shares(box, lower)
            assert iou <= MAX_IOU + 1e-5
            assert inside <= MAX_INSIDE + 1e-5


@given(found_boxes())
def test_whatever_is_dropped_lies_on_a_surer_box(found: Detections) -> None:
    kept = suppressed(found, max_iou=MAX_IOU)

    for box, score in zip(found.boxes, found.scores, strict=True):
        overlaps = [
            shares(one, box)
            for one, own in zip(kept.boxes, kept.scores, strict=True)
            if own >= score
        ]
        assert any(iou >= MAX_IOU or inside >= MAX_INSIDE for iou, inside in overlaps)


@given(found_boxes())
def test_suppressing_twice_is_suppressing_once(found: Detections) -> None:
    once = suppressed(found, max_iou=MAX_IOU)

    twice = suppressed(once, max_iou=MAX_IOU)

    np.testing.assert_array_equal(once.boxes, twice.boxes)
    np.testing.assert_array_equal(once.scores, twice.scores)


def test_of_hundreds_of_boxes_each_thing_keeps_its_surest() -> None:
    rng = np.random.default_rng(0)
    corners = np.stack(np.meshgrid(range(0, 800, 40), range(0, 800, 40)), -1).reshape(-1, 1, 2)
    jittered = corners + rng.integers(0, 3, [len(corners), 3, 2])
    boxes = np.concatenate([jittered, jittered + 20], axis=2).reshape(-1, 4)
    scores = rng.permutation(len(boxes)) / len(boxes)

    kept = suppressed(
        detections(*map(tuple, boxes.tolist()), scores=scores.tolist()), max_iou=MAX_IOU
    )

    surest = scores.reshape(-1, 3).max(axis=1)
    assert kept.scores.tolist() == sorted(surest.astype(np.float32).tolist(), reverse=True)


def test_a_face_half_behind_another_keeps_a_box_of_its_own() -> None:
    faces = detections((100, 100, 160, 180), (127, 96, 187, 176), scores=[0.9, 0.6])

    assert len(united([seen(faces, cut=False)])) == 2


@pytest.mark.parametrize("max_iou", [0, -1, 1.5])
def test_an_iou_that_is_none_is_refused(max_iou: float) -> None:
    with pytest.raises(ValueError, match="max_iou"):
        suppressed(Detections.none(), max_iou=max_iou)


def test_nothing_seen_is_nothing_found() -> None:
    assert len(united([])) == 0
    assert len(united([seen(Detections.none(), cut=False)])) == 0


def test_a_face_seen_at_two_scales_is_one_face() -> None:
    fine = detections((100, 100, 140, 150), scores=[0.7])
    coarse = detections((98, 97, 141, 153), scores=[0.9])

    found = united([seen(fine, cut=False), seen(coarse, cut=False)])

    np.testing.assert_allclose(found.boxes, [(98, 97, 141, 153)])


def test_a_face_and_a_plate_do_not_suppress_each_other() -> None:
    face = detections((100, 100, 140, 150), scores=[0.7])
    plate = detections((100, 100, 140, 150), scores=[0.9], kind=1)

    found = united([seen(face, cut=False), seen(plate, cut=False)])

    assert found.kinds.tolist() == [1, 0]


def test_a_part_that_a_border_cut_off_does_not_suppress_the_whole() -> None:
    part = detections((100, 100, 130, 150), scores=[0.9])
    whole = detections((100, 100, 140, 150), scores=[0.6])

    found = united([seen(part, cut=True), seen(whole, cut=False)])

    np.testing.assert_allclose(found.boxes, [(100, 100, 140, 150)])


def test_the_whole_is_as_sure_as_its_surest_part() -> None:
    part = detections((100, 100, 130, 150), scores=[0.9])
    whole = detections((100, 100, 140, 150), scores=[0.2])

    found = united([seen(part, cut=True), seen(whole, cut=False)])

    np.testing.assert_allclose(found.scores, [0.9])


def test_a_part_of_a_small_face_does_not_raise_a_large_box_around_it() -> None:
    part = detections((100, 100, 130, 150), scores=[0.9])
    whole = detections((100, 100, 140, 150), (0, 0, 400, 400), scores=[0.6, 0.1])

    found = united([seen(part, cut=True), seen(whole, cut=False)])

    np.testing.assert_allclose(sorted(found.scores), [0.1, 0.9])


def test_parts_that_no_view_saw_whole_become_one_box() -> None:
    left = detections((100, 100, 300, 400), scores=[0.5])
    right = detections((200, 102, 460, 398), scores=[0.8])

    found = united([seen(left, cut=True), seen(right, cut=True)])

    np.testing.assert_allclose(found.boxes, [(100, 100, 460, 400)])
    np.testing.assert_allclose(found.scores, [0.8])


def test_parts_of_two_faces_stay_two() -> None:
    left = detections((100, 100, 140, 150), scores=[0.5])
    right = detections((139, 100, 180, 150), scores=[0.8])

    found = united([seen(left, cut=True), seen(right, cut=True)])

    assert len(found) == 2


@given(st.lists(st.tuples(found_boxes(), st.booleans()), max_size=4))
def test_whatever_was_seen_is_covered_by_something_as_sure(
    views: list[tuple[Detections, bool]],
) -> None:
    found = united([seen(part, cut=cut) for part, cut in views])

    for part, _ in views:
        for box, score in zip(part.boxes, part.scores, strict=True):
            overlaps = [
                shares(one, box)
                for one, own in zip(found.boxes, found.scores, strict=True)
                if own >= score
            ]
            assert any(iou >= MAX_IOU or inside >= 0.5 for iou, inside in overlaps)
