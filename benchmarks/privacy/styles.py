"""The ways of hiding that are compared: ours, the older tool's, and a plain mosaic."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import cv2
import numpy as np

from anonymizer_gui.core.boxes import Box
from anonymizer_gui.core.formats.picture import Pixels
from anonymizer_gui.core.gaussian import with_gaussian
from anonymizer_gui.core.images import encoded_image, photo_from
from anonymizer_gui.core.mosaic import with_mosaic
from anonymizer_gui.core.obfuscation import hidden_boxes, obfuscated, with_colour
from anonymizer_gui.core.settings import Kernel, Settings, Style
from benchmarks.privacy.jpeg import from_jpeg, to_jpeg

Hide = Callable[[Pixels, Sequence[Box]], Pixels]
"""Pixels and grown boxes to pixels of the same shape and type."""

Publish = Callable[[bytes, Sequence[Box]], bytes]
"""The JPEG file of a camera and grown boxes to the JPEG file that is published."""

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


def by_program(style: Style) -> Publish:
    """What the program does with a file."""
    settings = Settings(Path("in"), Path("out"), style=style, box_scale=1.0)

    def publish(data: bytes, boxes: Sequence[Box]) -> bytes:
        photo = photo_from(data, path=Path("photo.jpg"))
        hidden = hidden_boxes(photo, boxes, settings)
        return encoded_image(photo, obfuscated(photo, hidden, settings), hidden=hidden).data

    return publish


def compressed_again(hide: Hide) -> Publish:
    """What other tools do with a file: read it, hide, and write all of it anew."""
    return lambda data, boxes: to_jpeg(np.asarray(hide(from_jpeg(data), boxes), np.uint8))


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

PUBLISHED: dict[str, Publish] = {
    NOTHING: lambda data, _: data,
    OURS: by_program(Style.PIXELATE),
    "solid": by_program(Style.SOLID),
    **{
        name: compressed_again(hide)
        for name, hide in STYLES.items()
        if name not in (NOTHING, OURS, "solid")
    },
}
"""The same by the same names, for files."""
