"""Obfuscation: hiding what is inside the boxes of a photo."""

from collections.abc import Iterable

import numpy as np

from anonymizer_gui.core.boxes import Box
from anonymizer_gui.core.formats.picture import Pixels
from anonymizer_gui.core.gaussian import with_gaussian
from anonymizer_gui.core.images import Photo
from anonymizer_gui.core.mosaic import with_mosaic
from anonymizer_gui.core.settings import Settings, Style


def obfuscated(photo: Photo, boxes: Iterable[Box], settings: Settings) -> Pixels:
    """The pixels of a photo with every box hidden.

    Outside the boxes nothing changes, but for `Style.GAUSSIAN`, which repeats an older tool.

    Args:
        photo: As it was read.
        boxes: In pixels of the upright photo, already grown by the box scale; they may overlap,
            reach beyond the photo, and come in any order.
        settings: `style`, `colour` and `kernel` are used.

    Returns:
        Of the shape and type of `photo.pixels`, upright.
    """
    match settings.style:
        case Style.PIXELATE:
            return with_mosaic(photo.pixels, boxes)
        case Style.GAUSSIAN:
            return with_gaussian(photo.pixels, boxes, settings.kernel)
        case Style.SOLID:
            return with_colour(photo.pixels, boxes, photo.native_colour(settings.colour))


def with_colour(pixels: Pixels, boxes: Iterable[Box], colour: tuple[int, ...]) -> Pixels:
    """A copy with every box in one colour.

    Args:
        pixels: uint8 or uint16, [H, W] or [H, W, C].
        boxes: Already grown.
        colour: One value per channel.
    """
    result = np.array(pixels, order="C")
    for box in boxes:
        result[box.pixels(width=pixels.shape[1], height=pixels.shape[0])] = (
            colour if pixels.ndim == 3 else colour[0]
        )
    return result
