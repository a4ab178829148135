"""From the answer of a CenterNet-style network to boxes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from anonymizer_gui.core.boxes import Kind

STRIDE = 4
"""Pixels of the canvas per cell of the answer."""

LARGEST_LOG_SIZE = 12.0
"""Log of the largest height or width in cells that is believed: more only overflows."""


@dataclass(frozen=True, slots=True, eq=False)
class Heads:
    """What the network answered for one canvas of `STRIDE`·h x `STRIDE`·w pixels.

    Attributes:
        heatmap: float32 [h, w], how sure it is of a centre in the cell, in [0, 1].
        size: float32 [h, w, 2], log of height and width of the box, in cells.
        offset: float32 [h, w, 2], y and x of the centre from the middle of the cell, in cells.
    """

    heatmap: NDArray[np.float32]
    size: NDArray[np.float32]
    offset: NDArray[np.float32]

    def __post_init__(self) -> None:
        height, width = self.heatmap.shape
        for head in (self.size, self.offset):
            if head.shape != (height, width, 2):
                raise ValueError(f"head must be [{height}, {width}, 2], got {list(head.shape)}")


class Network(Protocol):
    """Answers for canvases, from any thread."""

    @property
    def at_once(self) -> int:
        """How many canvases it looks at at once, at least 1; whoever asks for more waits."""

    def answers(self, canvas: NDArray[np.uint8]) -> Mapping[Kind, Heads]:
        """The answer per kind, for uint8 [h, w, 3], RGB, h and w multiples of 32."""


def decoded(heads: Heads, *, floor: float) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """The boxes around the peaks of the heatmap: cells that no neighbour exceeds.

    Args:
        heads: What the network answered.
        floor: Lower scores are left out.

    Returns:
        Boxes float32 [N, 4], x_min y_min x_max y_max in pixels of the canvas, neither clipped nor
        suppressed, and their scores float32 [N]. Cells that hold no number are left out.

    Source: Zhou et al. 2019, "Objects as Points", arXiv:1904.07850, section 4.
    """
    heatmap = heads.heatmap
    peaks = (heatmap >= floor) & (heatmap == cv2.dilate(heatmap, np.ones((3, 3), np.uint8)))
    rows, columns = np.nonzero(peaks)
    half_sizes = np.exp(np.minimum(heads.size[rows, columns], LARGEST_LOG_SIZE)) / 2
    cells = np.stack([rows, columns], axis=1).astype(np.float32)
    centres = cells + heads.offset[rows, columns] + 0.5
    corners = np.concatenate([centres - half_sizes, centres + half_sizes], axis=1)
    boxes = (STRIDE * corners[:, [1, 0, 3, 2]]).astype(np.float32)
    sound = np.isfinite(boxes).all(axis=1)
    return boxes[sound], heatmap[rows, columns][sound]
