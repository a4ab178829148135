"""The soft mosaic: cells made of what is visible around a box, and of nothing that is inside it.

Even one mean per cell would tell which of many number plates was there: whoever draws all of them
and hides each the same way finds the right one (`benchmarks.privacy`). So no hidden pixel is read.
"""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from anonymizer_gui.core.boxes import Box
from anonymizer_gui.core.formats.picture import Pixels

MAX_CELLS = 6
"""Cells along the long side of a box, whatever its size. More would follow edges beside the box."""

MIN_CELL = 4.0
"""Pixels. A tiny box has fewer cells."""

RIM = 0.15
"""Width of the soft edge inside a box, as a part of its short side."""

REACH = 0.12
"""How far around a box is looked for colours, as a part of its short side."""

_PIECES = 8
"""Parts of each side of a box, each of which lends one colour."""


class _Area(NamedTuple):
    """The pixels of one box inside the image; finer cells sort first."""

    cell: float
    top: int
    bottom: int
    left: int
    right: int


def with_mosaic(pixels: Pixels, boxes: Iterable[Box]) -> Pixels:
    """A copy with a soft mosaic in every box.

    First every box is filled from the pixels around it that are in no box; where boxes overlap the
    coarser one wins. Then the edges are softened, reading nothing but the result of the first
    step. So the result is the same whatever was in the boxes, and pixels outside stay as they are.

    Args:
        pixels: uint8 or uint16, [H, W] or [H, W, C].
        boxes: In any order, already grown; they may reach beyond the image.
    """
    result = np.array(pixels, order="C")
    visible = np.ones(pixels.shape[:2], np.bool_)
    for area in (areas := _areas(boxes, width=pixels.shape[1], height=pixels.shape[0])):
        visible[area.top : area.bottom, area.left : area.right] = False
    for area in areas:
        inside = np.s_[area.top : area.bottom, area.left : area.right]
        result[inside] = _smooth(_cells(pixels, visible, area), result[inside].shape)
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


def _cells(pixels: Pixels, visible: NDArray[np.bool_], area: _Area) -> Pixels:
    """The colours of the cells of a box: means of the colours around it, the near ones most.

    Args:
        pixels: [H, W] or [H, W, C].
        visible: bool [H, W], false in every box.
        area: Where the box is.

    Returns:
        [rows, columns] or [rows, columns, C], of the type of `pixels`; a neutral grey if nothing
        around the box is visible.

    Source: inverse distance weighting, Shepard 1968, doi:10.1145/800186.810616.
    """
    height, width = area.bottom - area.top, area.right - area.left
    rows, columns = (min(max(round(side / area.cell), 1), MAX_CELLS) for side in (height, width))
    shape = (rows, columns, *pixels.shape[2:])
    colours, places = [], []
    for piece in _around(area, *visible.shape):
        seen = visible[piece].view(np.uint8)
        if cv2.countNonZero(seen):
            colours.append(cv2.mean(pixels[piece], seen)[: _channels(pixels)])
            places.append([(span.start + span.stop) / 2 for span in piece])
    if not colours:
        return np.full(shape, _neutral(pixels), pixels.dtype)
    grid = np.indices((rows, columns)).reshape(2, -1).T + 0.5
    centres = grid * (height / rows, width / columns) + (area.top, area.left)
    distances = np.square(centres[:, None] - np.array(places)).sum(axis=-1)
    weights = 1 / np.square(distances + np.square(min(height, width) / 12))
    weights /= weights.sum(axis=1, keepdims=True)
    cells: Pixels = np.rint(weights @ np.array(colours)).astype(pixels.dtype)
    return cells.reshape(shape)


def _around(area: _Area, height: int, width: int) -> Iterator[tuple[slice, slice]]:
    """Rows and columns of the pieces of the frame around a box, inside the image."""
    reach = max(int(REACH * min(area.bottom - area.top, area.right - area.left)), 1)
    up, down = max(area.top - reach, 0), min(area.bottom + reach, height)
    before, after = max(area.left - reach, 0), min(area.right + reach, width)
    for span in _parts(before, after):
        yield slice(up, area.top), span
        yield slice(area.bottom, down), span
    for span in _parts(area.top, area.bottom):
        yield span, slice(before, area.left)
        yield span, slice(area.right, after)


def _parts(start: int, stop: int) -> list[slice]:
    edges = np.linspace(start, stop, _PIECES + 1).round().astype(int).tolist()
    return [slice(low, high) for low, high in pairwise(edges)]


def _channels(pixels: Pixels) -> int:
    return pixels.shape[2] if pixels.ndim == 3 else 1


def _neutral(pixels: Pixels) -> NDArray[np.float64]:
    """Grey, opaque where there is an alpha channel; black in CMYK."""
    top = np.iinfo(pixels.dtype).max
    colour = np.full(pixels.shape[2:], top // 2, np.float64)
    if _channels(pixels) in (2, 4):
        colour[-1] = top
    return colour


def _smooth(cells: Pixels, shape: tuple[int, ...]) -> Pixels:
    """A smooth surface through the cells, of a shape [H, W] or [H, W, C].

    Source: quadratic B-spline, made of a bilinear one and a moving mean as wide as a cell (Unser,
        "Splines: a perfect fit for signal and image processing", 1999): no overshoot, no steps.
    """
    (rows, columns), (height, width) = cells.shape[:2], shape[:2]
    surface = cv2.resize(cells, (width, height), interpolation=cv2.INTER_LINEAR)
    spread = (width // columns | 1, height // rows | 1)
    smooth = cv2.blur(surface, spread, borderType=cv2.BORDER_REPLICATE)
    return smooth.reshape(shape).astype(cells.dtype, copy=False)


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
    share, near = 1 - t * t * (3 - 2 * t), np.maximum(1 - 3 * t, 0)
    of_sharp, of_soft, of_own = (
        part.astype(np.float32)[:, None] for part in (share * near, share * (1 - near), 1 - share)
    )
    last = result.shape[1] - 1
    for edge, inwards, has_outside in (
        (area.left, 1, area.left > 0),
        (area.right - 1, -1, area.right <= last),
    ):
        if has_outside:
            rows = slice(area.top, area.bottom)
            inside, outside = edge + inwards * depth, edge - inwards * (depth + 1)
            # Along the edge: OpenCV and NumPy are slow where rows are short
            sharp, own = (
                np.ascontiguousarray(np.swapaxes(result[rows, columns], 0, 1))
                for columns in (np.clip(outside, 0, last), inside)
            )
            soft = cv2.blur(sharp, (2 * rim + 1, rim), borderType=cv2.BORDER_REPLICATE)
            mixed = sum(
                part.reshape(rim, -1) * weights
                for part, weights in ((sharp, of_sharp), (soft, of_soft), (own, of_own))
            )
            mixed = np.rint(mixed).astype(result.dtype).reshape(own.shape)
            result[rows, inside] = np.swapaxes(mixed, 0, 1)
