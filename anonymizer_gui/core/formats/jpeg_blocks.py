"""The blocks of a JPEG file that changed pixels touch, and their new coefficients.

An MCU is the smallest patch of pixels that all components divide into whole blocks: 8x8 pixels,
or 16x16 where colour is halved both ways.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from typing import TypeVar

import cv2
import numpy as np
from numpy.typing import NDArray

from anonymizer_gui.core.formats.jpeg_frame import Coding, Component, Frame
from anonymizer_gui.core.formats.jpeg_library import Plane
from anonymizer_gui.core.formats.picture import Patch, Pixels

_Type = TypeVar("_Type", bound=np.generic)

_BLOCK = 8
_AT_ONCE = 2048
"""MCUs that are worked on at once, so that a photo that is all new takes little memory."""
_LOWEST, _HIGHEST = -1023, 1023
"""Range of coefficients that every coder can write, for 8 bits per sample (T.81, F.1.2)."""

_TO_YCC = np.array(
    [
        [0.299, 0.587, 0.114, 0],
        [-0.168736, -0.331264, 0.5, 128],
        [0.5, -0.418688, -0.081312, 128],
    ]
)
"""Red, green, blue and 1 to luma and colour differences (T.871, section 7)."""


def _cosines() -> NDArray[np.float32]:
    """The one-dimensional DCT as a matrix, float32 [8, 8] (T.81, A.3.3)."""
    frequency, place = np.mgrid[:_BLOCK, :_BLOCK]
    matrix = np.cos((2 * place + 1) * frequency * np.pi / (2 * _BLOCK)) / 2
    matrix[0] /= np.sqrt(2)
    return np.asarray(matrix, np.float32)


_DCT = _cosines()


@dataclass(frozen=True, slots=True, eq=False)
class _Patches:
    """Some MCUs of a picture, N of them.

    Attributes:
        rows: int [N], which row of MCUs each is in.
        columns: int [N], which column.
        pixels: [N, H, W, C], new; beyond the rim of the picture its last row or column again.
        changed: bool [N, H, W], which pixels changed; none beyond the rim.
        beyond: bool [N, H, W], which are beyond the rim.
    """

    rows: NDArray[np.intp]
    columns: NDArray[np.intp]
    pixels: NDArray[np.uint8]
    changed: NDArray[np.bool_]
    beyond: NDArray[np.bool_]


def changed_pixels(before: Pixels, after: Pixels) -> NDArray[np.uint8]:
    """Where two pictures differ.

    Args:
        before: uint8 [H, W] or [H, W, C], contiguous.
        after: Of the same shape, contiguous.

    Returns:
        uint8 [H, W], 0 where all channels are the same.
    """
    if before.ndim == 3 and before.shape[2] == 4:
        different = before.view(np.uint32)[..., 0] != after.view(np.uint32)[..., 0]
        return np.asarray(different, np.uint8)
    different = cv2.compare(before, after, cv2.CMP_NE).astype(np.uint8, copy=False)
    if before.ndim == 3:
        # A mean of the channels, in which one alone is well above 0; 10 times as fast as `any`
        different = cv2.cvtColor(different, cv2.COLOR_RGB2GRAY).astype(np.uint8, copy=False)
    return different


def replace_blocks(
    planes: list[Plane],
    tables: list[NDArray[np.uint16]],
    frame: Frame,
    patch: Patch,
) -> None:
    """Code the changed pixels into the blocks that they touch, and leave all other blocks alone.

    In a block that they touch in part the samples that cover no changed pixel are taken from the
    old block as it is decoded, before colour is spread over neighbours: so they change by being
    quantised again and by nothing else. A sample that covers a changed pixel is made from new
    pixels alone, and so is whatever a block holds beyond the rim of the picture.

    Args:
        planes: Per component; changed in place.
        tables: Per component, quantisation table, uint16 [64].
        frame: Its sampling factors must divide the largest ones.
        patch: What is new; it begins where an MCU does.
    """
    for patches in _patches(frame, patch):
        samples = _components(patches.pixels, frame.coding)
        for index, one in enumerate(frame.components):
            _replace(planes[index], tables[index], one, patches, samples[index])


def _patches(frame: Frame, patch: Patch) -> Iterator[_Patches]:
    """The MCUs that changed pixels touch."""
    after, changed = patch.pixels, patch.changed
    height, width = _BLOCK * frame.down, _BLOCK * frame.across
    room = -changed.shape[0] % height, -changed.shape[1] % width
    padded = np.pad(changed, ((0, room[0]), (0, room[1])))
    in_rows = padded.reshape(-1, height, padded.shape[1]).max(axis=1)
    touched = np.argwhere(in_rows.reshape(len(in_rows), -1, width).any(axis=2))
    for start in range(0, len(touched), _AT_ONCE):
        rows, columns = touched[start : start + _AT_ONCE].T
        y = (rows[:, None] * height + np.arange(height))[:, :, None]
        x = (columns[:, None] * width + np.arange(width))[:, None, :]
        beyond = (y >= after.shape[0]) | (x >= after.shape[1])
        pixels = after[np.minimum(y, after.shape[0] - 1), np.minimum(x, after.shape[1] - 1)]
        yield _Patches(
            rows=patch.top // height + rows,
            columns=patch.left // width + columns,
            pixels=pixels.reshape(*beyond.shape, -1).astype(np.uint8, copy=False),
            changed=padded[y, x],
            beyond=beyond,
        )


def _components(pixels: NDArray[np.uint8], coding: Coding) -> list[NDArray[np.float32]]:
    """Pixels in the components of a file, each [N, H, W], 0 to 255."""
    values = pixels.astype(np.float32)
    # Ink is turned round when it is read; of YCCK that leaves the colours the right way round
    if coding is Coding.CMYK:
        values = 255 - values
    elif coding is Coding.YCCK:
        values[..., 3] = 255 - values[..., 3]
    if coding in (Coding.YCC, Coding.YCCK):
        shape = values[..., :3].shape
        flat = np.ascontiguousarray(values[..., :3]).reshape(-1, 1, 3)
        values[..., :3] = cv2.transform(flat, _TO_YCC).reshape(shape)
    return [values[..., channel] for channel in range(values.shape[3])]


def _replace(
    plane: Plane,
    table: NDArray[np.uint16],
    one: Component,
    patches: _Patches,
    samples: NDArray[np.float32],
) -> None:
    """Replace the blocks of one component.

    Args:
        plane: Changed in place.
        table: uint16 [64].
        one: The component.
        patches: Where.
        samples: float32 [N, H, W], its new values for every pixel of the patches.
    """
    _, height, width = samples.shape
    step = height // (_BLOCK * one.down), width // (_BLOCK * one.across)
    changed = _in_blocks(reduce(np.logical_or, _covered(patches.changed, step)))
    new = _in_blocks(reduce(np.add, _covered(samples, step)) / (step[0] * step[1]))
    beyond = _in_blocks(reduce(np.logical_and, _covered(patches.beyond, step)))
    v, h = np.mgrid[: one.down, : one.across]
    rows = (patches.rows[:, None, None] * one.down + v).reshape(-1)
    columns = (patches.columns[:, None, None] * one.across + h).reshape(-1)
    touched = changed.any(axis=(1, 2)) & (rows < plane.shape[0]) & (columns < plane.shape[1])
    rows, columns, changed, beyond = (array[touched] for array in (rows, columns, changed, beyond))
    steps = table.astype(np.float32).reshape(_BLOCK, _BLOCK)
    # Small products, one per block: large ones would start the threads of the BLAS library,
    # which wait for each other actively while the networks need the processors
    old = _DCT.T @ (plane[rows, columns] * steps) @ _DCT + 128
    blocks = np.where(changed | beyond, new[touched], np.clip(old, 0, 255))
    coefficients = np.rint(_DCT @ (blocks - 128) @ _DCT.T / steps)
    plane[rows, columns] = np.clip(coefficients, _LOWEST, _HIGHEST)


def _covered(patches: NDArray[_Type], step: tuple[int, int]) -> list[NDArray[_Type]]:
    """Patches [N, H, W] as the first, second, ... of the pixels that each sample covers."""
    return [patches[:, y :: step[0], x :: step[1]] for y in range(step[0]) for x in range(step[1])]


def _in_blocks(samples: NDArray[_Type]) -> NDArray[_Type]:
    """Samples [N, rows, columns] as blocks, [M, 8, 8]: those of the first patch first."""
    count, rows, columns = samples.shape
    blocks = samples.reshape(count, rows // _BLOCK, _BLOCK, columns // _BLOCK, _BLOCK)
    return blocks.transpose(0, 1, 3, 2, 4).reshape(-1, _BLOCK, _BLOCK)
