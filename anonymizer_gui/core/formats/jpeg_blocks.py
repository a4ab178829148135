"""The blocks of a JPEG file that changed pixels touch, and their new coefficients.

An MCU is the smallest patch of pixels that all components divide into whole blocks: 8x8 pixels,
or 16x16 where colour is halved both ways.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import TypeVar

import cv2
import numpy as np
from numpy.typing import NDArray

from anonymizer_gui.core.formats.jpeg_frame import Coding, Frame
from anonymizer_gui.core.formats.jpeg_library import BlockRow, Edit
from anonymizer_gui.core.formats.picture import Patch, Pixels

_Type = TypeVar("_Type", bound=np.generic)

_BLOCK = 8
_LARGEST = 1023
"""Coefficients up to this, of both signs, every coder can write, for 8 bits per sample (T.81,
F.1.2).
"""
_AT_ONCE = 200_000
"""Pixels of which new blocks are worked out together, at least a row: each takes 20 bytes."""

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
_DCT_TURNED = np.ascontiguousarray(_DCT.T)


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


@dataclass(frozen=True, slots=True, eq=False)
class _Row:
    """What is new in a row of blocks.

    Attributes:
        places: intp [N], the blocks that are touched.
        coefficients: int16 [N, 8, 8], theirs if all of them were new.
        steps: float32 [8, 8], the quantisation table.
        rim: intp [M], which of the N are touched in part.
        samples: float32 [M, 8, 8], theirs, 0 to 255.
        is_new: bool [M, 8, 8], which samples count.
    """

    places: NDArray[np.intp]
    coefficients: BlockRow
    steps: NDArray[np.float32]
    rim: NDArray[np.intp]
    samples: NDArray[np.float32]
    is_new: NDArray[np.bool_]

    def put(self, row: BlockRow) -> None:
        """Code what is new into a row, and leave all else alone."""
        if not len(self.rim):
            row[self.places] = self.coefficients
            return
        old = _DCT_TURNED @ (row[self.places[self.rim]] * self.steps) @ _DCT + 128
        samples = np.where(self.is_new, self.samples, np.clip(old, 0, 255))
        row[self.places] = self.coefficients
        row[self.places[self.rim]] = _coded(samples, self.steps)


class NewBlocks:
    """New pixels of a picture, for the rows of blocks that they touch.

    In a block that they touch in part the samples that cover no changed pixel are taken from the
    old block as it is decoded, before colour is spread over neighbours: so they change by being
    quantised again and by nothing else. A sample that covers a changed pixel is made from new
    pixels alone, and so is whatever a block holds beyond the rim of the picture.

    Remembers the frame, its tables and the pixels; of each patch and component what was worked out
    last.
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
        self._rows: dict[tuple[int, int], tuple[int, list[_Row]]] = {}

    def edits(self, index: int, number: int) -> list[Edit]:
        """What codes the changed pixels into a row of blocks; empty where they touch none.

        Args:
            index: Of the component.
            number: Of the row among those of the component.
        """
        height = _BLOCK * self._frame.down // self._frame.components[index].down
        return [
            self._row(which, index, number - patch.top // height).put
            for which, patch in enumerate(self._patches)
            if 0 <= number * height - patch.top < len(patch.changed)
        ]

    def _row(self, which: int, index: int, number: int) -> _Row:
        """A row of a patch: it is worked out together with those below it, which come next.

        Args:
            which: The index of the patch.
            index: Of the component.
            number: Of the row in the patch.
        """
        first, rows = self._rows.get((which, index), (0, []))
        if not first <= number < first + len(rows):
            first, rows = number, self._worked_out(self._patches[which], index, number)
            self._rows[which, index] = first, rows
        return rows[number - first]

    def _worked_out(self, patch: Patch, index: int, number: int) -> list[_Row]:
        """Some rows of a patch from one on.

        Args:
            patch: It.
            index: Of the component.
            number: Of the first row in the patch.
        """
        frame, steps = self._frame, self._steps[index]
        one = frame.components[index]
        # How many pixels down and across a sample covers
        step = frame.down // one.down, frame.across // one.across
        height, width = _BLOCK * step[0], _BLOCK * step[1]
        count = max(_AT_ONCE // (height * patch.changed.shape[1]), 1)
        span = slice(number * height, (number + count) * height)
        changed, pixels = patch.changed[span], patch.pixels[span]
        rim = ((0, -len(changed) % height), (0, -changed.shape[1] % width))
        beyond = None
        if rim != ((0, 0), (0, 0)):
            pixels = np.pad(pixels, (*rim, (0, 0))[: pixels.ndim], mode="edge")
            beyond = np.pad(np.zeros(changed.shape, np.bool_), rim, constant_values=True)
            changed = np.pad(changed, rim)
        is_changed = reduce(np.logical_or, _covered(changed, step))
        touched = _touched(is_changed)
        touched[:, frame.block_size(one)[1] - patch.left // width :] = False
        is_new = _in_blocks(is_changed)[touched]
        if beyond is not None:
            is_new |= _in_blocks(reduce(np.logical_and, _covered(beyond, step)))[touched]
        blocks = _in_blocks(_component(_means(pixels, step), index, frame.coding))[touched]
        coefficients = _coded(blocks, steps)
        columns = patch.left // width + np.nonzero(touched)[1]
        of_rim = np.flatnonzero(~is_new.all(axis=(1, 2)))
        samples_of_rim, new_of_rim = blocks[of_rim], is_new[of_rim]
        ends = np.cumsum([0, *touched.sum(axis=1)])
        ends_of_rim = np.searchsorted(of_rim, ends)
        rows = []
        for here, there in zip(_spans(ends), _spans(ends_of_rim), strict=True):
            rows.append(
                _Row(
                    columns[here],
                    coefficients[here],
                    steps,
                    of_rim[there] - here.start,
                    samples_of_rim[there],
                    new_of_rim[there],
                )
            )
        return rows


def trimmed(patch: Patch, size: tuple[int, int]) -> Patch | None:
    """The MCUs of a patch between the first and the last that is touched; None if none is.

    Args:
        patch: It begins where an MCU does.
        size: Height and width of an MCU in pixels.
    """
    spans = []
    for axis, length in enumerate(size):
        touched = np.flatnonzero(patch.changed.any(axis=1 - axis))
        if not len(touched):
            return None
        spans.append(slice(touched[0] // length * length, -(-(touched[-1] + 1) // length) * length))
    rows, columns = spans
    return Patch(
        patch.top + rows.start,
        patch.left + columns.start,
        patch.pixels[rows, columns],
        patch.changed[rows, columns],
    )


def touched_mcus(patch: Patch, size: tuple[int, int]) -> NDArray[np.uint8]:
    """Where the MCUs of a patch are that changed pixels touch: uint8 [h, w], 0 elsewhere.

    Args:
        patch: It begins where an MCU does.
        size: Height and width of an MCU in pixels.
    """
    mcus = patch.changed
    for axis, length in enumerate(size):
        starts = np.arange(0, mcus.shape[axis], length)
        mcus = np.logical_or.reduceat(mcus, starts, axis=axis)
    for axis, length in enumerate(size):
        mcus = np.repeat(mcus, length, axis=axis)
    height, width = patch.changed.shape
    return mcus[:height, :width].astype(np.uint8)


def _coded(blocks: NDArray[np.float32], steps: NDArray[np.float32]) -> BlockRow:
    """Samples [N, 8, 8], 0 to 255, as quantised coefficients that every coder can write."""
    # Small products, one per block: large ones would start the threads of the BLAS library, which
    # wait for each other actively while the networks need the processors
    coefficients = np.rint(_DCT @ (blocks - 128) @ _DCT_TURNED / steps)
    return np.clip(coefficients, -_LARGEST, _LARGEST).astype(np.int16)


def _means(pixels: Pixels, step: tuple[int, int]) -> NDArray[np.float32]:
    """Means of the pixels [H, W] or [H, W, C] that each sample covers, so many down and across."""
    values = pixels.astype(np.float32)
    if step == (1, 1):
        return values
    size = pixels.shape[1] // step[1], pixels.shape[0] // step[0]
    return cv2.resize(values, size, interpolation=cv2.INTER_AREA).astype(np.float32, copy=False)


def _component(values: NDArray[np.float32], index: int, coding: Coding) -> NDArray[np.float32]:
    """Values [H, W] or [H, W, C] of pixels in a component of a file, [H, W], 0 to 255."""
    if values.ndim == 2:
        return values
    if coding in (Coding.YCC, Coding.YCCK) and index < len(_TO_YCC):
        colours = np.ascontiguousarray(values[..., :3])
        return cv2.transform(colours, _TO_YCC[index : index + 1]).astype(np.float32, copy=False)
    values = values[..., index]
    # Ink is turned round when it is read; of YCCK that leaves the colours the right way round
    return 255 - values if coding in (Coding.CMYK, Coding.YCCK) else values


def _covered(samples: NDArray[_Type], step: tuple[int, int]) -> list[NDArray[_Type]]:
    """What is of pixels [H, W] as the first, second, ... of those that each sample covers."""
    return [samples[y :: step[0], x :: step[1]] for y in range(step[0]) for x in range(step[1])]


def _touched(samples: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which blocks have a sample that is true: of samples [H, W], [rows, columns] of blocks."""
    runs = np.ascontiguousarray(samples).view(np.uint64)  # the 8 of a row of a block
    return np.asarray(runs.reshape(-1, _BLOCK, runs.shape[1]).any(axis=1))


def _spans(ends: NDArray[np.intp]) -> Iterator[slice]:
    """From each of some places to the next."""
    return map(slice, ends, ends[1:])


def _in_blocks(samples: NDArray[_Type]) -> NDArray[_Type]:
    """The samples of rows of blocks, [H, W], as [rows, columns, 8, 8]."""
    height, width = samples.shape
    return samples.reshape(height // _BLOCK, _BLOCK, width // _BLOCK, _BLOCK).swapaxes(1, 2)
