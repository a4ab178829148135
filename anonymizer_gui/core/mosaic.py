"""The soft mosaic: a few means per box, and an edge that is made of what is visible anyway."""

from collections.abc import Iterable
from typing import NamedTuple

import cv2
import numpy as np

from anonymizer_gui.core.boxes import Box
from anonymizer_gui.core.formats.picture import Pixels

MAX_CELLS = 5
"""Cells along the long side of a box, whatever its size: strength follows the size."""

MIN_CELL = 4.0
"""Pixels. A cell of one pixel would hide nothing: a tiny box has fewer cells."""

RIM = 0.08
"""Width of the soft edge inside a box, as a part of its short side."""


class _Area(NamedTuple):
    """The pixels of one box inside the image; finer cells sort first."""

    cell: float
    top: int
    bottom: int
    left: int
    right: int


def with_mosaic(pixels: Pixels, boxes: Iterable[Box]) -> Pixels:
    """A copy with a soft mosaic in every box.

    First every box is filled, from the original pixels; where boxes overlap the coarser one wins.
    Then the edges are softened, reading nothing but the result of the first step: so no hidden
    pixel shows through a soft edge, and pixels outside the boxes stay as they are.

    Args:
        pixels: uint8 or uint16, [H, W] or [H, W, C].
        boxes: In any order, already grown; they may reach beyond the image.
    """
    result = np.array(pixels, order="C")
    for area in (areas := _areas(boxes, width=pixels.shape[1], height=pixels.shape[0])):
        inside = np.s_[area.top : area.bottom, area.left : area.right]
        result[inside] = _smooth_cells(np.ascontiguousarray(pixels[inside]), area.cell)
    turned = np.swapaxes(result, 0, 1)
    for area in areas:
        _soften_left_and_right(result, area)
        _soften_left_and_right(turned, _Area(area.cell, *area[3:], *area[1:3]))
    return result


def _areas(boxes: Iterable[Box], *, width: int, height: int) -> list[_Area]:
    """What the boxes cover, the same for any order of the boxes."""
    areas = set()
    for box in boxes:
        rows, columns = box.pixels(width=width, height=height)
        if rows.start < rows.stop and columns.start < columns.stop:
            # By the whole box: where the image cuts it off, what is left gets no finer cells
            cell = max(max(box.width, box.height) / MAX_CELLS, MIN_CELL)
            areas.add(_Area(cell, rows.start, rows.stop, columns.start, columns.stop))
    return sorted(areas)


def _smooth_cells(pixels: Pixels, cell: float) -> Pixels:
    """The means of cells, with a smooth surface through them.

    Args:
        pixels: [H, W] or [H, W, C].
        cell: Side of a cell in pixels.

    Source: quadratic B-spline, made of a bilinear one and a moving mean as wide as a cell (Unser,
        "Splines: a perfect fit for signal and image processing", 1999): no overshoot, no steps.
    """
    height, width = pixels.shape[:2]
    columns, rows = (min(max(round(side / cell), 1), MAX_CELLS) for side in (width, height))
    means = cv2.resize(pixels, (columns, rows), interpolation=cv2.INTER_AREA)
    surface = cv2.resize(means, (width, height), interpolation=cv2.INTER_LINEAR)
    spread = (width // columns | 1, height // rows | 1)
    smooth = cv2.blur(surface, spread, borderType=cv2.BORDER_REPLICATE)
    return smooth.astype(pixels.dtype, copy=False)


def _soften_left_and_right(result: Pixels, area: _Area) -> None:
    """Let the pixels beside a box run into it from both sides, mirrored, and fade.

    At the edge they are as sharp as beside it, deeper inside blurred: sharp they would be seen
    as what they are, a second ear or a second wheel.

    Args:
        result: [H, W] or [H, W, C], every box filled already; changed inside the area.
        area: Where a box is. A side at the edge of the image stays as it is.
    """
    rim = round(min(area.right - area.left, area.bottom - area.top) * RIM)
    if rim < 1:
        return
    depth = np.arange(rim)
    t = (depth + 0.5) / rim
    share = (1 - t * t * (3 - 2 * t)).astype(np.float32).reshape(1, -1, *[1] * (result.ndim - 2))
    near = np.maximum(1 - 3 * t, 0).astype(np.float32).reshape(share.shape)
    last = result.shape[1] - 1
    for edge, inwards, has_outside in (
        (area.left, 1, area.left > 0),
        (area.right - 1, -1, area.right <= last),
    ):
        if has_outside:
            rows = slice(area.top, area.bottom)
            inside, outside = edge + inwards * depth, edge - inwards * (depth + 1)
            sharp = result[rows, np.clip(outside, 0, last)]
            soft = cv2.blur(sharp, (rim, 2 * rim + 1), borderType=cv2.BORDER_REPLICATE)
            seen = sharp * near + soft.reshape(sharp.shape) * (1 - near)
            mixed = seen * share + result[rows, inside] * (1 - share)
            result[rows, inside] = np.rint(mixed).astype(result.dtype)
