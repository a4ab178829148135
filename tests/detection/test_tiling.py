"""The views of a photo cover it, fit the memory and find what is promised."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from anonymizer_gui.core.boxes import Kind
from anonymizer_gui.core.settings import Detail
from anonymizer_gui.detection.cards import LARGEST_MIN_SIZE
from anonymizer_gui.detection.tiling import (
    CANVAS_MULTIPLE,
    COARSER,
    CONTEXT,
    FINE_SCALES,
    LARGEST_CANVAS,
    View,
    drawn,
    smallest_found,
    views,
)

MIN_SIZE = 14

sides = st.one_of(st.integers(1, 300), st.integers(300, 9000), st.integers(9000, 30000))
details = st.sampled_from(Detail)


def levels_of(found: tuple[View, ...]) -> list[list[View]]:
    """The views by scale: those of one scale have one size, and scales are `COARSER` apart."""
    levels: list[list[View]] = []
    for view in found:
        if levels and levels[-1][0].columns / levels[-1][0].width < 1.5 * view.columns / view.width:
            levels[-1].append(view)
        else:
            levels.append([view])
    return levels


def needed_views(width: int, height: int, detail: Detail) -> tuple[View, ...]:
    return views(width=width, height=height, detail=detail, min_size=MIN_SIZE)


@given(width=sides, height=sides, detail=details)
def test_every_canvas_fits_the_network_and_the_memory(
    width: int, height: int, detail: Detail
) -> None:
    for view in needed_views(width, height, detail):
        rows, columns = view.canvas
        assert rows % CANVAS_MULTIPLE == columns % CANVAS_MULTIPLE == 0
        assert rows * columns <= LARGEST_CANVAS
        assert 0 < view.rows <= rows
        assert 0 < view.columns <= columns


@given(width=sides, height=sides, detail=details)
def test_views_lie_inside_the_photo_and_reach_its_edges(
    width: int, height: int, detail: Detail
) -> None:
    found = needed_views(width, height, detail)

    assert min(view.left for view in found) == min(view.top for view in found) == 0
    assert max(view.left + view.width for view in found) == width
    assert max(view.top + view.height for view in found) == height
    assert all(view.left >= 0 and view.top >= 0 for view in found)
    assert all(view.width >= 1 and view.height >= 1 for view in found)


@given(width=sides, height=sides, detail=details, data=st.data())
def test_what_is_too_small_for_the_next_scale_is_whole_in_some_tile(
    width: int, height: int, detail: Detail, data: st.DataObject
) -> None:
    finest = levels_of(needed_views(width, height, detail))[0]
    scale_x = finest[0].columns / finest[0].width
    scale_y = finest[0].rows / finest[0].height
    object_width = min(COARSER * MIN_SIZE / scale_x, width)
    object_height = min(COARSER * MIN_SIZE / scale_y, height)
    left = data.draw(st.floats(0, width - object_width))
    top = data.draw(st.floats(0, height - object_height))
    # a photo pixel less than the network's context: tiles begin at whole pixels
    around_x, around_y = CONTEXT / scale_x - 1, CONTEXT / scale_y - 1

    assert any(
        max(left - around_x, 0) >= view.left - 1e-6
        and min(left + object_width + around_x, width) <= view.left + view.width + 1e-6
        and max(top - around_y, 0) >= view.top - 1e-6
        and min(top + object_height + around_y, height) <= view.top + view.height + 1e-6
        for view in finest
    )


@given(width=sides, height=sides, detail=details, min_size=st.floats(1, LARGEST_MIN_SIZE))
def test_every_size_counts_at_some_scale_however_it_is_measured(
    width: int, height: int, detail: Detail, min_size: float
) -> None:
    found = views(width=width, height=height, detail=detail, min_size=min_size)
    scales = [max(view.columns / view.width, view.rows / view.height) for view in found]
    sides = np.geomspace(0.01, max(width, height), 200)

    counts = [
        (view.smallest <= 0.9 * sides * scale) & (1.1 * sides * scale <= view.largest)
        for view, scale in zip(found, scales, strict=True)
    ]

    assert np.any(counts, axis=0).all()


@given(width=sides, height=sides, detail=details)
def test_the_coarsest_scale_shows_the_whole_photo_at_once(
    width: int, height: int, detail: Detail
) -> None:
    last = needed_views(width, height, detail)[-1]

    assert (last.left, last.top, last.width, last.height) == (0, 0, width, height)


@given(width=sides, height=sides, detail=details)
def test_the_finest_scale_is_the_one_that_is_promised(
    width: int, height: int, detail: Detail
) -> None:
    finest = needed_views(width, height, detail)[0]

    promised = smallest_found({Kind.FACE: MIN_SIZE}, width=width, height=height, detail=detail)

    assert (
        promised[Kind.FACE] * finest.columns / finest.width
        == pytest.approx(
            MIN_SIZE, abs=0.5 * MIN_SIZE / finest.columns + 0.5 * MIN_SIZE / finest.width
        )
        or finest.columns == 1
    )


def test_normal_finds_small_faces_and_plates_in_12_megapixels() -> None:
    found = smallest_found(
        {Kind.FACE: MIN_SIZE, Kind.PLATE: 20}, width=4000, height=3000, detail=Detail.NORMAL
    )

    assert found[Kind.FACE] <= 20
    assert found[Kind.PLATE] <= 50


@given(width=sides, height=sides)
def test_more_detail_never_finds_less(width: int, height: int) -> None:
    found = [
        smallest_found({Kind.FACE: MIN_SIZE}, width=width, height=height, detail=detail)[Kind.FACE]
        for detail in (Detail.FAST, Detail.NORMAL, Detail.THOROUGH)
    ]

    assert found == sorted(found, reverse=True)


@given(width=st.integers(1, 1200), height=st.integers(1, 780), detail=details)
def test_photos_smaller_than_a_canvas_are_not_shrunk(
    width: int, height: int, detail: Detail
) -> None:
    finest = needed_views(width, height, detail)[0]

    assert finest.columns >= finest.width
    assert finest.rows >= finest.height


@pytest.mark.parametrize(
    ("width", "height", "most"),
    [
        (640, 480, 1.10),
        (1280, 720, 1.10),
        (1920, 1080, 1.20),
        (4000, 3000, 1.30),
        (8192, 4096, 1.30),
    ],
)
def test_little_is_computed_beside_the_finest_scale(width: int, height: int, most: float) -> None:
    needed = width * height * FINE_SCALES[Detail.NORMAL].of(width=width, height=height) ** 2

    computed = sum(np.prod(view.canvas) for view in needed_views(width, height, Detail.NORMAL))

    assert computed <= most * needed


@pytest.mark.parametrize(("width", "height"), [(1, 1), (1, 5000), (30000, 40), (40, 30000)])
def test_photos_of_odd_shapes_can_be_drawn(width: int, height: int) -> None:
    image = np.full((height, width, 3), 200, np.uint8)

    for view in needed_views(width, height, Detail.NORMAL):
        canvas = drawn(image, view)
        assert (canvas[: view.rows, : view.columns] == 200).all()
        assert (canvas[view.rows :] == 0).all()
        assert (canvas[:, view.columns :] == 0).all()


def test_a_view_shows_its_part_of_the_photo() -> None:
    image = np.zeros((100, 100, 3), np.uint8)
    image[40:60, 20:40] = 10, 20, 30
    view = View(left=20, top=40, width=20, height=20, columns=10, rows=10)

    canvas = drawn(image, view)

    assert canvas.shape == (32, 32, 3)
    assert (canvas[:10, :10] == (10, 20, 30)).all()
