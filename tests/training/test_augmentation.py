from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.augmentation import View, filling, moved_boxes, piece, pyramid, random_view


def view(**changes: Any) -> View:
    plain: dict[str, Any] = {
        "scale": 1.0,
        "stretch": 1.0,
        "degrees": 0.0,
        "shear": 0.0,
        "slant": 0.0,
        "mirrored": False,
        "at": (50.0, 40.0),
        "to": (32.0, 32.0),
    }
    return View(**{**plain, **changes})


PHOTO = np.random.default_rng(0).integers(0, 256, [80, 100, 3], dtype=np.uint8)
BOXES = np.array([[40, 35, 60, 45], [0, 0, 10, 5]], np.float32)
CLEAR = np.zeros(2, np.bool_)


def test_a_plain_view_is_a_crop() -> None:
    part = piece(pyramid(PHOTO), BOXES, CLEAR, view=view(), side=64)

    np.testing.assert_array_equal(part.image, PHOTO[8:72, 18:82])
    np.testing.assert_allclose(part.boxes, [[22, 27, 42, 37]])


@pytest.mark.parametrize("scale", [0.25, 0.5, 2.0])
def test_a_bright_spot_stays_inside_its_box(scale: float) -> None:
    image = np.zeros([240, 320, 3], np.uint8)
    image[100:120, 140:200] = 255
    boxes = np.array([[140, 100, 200, 120]], np.float32)
    turned = view(scale=scale, at=(170.0, 110.0), to=(64.0, 64.0), mirrored=True)

    part = piece(pyramid(image), boxes, np.zeros(1, np.bool_), view=turned, side=128)

    rows, columns = np.nonzero(part.image[..., 0] > 127)
    found = [columns.min(), rows.min(), columns.max() + 1, rows.max() + 1]
    np.testing.assert_allclose(part.boxes[0], found, atol=1.01)


def test_a_box_that_is_turned_a_little_keeps_its_size() -> None:
    turned = moved_boxes(BOXES, view(degrees=3.0))

    np.testing.assert_allclose(turned[0, 2:] - turned[0, :2], [20, 10], rtol=1e-5)


@pytest.mark.parametrize("tilt", [{"degrees": -20.0}, {"slant": 0.3}])
def test_the_box_of_a_strongly_tilted_plate_holds_it(tilt: dict[str, float]) -> None:
    image = np.zeros([240, 320, 3], np.uint8)
    image[100:120, 100:200] = 255
    boxes = np.array([[100, 100, 200, 120]], np.float32)
    tilted = view(at=(150.0, 110.0), to=(96.0, 96.0), **tilt)

    part = piece(pyramid(image), boxes, np.zeros(1, np.bool_), view=tilted, side=192)

    rows = np.nonzero(part.image[..., 0] > 127)[0]
    y_min, y_max = part.boxes[0, [1, 3]]
    assert rows.min() - 1 <= y_min + 4
    assert rows.max() + 1 >= y_max - 4
    assert 0.8 < (y_max - y_min) / (rows.max() + 1 - rows.min()) < 1.1


def test_a_box_that_is_mostly_outside_is_ignored() -> None:
    part = piece(pyramid(PHOTO), BOXES, CLEAR, view=view(to=(-6.0, 32.0)), side=64)

    assert part.boxes.tolist() == [[0, 27, 4, 37]]
    assert part.ignored.tolist() == [True]


def test_a_filling_view_leaves_nothing_empty() -> None:
    white = np.full([80, 100, 3], 255, np.uint8)
    slid = filling(view(to=(60.0, 2.0)), width=100, height=80, side=64)

    part = piece(pyramid(white), BOXES, CLEAR, view=slid, side=64)

    assert part.image.min() == 255


@given(seed=st.integers(0, 1000), scale=st.floats(0.2, 3.0))
def test_boxes_lie_inside_the_piece(seed: int, scale: float) -> None:
    chosen = random_view(
        np.random.default_rng(seed), at=(50.0, 40.0), to=(20.0, 30.0), scale=scale, widening=1.5
    )

    part = piece(pyramid(PHOTO), BOXES, CLEAR, view=chosen, side=64)

    assert part.boxes.min(initial=0) >= 0
    assert part.boxes.max(initial=0) <= 64
    assert (part.boxes[:, 2:] > part.boxes[:, :2]).all()
    assert len(part.ignored) == len(part.boxes)
