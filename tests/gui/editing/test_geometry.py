"""Dragged boxes stay inside the photo, whole, and exact."""

from hypothesis import given
from hypothesis import strategies as st

from anonymizer_gui.core.boxes import Box, Kind
from anonymizer_gui.gui.editing.geometry import (
    CORNERS,
    HANDLES,
    SMALLEST,
    Handle,
    Point,
    Size,
    drawn,
    fitted,
    grown,
    handle_at,
    handle_place,
    handles_of,
    moved,
    resized,
)

PHOTO = Size(400, 300)
PLATE = Box(100.25, 50.5, 160.75, 70.125, Kind.PLATE)

anywhere = st.floats(-1000, 1000, allow_nan=False)
points = st.builds(Point, anywhere, anywhere)


@st.composite
def boxes(draw: st.DrawFn) -> Box:
    return drawn(draw(points), draw(points), Kind.FACE, within=PHOTO)


def is_sound(box: Box) -> bool:
    return (
        0 <= box.x_min < box.x_max <= PHOTO.width
        and 0 <= box.y_min < box.y_max <= PHOTO.height
        and box.width >= SMALLEST - 1e-9
        and box.height >= SMALLEST - 1e-9
    )


@given(boxes())
def test_a_drawn_box_lies_inside_and_covers_something(box: Box) -> None:
    assert is_sound(box)


@given(boxes(), st.sampled_from(HANDLES), points)
def test_a_resized_box_lies_inside_and_is_not_inside_out(
    box: Box, handle: Handle, to: Point
) -> None:
    assert is_sound(resized(box, handle, to, within=PHOTO))


@given(boxes(), anywhere, anywhere)
def test_a_moved_box_keeps_its_size(box: Box, dx: float, dy: float) -> None:
    after = moved(box, dx=dx, dy=dy, within=PHOTO)

    assert abs(after.width - box.width) < 1e-6
    assert abs(after.height - box.height) < 1e-6
    assert 0 <= after.x_min <= after.x_max <= PHOTO.width


@given(boxes(), anywhere, anywhere)
def test_a_box_grown_by_keyboard_stays_inside(box: Box, dx: float, dy: float) -> None:
    assert is_sound(grown(box, dx=dx, dy=dy, within=PHOTO))


def test_moving_there_and_back_is_exact() -> None:
    there = moved(PLATE, dx=10, dy=-10, within=PHOTO)

    assert moved(there, dx=-10, dy=10, within=PHOTO) == PLATE


def test_a_corner_dragged_past_the_other_turns_the_box_over() -> None:
    after = resized(PLATE, Handle(1, 1), Point(80, 40), within=PHOTO)

    assert (after.x_min, after.y_min, after.x_max, after.y_max) == (80, 40, 100.25, 50.5)


def test_an_edge_moves_alone() -> None:
    after = resized(PLATE, Handle(-1, 0), Point(90, 9999), within=PHOTO)

    assert (after.x_min, after.y_min, after.x_max, after.y_max) == (90, 50.5, 160.75, 70.125)


def test_of_a_box_smaller_than_its_handles_the_inside_moves() -> None:
    middle = Point(130, 60)

    assert handle_at(PLATE, middle, scale=0.1, side=8) is None
    assert handle_at(PLATE, Point(99, 49), scale=0.1, side=8) in CORNERS


def test_of_handles_that_are_close_together_the_nearest_is_taken() -> None:
    box = Box(100, 100, 109, 105, kind=Kind.FACE)
    for handle in handles_of(box, scale=1, side=8):
        at = handle_place(box, handle)
        outside = Point(at.x + 2 * handle.x, at.y + 2 * handle.y)
        assert handle_at(box, outside, scale=1, side=8) == handle


def test_a_box_of_a_larger_photo_is_cut_to_this_one() -> None:
    assert fitted(Box(500, 0, 600, 100, Kind.FACE), within=PHOTO) is None
    half = fitted(Box(350, 0, 450, 100, Kind.FACE), within=PHOTO)
    assert half is not None
    assert half.x_max == 400
