import numpy as np
import pytest

from training import photometry

PINK = np.random.default_rng(0).integers(0, 160, [64, 64, 3], dtype=np.uint8) + np.array(
    [90, 20, 60], np.uint8
)


def test_grey_world_takes_a_cast_off() -> None:
    balanced = PINK.reshape(-1, 3).mean(0) * photometry.grey_world_gains(PINK)

    assert np.ptp(balanced) < 0.1 * balanced.mean()


@pytest.mark.parametrize("seed", range(30))
def test_a_picture_keeps_its_shape_and_type(seed: int) -> None:
    rng = np.random.default_rng(seed)

    image = photometry.recoloured(PINK, rng, gains=np.ones(3))
    image = photometry.blurred(image, rng, longest=9)
    image = photometry.compressed(photometry.noisy(image, rng), rng)

    assert image.shape == PINK.shape
    assert image.dtype == np.uint8


def test_jpeg_does_not_swap_colours() -> None:
    red = np.full([32, 32, 3], [200, 30, 30], np.uint8)

    changed = [photometry.compressed(red, np.random.default_rng(seed)) for seed in range(5)]

    assert all(image[16, 16, 0] > 150 > image[16, 16, 2] for image in changed)
