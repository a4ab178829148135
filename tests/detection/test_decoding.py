"""The answer of a network becomes the boxes that it means."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from anonymizer_gui.detection.decoding import STRIDE, Heads, decoded


def empty_heads(rows: int, columns: int) -> Heads:
    shape = (rows, columns, 2)
    return Heads(
        np.zeros(shape[:2], np.float32), np.zeros(shape, np.float32), np.zeros(shape, np.float32)
    )


@given(
    cell=st.tuples(st.integers(0, 9), st.integers(0, 14)),
    size=st.tuples(st.floats(1, 300), st.floats(1, 300)),
    offset=st.tuples(st.floats(-0.5, 0.5), st.floats(-0.5, 0.5)),
)
def test_a_peak_becomes_the_box_that_its_cell_describes(
    cell: tuple[int, int], size: tuple[float, float], offset: tuple[float, float]
) -> None:
    heads = empty_heads(10, 15)
    heads.heatmap[cell] = 0.8
    heads.size[cell] = np.log(np.array(size) / STRIDE)
    heads.offset[cell] = offset

    boxes, scores = decoded(heads, floor=0.05)

    centre = STRIDE * (np.array(cell) + offset + 0.5)
    (top, left), (bottom, right) = centre - np.array(size) / 2, centre + np.array(size) / 2
    expected = [left, top, right, bottom]
    np.testing.assert_allclose(boxes, [expected], rtol=1e-5, atol=1e-3)
    np.testing.assert_allclose(scores, [0.8])


def test_a_cell_beside_a_better_one_is_no_peak() -> None:
    heads = empty_heads(8, 8)
    heads.heatmap[3, 3], heads.heatmap[4, 4], heads.heatmap[6, 6] = 0.9, 0.8, 0.3

    _, scores = decoded(heads, floor=0.05)

    assert sorted(scores.tolist()) == pytest.approx([0.3, 0.9])


def test_peaks_under_the_floor_are_left_out() -> None:
    heads = empty_heads(8, 8)
    heads.heatmap[1, 1], heads.heatmap[5, 5] = 0.04, 0.06

    _, scores = decoded(heads, floor=0.05)

    assert scores.tolist() == pytest.approx([0.06])


@pytest.mark.parametrize("size", [np.nan, np.inf, 1e30])
def test_absurd_sizes_do_no_harm(size: float) -> None:
    heads = empty_heads(8, 8)
    heads.heatmap[1, 1] = 0.9
    heads.size[1, 1] = size

    boxes, _ = decoded(heads, floor=0.05)

    assert np.isfinite(boxes).all()


def test_a_heatmap_without_a_number_has_no_boxes() -> None:
    heads = empty_heads(8, 8)
    heads.heatmap[:] = np.nan

    boxes, scores = decoded(heads, floor=0.05)

    assert boxes.shape == (0, 4)
    assert scores.shape == (0,)


def test_heads_that_do_not_fit_together_are_refused() -> None:
    heads = empty_heads(8, 8)

    with pytest.raises(ValueError, match=r"\[8, 8, 2\]"):
        Heads(heads.heatmap, heads.size[:4], heads.offset)
