"""How sure a figure is: bootstrap intervals over photos."""

from collections.abc import Callable, Sequence
from typing import TypeVar

import numpy as np

T = TypeVar("T")

RESAMPLES = 500
LOW, HIGH = 2.5, 97.5


def interval(photos: Sequence[T], figure: Callable[[Sequence[T]], float]) -> tuple[float, float]:
    """The 95 % interval of a figure, if other photos of the same sort had been taken.

    Args:
        photos: What was measured, one entry per photo.
        figure: The figure of any selection of them; NaN where it has none.

    Returns:
        Lower and upper end; NaN both if no selection has the figure.

    Source: percentile bootstrap, Efron and Tibshirani, "An Introduction to the Bootstrap", 1993.
    """
    random = np.random.default_rng(0)
    figures = [
        figure([photos[index] for index in random.integers(0, len(photos), len(photos))])
        for _ in range(RESAMPLES)
    ]
    sound = [value for value in figures if value == value]
    if not sound:
        return float("nan"), float("nan")
    low, high = np.percentile(sound, [LOW, HIGH])
    return float(low), float(high)
