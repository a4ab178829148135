"""The ways of hiding that are compared: ours, the older tool's, and a plain mosaic."""

from collections.abc import Callable, Sequence
from functools import partial

import cv2
import numpy as np

from anonymizer_gui.core.boxes import Box
from anonymizer_gui.core.formats.picture import Pixels
from anonymizer_gui.core.gaussian import with_gaussian
from anonymizer_gui.core.mosaic import with_mosaic
from anonymizer_gui.core.obfuscation import with_colour
from anonymizer_gui.core.settings import Kernel

Hide = Callable[[Pixels, Sequence[Box]], Pixels]
"""Pixels and grown boxes to pixels of the same shape and type."""

GREY = (107, 114, 128)
PLAIN_CELLS = 5


def nothing(pixels: Pixels, boxes: Sequence[Box]) -> Pixels:
    """The pixels as they are: what every attack achieves if nothing is hidden."""
    return pixels


def solid(pixels: Pixels, boxes: Sequence[Box]) -> Pixels:
    """One colour, the program's default one."""
    return with_colour(pixels, boxes, GREY[: pixels.shape[2] if pixels.ndim == 3 else 1])


def plain_mosaic(pixels: Pixels, boxes: Sequence[Box]) -> Pixels:
    """The mosaic of other tools: the means of square cells.

    Args:
        pixels: uint8, [H, W] or [H, W, C].
        boxes: Already grown; `PLAIN_CELLS` along the long side of each.
    """
    result = np.array(pixels)
    for box in boxes:
        inside = box.pixels(width=pixels.shape[1], height=pixels.shape[0])
        part = pixels[inside]
        height, width = part.shape[:2]
        if part.size == 0:
            continue
        cell = max(height, width) / PLAIN_CELLS
        cells = max(round(width / cell), 1), max(round(height / cell), 1)
        means = cv2.resize(part, cells, interpolation=cv2.INTER_AREA)
        large = cv2.resize(means, (width, height), interpolation=cv2.INTER_NEAREST)
        result[inside] = large.reshape(part.shape)
    return result


NOTHING = "nothing hidden"
OURS = "mosaic (default)"
OLDER = "gaussian 21,2,9"
STYLES: dict[str, Hide] = {
    NOTHING: nothing,
    OURS: with_mosaic,
    "solid": solid,
    OLDER: partial(with_gaussian, kernel=Kernel(21, 2, 9)),
    "gaussian 65,3,19": partial(with_gaussian, kernel=Kernel(65, 3, 19)),
    f"means of {PLAIN_CELLS} cells": plain_mosaic,
}
"""`OLDER` is the default of the older tool."""
