"""How much of a box can be told apart after hiding, whatever was in it."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from anonymizer_gui.core.boxes import Box, Kind
from benchmarks.privacy.styles import Hide

SAMPLES = 1500
_ROUNDING = 1 / 12
"""Variance of rounding to whole grey levels."""

_DEPTH = 8
"""Bits that are counted for one value at most: where it fills many pixels, rounding hides less."""

CHANNELS = 3
_AROUND = 40


@dataclass(frozen=True, slots=True)
class Left:
    """What is left of a box in all three channels.

    Attributes:
        values: Independent values that differ by more than rounding does.
        bits: What these can tell, at most.
    """

    values: int
    bits: float


def left_of_box(hide: Hide, *, width: int, height: int, samples: int = SAMPLES) -> Left:
    """Put many grey patterns into a box, hide it, and count the directions in which results differ.

    Each of the `samples` patterns is made of random squares of a random size, from a pixel to the
    whole box, so coarse and fine structure both count. What is seen beside the box counts too.

    Args:
        hide: The style.
        width: Of the box in pixels.
        height: Of the box in pixels.
        samples: How many patterns; the count of values cannot be larger.

    Source: capacity of parallel Gaussian channels with the noise of rounding, Cover and Thomas,
        "Elements of Information Theory", 2006, section 9.4; what rounding alone reaches:
        Marchenko and Pastur 1967, doi:10.1070/SM1967v001n04ABEH001994.
    """
    random = np.random.default_rng(2)
    size = width + 2 * _AROUND, height + 2 * _AROUND
    photo = np.asarray(cv2.resize(random.integers(60, 200, (5, 5), np.uint8), size), np.uint8)
    box = Box(_AROUND, _AROUND, _AROUND + width, _AROUND + height, Kind.PLATE)
    seen = []
    for _ in range(samples):
        photo[_AROUND : _AROUND + height, _AROUND : _AROUND + width] = _pattern(
            width, height, random
        )
        seen.append(np.asarray(hide(photo, [box]), np.float64).ravel())
    results = np.stack(seen)
    results = results[:, np.ptp(results, axis=0) > 0]
    results -= results.mean(axis=0)
    variances = np.linalg.eigvalsh(results @ results.T / (samples - 1))
    by_chance = _ROUNDING * (1 + np.sqrt(results.shape[1] / samples)) ** 2
    variances = variances[variances > by_chance]
    bits = np.minimum(0.5 * np.log2(1 + variances / _ROUNDING), _DEPTH).sum()
    return Left(CHANNELS * len(variances), CHANNELS * float(bits))


def _pattern(width: int, height: int, random: np.random.Generator) -> NDArray[np.uint8]:
    """uint8 [height, width]."""
    cell = float(np.exp(random.uniform(0, np.log(max(width, height)))))
    cells = max(round(height / cell), 1), max(round(width / cell), 1)
    coarse = random.integers(0, 256, cells, np.uint8)
    return np.asarray(
        cv2.resize(coarse, (width, height), interpolation=cv2.INTER_NEAREST), np.uint8
    )
