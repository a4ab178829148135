"""What is hidden cannot be seen, and nothing else changes."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from anonymizer_gui.core.boxes import Box, Kind
from anonymizer_gui.core.formats.picture import Pixels
from anonymizer_gui.core.images import read_image
from anonymizer_gui.core.mosaic import MAX_CELLS, with_mosaic
from anonymizer_gui.core.obfuscation import obfuscated, with_colour
from anonymizer_gui.core.settings import Settings, Style
from tests.core.pictures import saved, waves

HEIGHT, WIDTH = 60, 90
SETTINGS = Settings(Path("in"), Path("out"))

boxes_anywhere = st.builds(
    lambda x, y, w, h: Box(x, y, x + w, y + h, Kind.FACE),
    st.floats(-30, WIDTH + 10),
    st.floats(-30, HEIGHT + 10),
    st.floats(0, 120),
    st.floats(0, 120),
)
styles = st.sampled_from(
    [with_mosaic, lambda pixels, boxes: with_colour(pixels, boxes, (1, 2, 3, 4)[: _depth(pixels)])]
)


def _depth(pixels: Pixels) -> int:
    return 1 if pixels.ndim == 2 else pixels.shape[2]


def _noise(channels: int = 3, depth: int = 8) -> Pixels:
    rng = np.random.default_rng(3)
    shape = (HEIGHT, WIDTH) if channels == 1 else (HEIGHT, WIDTH, channels)
    return rng.integers(0, 2**depth, shape, np.uint16 if depth == 16 else np.uint8)


def _grown(box: Box, by: float) -> tuple[float, float, float, float]:
    return box.x_min - by, box.y_min - by, box.x_max + by, box.y_max + by


def _inside(boxes: list[Box]) -> np.ndarray[tuple[int, int], np.dtype[np.bool_]]:
    mask = np.zeros((HEIGHT, WIDTH), np.bool_)
    for box in boxes:
        mask[box.pixels(width=WIDTH, height=HEIGHT)] = True
    return mask


@given(
    boxes=st.lists(boxes_anywhere, max_size=4),
    hide=styles,
    channels=st.integers(1, 4),
    depth=st.sampled_from([8, 16]),
)
def test_nothing_outside_the_boxes_changes(
    boxes: list[Box], hide: Callable[[Pixels, list[Box]], Pixels], channels: int, depth: int
) -> None:
    pixels = _noise(channels, depth)
    before = pixels.copy()
    after = hide(pixels, boxes)
    assert after.shape == pixels.shape
    assert after.dtype == pixels.dtype
    assert np.array_equal(after[~_inside(boxes)], before[~_inside(boxes)])
    assert np.array_equal(pixels, before)


@given(boxes=st.lists(boxes_anywhere, max_size=4), order=st.randoms())
def test_the_order_of_the_boxes_does_not_matter(boxes: list[Box], order: object) -> None:
    shuffled = boxes.copy()
    order.shuffle(shuffled)  # type: ignore[attr-defined]
    assert np.array_equal(with_mosaic(_noise(), boxes), with_mosaic(_noise(), shuffled))


@given(
    boxes=st.lists(boxes_anywhere, max_size=4),
    channels=st.integers(1, 4),
    depth=st.sampled_from([8, 16]),
    other=st.sampled_from(["black", "white", "noise"]),
)
def test_nothing_is_left_of_what_was_in_the_boxes(
    boxes: list[Box], channels: int, depth: int, other: str
) -> None:
    """Also in the soft edges, and where two boxes touch: nobody can undo the mosaic."""
    one = _noise(channels, depth)
    two, mask = one.copy(), _inside(boxes)
    top = np.iinfo(one.dtype).max
    two[mask] = {"black": one * 0, "white": one * 0 + top, "noise": top - one}[other][mask]
    assert np.array_equal(with_mosaic(one, boxes), with_mosaic(two, boxes))


def test_the_mosaic_has_the_colours_beside_it() -> None:
    pixels = np.zeros((HEIGHT, WIDTH, 3), np.uint8)
    pixels[:, :45], pixels[:, 45:] = (200, 40, 40), (40, 40, 200)
    after = with_mosaic(pixels, [Box(20, 15, 70, 45, Kind.PLATE)])
    left, right = after[30, 24], after[30, 65]
    assert left[0] > left[2]
    assert right[0] < right[2]
    assert set(np.unique(after[..., 1])) == {40}


@pytest.mark.parametrize(
    ("channels", "expected"), [(1, 127), (3, [127] * 3), (4, [127] * 3 + [255])]
)
def test_where_nothing_is_visible_the_mosaic_is_grey(channels: int, expected: object) -> None:
    after = with_mosaic(_noise(channels), [Box(-5, -5, WIDTH + 5, HEIGHT + 5, Kind.FACE)])
    assert (after == expected).all()


def test_the_mosaic_reads_nothing_far_from_the_box() -> None:
    """The preview renders no more than a quarter of the short side around a box."""
    box = Box(20, 15, 70, 45, Kind.PLATE)
    rows, columns = Box(*_grown(box, 30 / 4), Kind.PLATE).pixels(width=WIDTH, height=HEIGHT)
    one = _noise()
    two = 255 - one
    two[rows, columns] = one[rows, columns]
    first, second = (with_mosaic(pixels, [box])[15:45, 20:70] for pixels in (one, two))
    assert np.array_equal(first, second)


@pytest.mark.parametrize("size", [1, 2, 3, 7, 20, 300])
def test_strength_follows_the_size_of_the_box(size: int) -> None:
    rng = np.random.default_rng(3)
    pixels = rng.integers(0, 256, (size + 40, size + 40), np.uint8)
    after = with_mosaic(pixels, [Box(20, 20, 20 + size, 20 + size, Kind.FACE)])
    inside = after[20 : 20 + size, 20 : 20 + size].astype(float)
    middle = inside[size // 4 : size - size // 4, size // 4 : size - size // 4]
    steps = np.abs(np.diff(middle, axis=1))
    assert steps.max(initial=0) <= 255 / max(size / MAX_CELLS, 4) + 1


def test_a_box_cut_off_by_the_edge_gets_no_finer_cells() -> None:
    pixels = _noise(1)
    whole = Box(-200, 0, 40, 60, Kind.FACE)
    inside = with_mosaic(pixels, [whole])[20:40, :30]
    assert np.ptp(inside.astype(int)) <= 8


def test_a_box_as_large_as_the_image() -> None:
    pixels = _noise()
    after = with_mosaic(pixels, [Box(0, 0, WIDTH, HEIGHT, Kind.FACE)])
    assert np.ptp(after.astype(int)) < 60


def test_the_coarser_box_wins_where_two_overlap() -> None:
    pixels = _noise()
    large, small = Box(0, 0, 80, 60, Kind.FACE), Box(20, 20, 50, 50, Kind.FACE)
    both, alone = with_mosaic(pixels, [small, large]), with_mosaic(pixels, [large])
    assert np.array_equal(both[30:40, 30:40], alone[30:40, 30:40])


def test_a_grey_stays_that_grey() -> None:
    pixels = np.full((HEIGHT, WIDTH), 40_000, np.uint16)
    assert np.array_equal(with_mosaic(pixels, [Box(5, 5, 60, 50, Kind.PLATE)]), pixels)


@pytest.mark.parametrize(
    ("mode", "extension", "expected"),
    [
        ("RGB", "png", (255, 0, 0)),
        ("RGBA", "png", (255, 0, 0, 255)),
        ("L", "png", (76,)),
        ("LA", "png", (76, 255)),
        ("CMYK", "tif", (0, 255, 255, 0)),
        ("P", "png", (255, 0, 0)),
    ],
)
def test_a_solid_box_has_its_colour_in_every_mode(
    mode: str, extension: str, expected: tuple[int, ...], tmp_path: Path
) -> None:
    photo = read_image(saved(tmp_path / f"a.{extension}", waves(), mode))
    settings = Settings(Path("in"), Path("out"), style=Style.SOLID, colour=(255, 0, 0))
    after = obfuscated(photo, [Box(10, 10, 20, 20, Kind.PLATE)], settings)
    assert np.array_equal(np.unique(after[10:20, 10:20].reshape(100, -1), axis=0)[0], expected)


@pytest.mark.parametrize("style", Style)
def test_no_boxes_change_nothing(style: Style, tmp_path: Path) -> None:
    photo = read_image(saved(tmp_path / "a.png", waves()))
    settings = Settings(Path("in"), Path("out"), style=style)
    assert np.array_equal(obfuscated(photo, [], settings), photo.pixels)
    outside = [Box(-50, -50, -10, -10, Kind.FACE), Box(900, 0, 950, 40, Kind.FACE)]
    assert np.array_equal(obfuscated(photo, outside, settings), photo.pixels)
