"""Which parts of a photo a network looks at, and at what scale.

A network finds what is between about 14 and 350 pixels wide on its canvas. A photo is shown to it
at a fine scale, cut into tiles that fit a canvas, and again at coarser scales for what is too large
at the finer one. How fine is the detail setting.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from math import ceil, inf, sqrt

import cv2
import numpy as np
from numpy.typing import NDArray

from anonymizer_gui.core.boxes import Kind
from anonymizer_gui.core.settings import Detail

CANVAS_MULTIPLE = 32
"""The networks halve a canvas five times."""

LARGEST_CANVAS = 1_120_000
"""Pixels of a canvas at most: about 140 bytes of memory each; twice as many would leave 4 % fewer.

Two of them show a photo of 2 megapixels; three smaller ones would have 9 % more pixels.
"""

WORTH_MEMORY = 1.03
"""Larger canvases are taken only where smaller ones would have so many times their pixels."""

COARSER = 4
"""Each scale is so many times coarser than the one before."""

LARGEST_SHORT_SIDE = 350
"""Scales go on until the photo fits one canvas and its short side has no more pixels than this.

Faces that are larger on the canvas are found less and less: 27 of 27 at 350 pixels of height, 24 at
500, 21 at 640, 16 at 800.
"""

SMALLEST_SPLIT = 256
"""An axis is not cut into tiles shorter than about this: they would be mostly overlap."""

CONTEXT = 16
"""Pixels of the canvas that a network needs to see around an object."""

LEFT_TO_COARSER = 240
"""Long side in pixels of the canvas from which a thing is left to the next scale.

Of larger things a tile may hold a part that looks like a whole; the next scale shows them whole and
at a quarter of the size, which is where a network is at its best.
"""

TAKEN_FROM_FINER = 45
"""Long side in pixels of the canvas from which a thing counts at the next scale.

Well below a quarter of `LEFT_TO_COARSER`, since a network does not measure a thing the same at both
scales: without the margin 10 of 27 faces of about that size counted at neither, with it none.
"""


@dataclass(frozen=True, slots=True)
class FineScale:
    """How the finest scale follows from the size of a photo.

    Attributes:
        pixels: A photo is scaled to about so many pixels ...
        lowest: ... but no coarser than this, pixels of the canvas per pixel of the photo ...
        highest: ... and no finer than this.
    """

    pixels: float
    lowest: float
    highest: float

    def of(self, *, width: int, height: int) -> float:
        """The scale for a photo of that size."""
        return min(max(sqrt(self.pixels / (width * height)), self.lowest), self.highest)


FINE_SCALES: Mapping[Detail, FineScale] = {
    Detail.FAST: FineScale(pixels=940_000, lowest=0.28, highest=1.0),
    Detail.NORMAL: FineScale(pixels=7_700_000, lowest=0.8, highest=1.0),
    Detail.THOROUGH: FineScale(pixels=12_000_000, lowest=1.0, highest=2.0),
}


@dataclass(frozen=True, slots=True)
class View:
    """A part of the photo at some scale.

    Attributes:
        left: First column of the photo in it.
        top: First row of the photo in it.
        width: Columns of the photo in it.
        height: Rows of the photo in it.
        columns: Pixels of the canvas that those columns become.
        rows: Pixels of the canvas that those rows become.
        smallest: Long side in pixels of the canvas of the smallest thing that counts: a finer scale
            shows smaller ones whole, and better.
        largest: The same of the largest thing that counts: a coarser scale shows larger ones.
    """

    left: int
    top: int
    width: int
    height: int
    columns: int
    rows: int
    smallest: float = 0.0
    largest: float = inf

    @property
    def canvas(self) -> tuple[int, int]:
        """Height and width of the canvas that holds it."""
        return _padded(self.rows), _padded(self.columns)


def smallest_found(
    min_size: Mapping[Kind, float], *, width: int, height: int, detail: Detail
) -> dict[Kind, float]:
    """How wide a face and a plate must be, in pixels of the photo, to be found.

    Args:
        min_size: Per kind, the width in pixels of the canvas from which the network finds it.
        width: Width of the photo.
        height: Height of the photo.
        detail: The setting.
    """
    scale = FINE_SCALES[detail].of(width=width, height=height)
    return {kind: size / scale for kind, size in min_size.items()}


@lru_cache(maxsize=64)
def views(*, width: int, height: int, detail: Detail, min_size: float) -> tuple[View, ...]:
    """The views that a photo needs, finest scale first.

    Tiles of one scale overlap by what is too small for the next scale, and all have one size.

    Args:
        width: Width of the photo, at least 1.
        height: Height of the photo, at least 1.
        detail: How small the things are that are looked for.
        min_size: Width in pixels of the canvas from which the network finds things.
    """
    overlap = ceil(COARSER * min_size) + 2 * CONTEXT
    scale = FINE_SCALES[detail].of(width=width, height=height)
    level = _tiles(width=width, height=height, scale=scale, overlap=overlap)
    found: list[View] = []
    smallest = 0.0
    while len(level) > 1 or scale * min(width, height) > LARGEST_SHORT_SIDE:
        found += [replace(view, smallest=smallest, largest=LEFT_TO_COARSER) for view in level]
        smallest = TAKEN_FROM_FINER if len(level) == 1 else min(min_size, TAKEN_FROM_FINER)
        scale /= COARSER
        level = _tiles(width=width, height=height, scale=scale, overlap=overlap)
    return (*found, *(replace(view, smallest=smallest) for view in level))


def drawn(image: NDArray[np.uint8], view: View) -> NDArray[np.uint8]:
    """The canvas that shows a view: black where the view does not reach.

    Args:
        image: uint8 [H, W, 3].
        view: A view of it.

    Returns:
        uint8 [h, w, 3], h and w multiples of `CANVAS_MULTIPLE`.
    """
    part = image[view.top : view.top + view.height, view.left : view.left + view.width]
    canvas = np.zeros((*view.canvas, 3), np.uint8)
    canvas[: view.rows, : view.columns] = _resized(part, columns=view.columns, rows=view.rows)
    return canvas


def _resized(part: NDArray[np.uint8], *, columns: int, rows: int) -> NDArray[np.uint8]:
    if part.shape[:2] == (rows, columns):
        return part
    while part.shape[1] >= 4 * columns and part.shape[0] >= 4 * rows:
        # halves are fast; an odd last row or column is left out, less than a pixel of the canvas
        width, height = part.shape[1] // 2, part.shape[0] // 2
        even = part[: 2 * height, : 2 * width]
        part = cv2.resize(even, (width, height), interpolation=cv2.INTER_AREA).astype(
            np.uint8, copy=False
        )
    # up to half the size both find the same, and this one is six times as fast
    little = 2 * columns > part.shape[1] and 2 * rows > part.shape[0]
    method = cv2.INTER_LINEAR if little else cv2.INTER_AREA
    return cv2.resize(part, (columns, rows), interpolation=method).astype(np.uint8, copy=False)


def _padded(length: int) -> int:
    return -(-length // CANVAS_MULTIPLE) * CANVAS_MULTIPLE


def _tiles(*, width: int, height: int, scale: float, overlap: int) -> list[View]:
    """Cover the whole photo at one scale with nearly as few pixels of canvas as can be."""
    columns, rows = max(round(width * scale), 1), max(round(height * scale), 1)
    tilings: list[tuple[int, int, int, int]] = []
    for across in range(1, ceil(columns / SMALLEST_SPLIT) + 1):
        tile_width = _padded(_tile_length(columns, count=across, overlap=overlap))
        tallest = LARGEST_CANVAS // tile_width // CANVAS_MULTIPLE * CANVAS_MULTIPLE
        if rows <= tallest:
            down = 1
        elif tallest > overlap:
            down = ceil((rows - overlap) / (tallest - overlap))
        else:
            continue
        tile_height = _padded(_tile_length(rows, count=down, overlap=overlap))
        canvas = tile_width * tile_height
        tilings.append((canvas, canvas * across * down, across, down))
    enough = WORTH_MEMORY * min(pixels for _, pixels, _, _ in tilings)
    *_, across, down = min(tiling for tiling in tilings if tiling[1] <= enough)
    across_spans = _spans(width, scaled=columns, count=across, overlap=overlap)
    down_spans = _spans(height, scaled=rows, count=down, overlap=overlap)
    return [
        View(left, top, part_width, part_height, part_columns, part_rows)
        for top, part_height, part_rows in down_spans
        for left, part_width, part_columns in across_spans
    ]


def _tile_length(length: int, *, count: int, overlap: int) -> int:
    """Length of each of `count` tiles that overlap by at least `overlap` and cover `length`."""
    return length if count == 1 else _padded(ceil((length + (count - 1) * overlap) / count))


def _spans(length: int, *, scaled: int, count: int, overlap: int) -> list[tuple[int, int, int]]:
    """Start and length in the photo, and length on the canvas, of the tiles of an axis."""
    on_canvas = _tile_length(scaled, count=count, overlap=overlap)
    in_photo = min(round(on_canvas * length / scaled), length)
    step = (length - in_photo) / max(count - 1, 1)
    return [(round(index * step), in_photo, on_canvas) for index in range(count)]
