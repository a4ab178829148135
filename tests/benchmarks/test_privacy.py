"""The privacy benchmark tells what is hidden for good from what only looks so."""

import numpy as np
import pytest

from benchmarks.privacy.bits import left_of_box
from benchmarks.privacy.ranking import Guessing, Knowledge, guessed
from benchmarks.privacy.scenes import View, photo_of, plate_picture, plate_texts
from benchmarks.privacy.styles import NOTHING, OLDER, OURS, PLAIN_CELLS, STYLES
from benchmarks.privacy.table import printed

EXACT = Knowledge("exact")
NOISY = Knowledge("noisy", noise=True, published_jpeg=True)
CAMERA = Knowledge("camera", noise=True, camera_jpeg=True)
VIEWS = (View(width=60),)


def guess_of(style: str, knowledge: Knowledge) -> Guessing:
    found = guessed([style], plate_texts(30, seed=0), trials=4, views=VIEWS, knowledge=[knowledge])
    return found[style, knowledge.name]


@pytest.mark.parametrize("knowledge", [EXACT, NOISY, CAMERA])
@pytest.mark.parametrize("style", [NOTHING, OLDER])
def test_a_plate_that_is_not_hidden_for_good_is_the_first_guess(
    style: str, knowledge: Knowledge
) -> None:
    one = guess_of(style, knowledge)

    assert (one.percentile, one.low, one.high, one.first) == (0, 0, 0, 1)


@pytest.mark.parametrize("knowledge", [EXACT, NOISY, CAMERA])
@pytest.mark.parametrize("style", [OURS, "solid"])
def test_a_plate_that_is_hidden_for_good_is_guessed_by_chance(
    style: str, knowledge: Knowledge
) -> None:
    one = guess_of(style, knowledge)

    assert (one.percentile, one.low, one.high) == (50, 50, 50)
    assert one.first == pytest.approx(1 / 30)


def test_the_means_of_a_few_cells_give_a_plate_away() -> None:
    style = f"means of {PLAIN_CELLS} cells"

    found = guessed([style], plate_texts(30, seed=0), trials=4, views=VIEWS, knowledge=[EXACT])

    assert found[style, EXACT.name].percentile == 0


@pytest.mark.parametrize("style", [OURS, "solid"])
def test_nothing_is_left_of_a_box_that_is_hidden_for_good(style: str) -> None:
    left = left_of_box(STYLES[style], width=30, height=20, samples=20)

    assert (left.values, left.bits) == (0, 0)


def test_of_a_plain_mosaic_a_value_per_cell_and_channel_is_left() -> None:
    plain = STYLES[f"means of {PLAIN_CELLS} cells"]

    left = left_of_box(plain, width=50, height=50, samples=200)

    assert left.values == 3 * PLAIN_CELLS**2
    assert 4 < left.bits / left.values <= 8


def test_the_texts_of_plates_are_different_and_always_the_same() -> None:
    texts = plate_texts(500, seed=0)

    assert len(set(texts)) == 500
    assert texts == plate_texts(500, seed=0)


def test_photos_of_two_plates_differ_only_where_the_plate_is() -> None:
    view = View(width=80, shift=(1.3, -0.4))
    one, other = (photo_of(plate_picture(text), view) for text in ("12-ABC-3", "98-XYZ-7"))

    rows, columns = view.plate.pixels(width=one.shape[1], height=one.shape[0])
    different = (one != other).any(axis=2)
    assert different[rows, columns].any()
    different[rows, columns] = False
    assert not different.any()


@pytest.mark.parametrize("style", STYLES)
def test_every_style_keeps_shape_and_type(style: str) -> None:
    view = View(width=50)
    photo = photo_of(plate_picture("12-ABC-3"), view)

    for pixels in (photo, np.ascontiguousarray(photo[..., 0])):
        hidden = STYLES[style](pixels, [view.box])
        assert hidden.shape == pixels.shape
        assert hidden.dtype == pixels.dtype


def test_the_table_has_a_column_per_style_and_a_row_per_measure() -> None:
    text = printed({"read": {"ours": "0/4"}, "found": {"theirs": "3/4"}}, ["ours", "theirs"])

    head, _, first, second = text.splitlines()
    assert [cell.strip() for cell in head.split("|")] == ["", "ours", "theirs"]
    assert [cell.strip() for cell in first.split("|")] == ["read", "0/4", ""]
    assert [cell.strip() for cell in second.split("|")] == ["found", "", "3/4"]
