"""`gaussian` repeats the older tool: compared with a plain version that blurs the whole picture."""

from math import erf, sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anonymizer_gui.core import gaussian
from anonymizer_gui.core.boxes import Box, Kind
from anonymizer_gui.core.formats.picture import Pixels
from anonymizer_gui.core.gaussian import blur_kernel, with_gaussian
from anonymizer_gui.core.settings import Kernel

HEIGHT, WIDTH = 40, 56

boxes_anywhere = st.builds(
    lambda x, y, w, h: Box(x, y, x + w, y + h, Kind.FACE),
    st.floats(-20, WIDTH + 5),
    st.floats(-20, HEIGHT + 5),
    st.floats(0, 60),
    st.floats(0, 60),
)


def _whole_picture(pixels: Pixels, boxes: list[Box], kernel: Kernel) -> Pixels:
    """The older tool's arithmetic, step by step over all pixels, in float64."""
    interval = (2 * kernel.sigma + 1) / kernel.size
    points = np.linspace(-kernel.sigma - interval / 2, kernel.sigma + interval / 2, kernel.size + 1)
    line = np.diff([(1 + erf(point / sqrt(2))) / 2 for point in points])
    square = np.sqrt(np.outer(line, line))
    square /= square.sum()
    middle = kernel.mask_size // 2
    rise = 1 - np.abs(np.arange(kernel.mask_size) - middle) / ((kernel.mask_size + 1) // 2)
    tent = np.outer(rise, rise)
    tent /= tent.sum()

    mask = np.zeros(pixels.shape[:2])
    for box in boxes:
        mask[box.pixels(width=WIDTH, height=HEIGHT)] = 1
    mask = _convolved(np.pad(mask, middle), tent)
    reach = kernel.size // 2
    channels = np.atleast_3d(pixels).astype(float)
    result = np.empty_like(channels)
    for index in range(channels.shape[2]):
        blurred = _convolved(np.pad(channels[..., index], reach, mode="reflect"), square)
        result[..., index] = channels[..., index] * (1 - mask) + blurred * mask
    return result.reshape(pixels.shape)


def _convolved(padded: np.ndarray, weights: np.ndarray) -> np.ndarray:
    windows = np.lib.stride_tricks.sliding_window_view(padded, weights.shape)
    return np.asarray(np.einsum("ijkl,kl->ij", windows, weights))


def _noise(channels: int = 3, depth: int = 8) -> Pixels:
    rng = np.random.default_rng(3)
    shape = (HEIGHT, WIDTH) if channels == 1 else (HEIGHT, WIDTH, channels)
    return rng.integers(0, 2**depth, shape, np.uint16 if depth == 16 else np.uint8)


@settings(max_examples=40, deadline=None)
@given(
    boxes=st.lists(boxes_anywhere, min_size=1, max_size=3),
    kernel=st.sampled_from([Kernel(), Kernel(65, 3, 19), Kernel(1, 1, 1), Kernel(7, 0.5, 3)]),
    channels=st.integers(1, 4),
)
def test_the_result_is_that_of_the_older_tool(
    boxes: list[Box], kernel: Kernel, channels: int
) -> None:
    pixels = _noise(channels)
    exact = _whole_picture(pixels, boxes, kernel)
    after = with_gaussian(pixels, boxes, kernel)
    # Values are cut off: between two whole numbers there is one answer
    assert ((after <= exact + 2e-3) & (after > exact - 1 - 2e-3)).all()


def test_a_large_box_is_done_in_tiles(monkeypatch: pytest.MonkeyPatch) -> None:
    boxes = [Box(2, 3, 50, 37, Kind.FACE)]
    whole = with_gaussian(_noise(), boxes, Kernel())
    monkeypatch.setattr(gaussian, "_TILE", 10)
    assert np.array_equal(with_gaussian(_noise(), boxes, Kernel()), whole)


def test_sixteen_bits_stay_sixteen_bits() -> None:
    pixels = _noise(3, 16)
    boxes = [Box(10, 10, 40, 30, Kind.FACE)]
    exact = _whole_picture(pixels, boxes, Kernel())
    after = with_gaussian(pixels, boxes, Kernel())
    assert after.dtype == np.uint16
    assert np.abs(after - exact).max() <= 1.1


def test_a_larger_sigma_is_less_blur() -> None:
    assert blur_kernel(Kernel(21, 8)).max() > blur_kernel(Kernel(21, 2)).max()


def test_beyond_the_soft_mask_nothing_changes() -> None:
    pixels = _noise()
    after = with_gaussian(pixels, [Box(20, 20, 30, 30, Kind.FACE)], Kernel(mask_size=9))
    far = np.ones((HEIGHT, WIDTH), np.bool_)
    far[16:34, 16:34] = False
    assert np.array_equal(after[far], pixels[far])
    assert not np.array_equal(after, pixels)
