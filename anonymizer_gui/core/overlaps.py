"""How boxes overlap; arrays of x_min y_min x_max y_max."""

import numpy as np
from numpy.typing import NDArray

Boxes = NDArray[np.float32]


def areas(boxes: Boxes) -> NDArray[np.float32]:
    """Of boxes [N, 4]: float32 [N]."""
    return (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])


def intersections(boxes: Boxes, others: Boxes) -> NDArray[np.float32]:
    """Area that each of the boxes [N, 4] shares with each of the others [M, 4]: float32 [N, M]."""
    low = np.maximum(boxes[:, None, :2], others[None, :, :2])
    high = np.minimum(boxes[:, None, 2:], others[None, :, 2:])
    sides = np.clip(high - low, 0, None)
    return np.asarray(sides[..., 0] * sides[..., 1])


def ious(boxes: Boxes, others: Boxes) -> NDArray[np.float32]:
    """Intersection over union of boxes [N, 4] and others [M, 4]: float32 [N, M]."""
    shared = intersections(boxes, others)
    union = areas(boxes)[:, None] + areas(others)[None] - shared
    return np.asarray(shared / np.maximum(union, 1e-6), np.float32)
