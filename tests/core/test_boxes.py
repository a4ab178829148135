"""Boxes stay what they are however they are scaled and clipped."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anonymizer_gui.core.boxes import Box, Kind, Origin

coordinates = st.floats(-1e4, 1e4)
sides = st.floats(0, 1e4)


@st.composite
def boxes(draw: st.DrawFn) -> Box:
    x, y = draw(coordinates), draw(coordinates)
    return Box(x, y, x + draw(sides), y + draw(sides), Kind.FACE)


sizes = st.integers(1, 5000)


@given(boxes(), sizes, sizes)
def test_a_clipped_box_lies_inside_the_image(box: Box, width: int, height: int) -> None:
    inside = box.clipped(width=width, height=height)

    assert 0 <= inside.x_min <= inside.x_max <= width
    assert 0 <= inside.y_min <= inside.y_max <= height


@given(boxes(), sizes, sizes)
def test_clipping_twice_is_clipping_once(box: Box, width: int, height: int) -> None:
    once = box.clipped(width=width, height=height)

    assert once.clipped(width=width, height=height) == once


@given(boxes(), sizes, sizes)
def test_pixels_cover_all_of_the_box_that_is_in_the_image(
    box: Box, width: int, height: int
) -> None:
    rows, columns = box.pixels(width=width, height=height)
    inside = box.clipped(width=width, height=height)

    assert 0 <= columns.start <= inside.x_min
    assert inside.x_max <= columns.stop <= width
    assert 0 <= rows.start <= inside.y_min
    assert inside.y_max <= rows.stop <= height


def test_scaling_keeps_the_centre_and_what_the_box_is() -> None:
    box = Box(10, 20, 30, 24, Kind.PLATE, score=0.7)

    assert box.scaled(1.5) == Box(5, 19, 35, 25, Kind.PLATE, score=0.7)


def test_of_a_face_that_was_found_the_head_is_hidden() -> None:
    face = Box(100, 100, 200, 220, Kind.FACE, origin=Origin.DETECTED)

    hidden = face.hidden(1.0)

    assert (hidden.x_min, hidden.y_min, hidden.x_max, hidden.y_max) == (90, 76, 210, 220)
    assert face.hidden(1.2) == hidden.scaled(1.2)


@pytest.mark.parametrize(
    "box",
    [
        Box(10, 20, 30, 24, Kind.PLATE, origin=Origin.DETECTED),
        Box(10, 20, 30, 50, Kind.FACE, origin=Origin.MANUAL),
    ],
)
def test_plates_and_boxes_by_hand_are_hidden_as_they_are(box: Box) -> None:
    assert box.hidden(1.2) == box.scaled(1.2)


def test_a_box_inside_out_is_refused() -> None:
    with pytest.raises(ValueError, match="inside out"):
        Box(10, 0, 5, 5, Kind.FACE)


@pytest.mark.parametrize("score", [-0.1, 1.1, float("nan")])
def test_a_score_outside_its_range_is_refused(score: float) -> None:
    with pytest.raises(ValueError, match="score"):
        Box(0, 0, 5, 5, Kind.FACE, score=score)
