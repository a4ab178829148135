"""The blur of the older tool, for those who must repeat its results. People stay recognisable."""

from collections.abc import Iterable, Sequence
from itertools import product
from math import erf, sqrt

import cv2
import numpy as np
from numpy.typing import NDArray

from anonymizer_gui.core.boxes import Box
from anonymizer_gui.core.formats.picture import Pixels
from anonymizer_gui.core.settings import Kernel

_TILE = 1024
"""Pixels. A large box is done in tiles, so that no large picture is ever there in floats."""
_FLOAT_ERROR = 1e-3

_Areas = Sequence[tuple[slice, slice]]


def with_gaussian(pixels: Pixels, boxes: Iterable[Box], kernel: Kernel) -> Pixels:
    """A copy with every box blurred as the older tool did it, faults included.

    The softened mask reaches `kernel.mask_size // 2` pixels beyond a box and takes as much of
    the blur away inside it; values are cut off, not rounded.

    Args:
        pixels: uint8 or uint16, [H, W] or [H, W, C].
        boxes: Already grown.
        kernel: Sizes of the two kernels.

    Source: understand-ai/anonymizer, `Obfuscator`: blurred with reflected borders, the mask
        smoothed with zeros beyond the image, result = image * (1 - mask) + blurred * mask.
    """
    height, width = pixels.shape[:2]
    result = np.array(pixels, order="C")
    areas = [box.pixels(width=width, height=height) for box in boxes]
    areas = [area for area in areas if all(span.start < span.stop for span in area)]
    reach = kernel.mask_size // 2
    for rows, columns in areas:
        rows, columns = _grown(rows, reach, height), _grown(columns, reach, width)
        for part in product(_tiles(rows), _tiles(columns)):
            result[part] = _blended(pixels, areas, part, kernel)
    return result


def blur_kernel(kernel: Kernel) -> NDArray[np.float64]:
    """The blur along one axis; the older tool's square kernel is its product with itself.

    Returns:
        float64 [size], sum 1.
    """
    half = kernel.sigma + (2 * kernel.sigma + 1) / kernel.size / 2
    points = np.linspace(-half, half, kernel.size + 1)
    cumulated = np.array([(1 + erf(point / sqrt(2))) / 2 for point in points])
    weights = np.sqrt(np.diff(cumulated))
    return np.asarray(weights / weights.sum(), np.float64)


def mask_kernel(size: int) -> NDArray[np.float64]:
    """A triangle.

    Returns:
        float64 [size], sum 1.
    """
    middle = size // 2
    weights = 1 - np.abs(np.arange(size) - middle) / (middle + 1)
    return np.asarray(weights / weights.sum(), np.float64)


def _blended(pixels: Pixels, areas: _Areas, part: tuple[slice, slice], kernel: Kernel) -> Pixels:
    """The final pixels of one part of the image."""
    mask = _soft_mask(areas, part, kernel.mask_size)
    if pixels.ndim == 3:
        mask = mask[..., None]
    values = pixels[part].astype(np.float32)
    mixed = values * (1 - mask) + _blurred(pixels, part, blur_kernel(kernel)) * mask
    # An exact 100 must not become 99 because float32 makes it 99.99999
    top = np.iinfo(pixels.dtype).max
    return np.clip(np.floor(mixed + _FLOAT_ERROR), 0, top).astype(pixels.dtype)


def _soft_mask(areas: _Areas, part: tuple[slice, slice], size: int) -> NDArray[np.float32]:
    """How much of the blur shows in one part of the image.

    Args:
        areas: Rows and columns of every box.
        part: Rows and columns of the part.
        size: Of the triangle that smooths the mask.

    Returns:
        float32 [rows, columns] of the part, 0 to 1.
    """
    reach = size // 2
    top, left = part[0].start - reach, part[1].start - reach
    bottom, right = part[0].stop + reach, part[1].stop + reach
    mask = np.zeros((bottom - top, right - left), np.float32)
    for rows, columns in areas:
        mask[
            max(rows.start - top, 0) : max(rows.stop - top, 0),
            max(columns.start - left, 0) : max(columns.stop - left, 0),
        ] = 1
    weights = mask_kernel(size)
    smooth = cv2.sepFilter2D(mask, -1, weights, weights, borderType=cv2.BORDER_CONSTANT)
    inner = smooth[reach : reach + part[0].stop - part[0].start, reach:][
        :, : right - left - 2 * reach
    ]
    return inner.astype(np.float32, copy=False)


def _blurred(
    pixels: Pixels, part: tuple[slice, slice], weights: NDArray[np.float64]
) -> NDArray[np.float32]:
    """One part of the blurred image, computed from the part and what is around it."""
    reach = len(weights) // 2
    rows, columns = (
        _grown(one, reach, size) for one, size in zip(part, pixels.shape[:2], strict=True)
    )
    around = pixels[rows, columns].astype(np.float32)
    # Where `around` ends short of the reach the image does too: there it is reflected
    blurred = cv2.sepFilter2D(around, -1, weights, weights, borderType=cv2.BORDER_REFLECT_101)
    top, left = part[0].start - rows.start, part[1].start - columns.start
    inner = blurred[top : top + part[0].stop - part[0].start, left:]
    return inner[:, : part[1].stop - part[1].start].astype(np.float32, copy=False)


def _grown(span: slice, reach: int, size: int) -> slice:
    return slice(max(span.start - reach, 0), min(span.stop + reach, size))


def _tiles(span: slice) -> list[slice]:
    return [
        slice(start, min(start + _TILE, span.stop)) for start in range(span.start, span.stop, _TILE)
    ]
