"""What the network should answer for a picture, cell by cell.

Source: Zhou et al. 2019, "Objects as Points", arXiv:1904.07850; the elliptical Gaussian is ours.
"""

import numpy as np
from numpy.typing import NDArray

from training.augmentation import Labelled
from training.centerface_layout import STRIDE

CHANNELS = 7
"""Heat, 1 unless the cell is ignored, log height, log width, offset y, offset x, weight."""

SPREAD = 0.54 / 6
"""Standard deviation of the Gaussian over the length of the box's side."""

SMALLEST_SPREAD = 0.45
"""In cells."""

REGRESSED_ABOVE = 0.4
"""Cells with more heat than this learn the box's place and size."""


def targets(labelled: Labelled) -> NDArray[np.float32]:
    """Make the map of targets.

    Args:
        labelled: H and W are multiples of 4.

    Returns:
        float32 [H/4, W/4, 7]; the weights of each box add up to 1.
    """
    height, width = (extent // STRIDE for extent in labelled.image.shape[:2])
    maps = np.zeros([height, width, CHANNELS], np.float32)
    maps[..., 1] = 1
    cells = labelled.boxes / STRIDE
    for x_min, y_min, x_max, y_max in cells[labelled.ignored]:
        rows = slice(max(0, int(y_min - 1)), int(np.ceil(y_max + 1)))
        maps[rows, max(0, int(x_min - 1)) : int(np.ceil(x_max + 1)), 1] = 0
    owner = np.full([height, width], -1)
    wanted = cells[~labelled.ignored]
    for index, box in enumerate(wanted):
        _put(maps, owner, box, index)
    for index in range(len(wanted)):
        owned = owner == index
        if owned.any():
            maps[owned, 6] = 1 / owned.sum()
    return maps


def _put(
    maps: NDArray[np.float32], owner: NDArray[np.int64], box: NDArray[np.float32], index: int
) -> None:
    """Write one box (in cells) where it is hotter than those before it."""
    height, width = maps.shape[:2]
    size = np.maximum(box[2:] - box[:2], 0.5)
    middle = (box[:2] + box[2:]) / 2
    column, row = (np.minimum(middle, [width - 1e-3, height - 1e-3])).astype(int)
    spread = np.maximum(SPREAD * size, SMALLEST_SPREAD)
    x, y = np.arange(width) - column, np.arange(height) - row
    heat = np.exp(-((x[None] / spread[0]) ** 2 + (y[:, None] / spread[1]) ** 2) / 2)
    hotter = heat > maps[..., 0]
    maps[..., 0] = np.where(hotter, heat, maps[..., 0])
    taken = hotter & (heat > REGRESSED_ABOVE)
    owner[taken] = index
    maps[taken, 2], maps[taken, 3] = np.log(size[1]), np.log(size[0])
    rows, columns = np.nonzero(taken)
    maps[taken, 4] = middle[1] - (rows + 0.5)
    maps[taken, 5] = middle[0] - (columns + 0.5)
