"""The blocks of a JPEG file that changed pixels touch, and their new coefficients.

An MCU is the smallest patch of pixels that all components divide into whole blocks: 8x8 pixels,
or 16x16 where colour is halved both ways.
"""

from collections.abc import Sequence
from functools import reduce
from typing import TypeVar

import cv2
import numpy as np
from numpy.typing import NDArray

from anonymizer_gui.core.formats.jpeg_frame import Coding, Frame
from anonymizer_gui.core.formats.jpeg_library import BlockRow
from anonymizer_gui.core.formats.picture import Patch, Pixels

_Type = TypeVar("_Type", bound=np.generic)

_BLOCK = 8
LARGEST = 1023
"""Coefficients up to this, of both signs, every coder can write, for 8 bits per sample (T.81,
F.1.2); DC may go one further down.
"""

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


class NewBlocks:
    """New pixels of a picture, for the rows of blocks that they touch.

    In a block that they touch in part the samples that cover no changed pixel are taken from the
    old block as it is decoded, before colour is spread over neighbours: so they change by being
    quantised again and by nothing else. A sample that covers a changed pixel is made from new
    pixels alone, and so is whatever a block holds beyond the rim of the picture.

    Remembers the frame, its tables and the pixels.
    """

    def __init__(
        self, frame: Frame, tables: Sequence[NDArray[np.uint16]], patches: Sequence[Patch]
    ) -> None:
        """Nothing is worked out yet.

        Args:
            frame: Its sampling factors must divide the largest ones.
            tables: Per component, its quantisation table, uint16 [8, 8].
            patches: What is new; each begins where an MCU does, no two are in the same one.
        """
        self._frame = frame
        self._steps = [table.astype(np.float32) for table in tables]
        self._patches = patches

    def put(self, index: int, number: int, row: BlockRow) -> None:
        """Code the changed pixels into the blocks that they touch, and leave the others alone.

        Args:
            index: Of the component.
            number: Of the row among those of the component.
            row: All its blocks; changed in place.
        """
        one = self._frame.components[index]
        step = self._frame.down // one.down, self._frame.across // one.across
        for patch in self._patches:
            top = number * _BLOCK * step[0] - patch.top
            if 0 <= top < len(patch.changed) and patch.changed[top : top + _BLOCK * step[0]].any():
                self._put(patch, index, top, step, row)

    def _put(
        self, patch: Patch, index: int, top: int, step: tuple[int, int], row: BlockRow
    ) -> None:
        """Code what a patch has from a row of its pixels on.

        Args:
            patch: It.
            index: Of the component.
            top: The first of its rows of pixels.
            step: How many pixels down and across a sample covers.
            row: Changed in place.
        """
        height, width = _BLOCK * step[0], _BLOCK * step[1]
        changed = patch.changed[top : top + height]
        first, last = np.flatnonzero(changed.any(axis=0))[[0, -1]] // width
        columns = slice(first * width, (last + 1) * width)
        changed, pixels = changed[:, columns], patch.pixels[top : top + height, columns]
        rim = ((0, height - len(changed)), (0, (last + 1 - first) * width - changed.shape[1]))
        beyond = np.zeros(changed.shape, np.bool_)
        if rim != ((0, 0), (0, 0)):
            pixels = np.pad(pixels, (*rim, (0, 0))[: pixels.ndim], mode="edge")
            beyond, changed = np.pad(beyond, rim, constant_values=True), np.pad(changed, rim)
        is_changed = _in_blocks(reduce(np.logical_or, _covered(changed, step)))
        touched = np.flatnonzero(is_changed.any(axis=(1, 2)))
        touched = touched[patch.left // width + first + touched < len(row)]
        places = patch.left // width + first + touched
        is_new = is_changed[touched]
        is_new |= _in_blocks(reduce(np.logical_and, _covered(beyond, step)))[touched]
        samples = reduce(np.add, _covered(_component(pixels, index, self._frame.coding), step))
        blocks = _in_blocks(samples / (step[0] * step[1]))[touched]
        # Small products, one per block: large ones would start the threads of the BLAS library,
        # which wait for each other actively while the networks need the processors
        steps = self._steps[index]
        is_rim = ~is_new.all(axis=(1, 2))
        if is_rim.any():
            old = _DCT.T @ (row[places[is_rim]] * steps) @ _DCT + 128
            blocks[is_rim] = np.where(is_new[is_rim], blocks[is_rim], np.clip(old, 0, 255))
        coefficients = np.rint(_DCT @ (blocks - 128) @ _DCT.T / steps)
        row[places] = np.clip(coefficients, -LARGEST, LARGEST)


def _component(pixels: Pixels, index: int, coding: Coding) -> NDArray[np.float32]:
    """Pixels [H, W] or [H, W, C] in a component of a file, [H, W], 0 to 255."""
    if pixels.ndim == 2:
        return pixels.astype(np.float32)
    if coding in (Coding.YCC, Coding.YCCK) and index < len(_TO_YCC):
        values = np.ascontiguousarray(pixels[..., :3]).astype(np.float32)
        return cv2.transform(values, _TO_YCC[index : index + 1]).astype(np.float32, copy=False)
    values = pixels[..., index].astype(np.float32)
    # Ink is turned round when it is read; of YCCK that leaves the colours the right way round
    return 255 - values if coding in (Coding.CMYK, Coding.YCCK) else values


def _covered(samples: NDArray[_Type], step: tuple[int, int]) -> list[NDArray[_Type]]:
    """What is of pixels [H, W] as the first, second, ... of those that each sample covers."""
    return [samples[y :: step[0], x :: step[1]] for y in range(step[0]) for x in range(step[1])]


def _in_blocks(samples: NDArray[_Type]) -> NDArray[_Type]:
    """The samples of a row of blocks, [8, W], as [N, 8, 8]."""
    return samples.reshape(_BLOCK, -1, _BLOCK).transpose(1, 0, 2)
