"""Photos of all around: what lies across their left and right edge is found whole.

Such a photo is twice as wide as it is high, and its left edge goes on where its right one ends. A
face there is cut into two halves, of which a network finds neither.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from anonymizer_gui.core.detections import Detections
from anonymizer_gui.detection.suppression import Seen, united

SMALLEST_WIDTH = 2000
"""Pixels. Narrower photos of two to one are hardly ever of all around."""

REACH = 16
"""On each side of the seam so manieth part of the photo is looked at: 22 degrees."""

AT_EDGE = 8.0
"""Pixels. A box that comes nearer to the seam than this may hold a half only."""


def detections_around(
    detect: Callable[[NDArray[np.uint8]], Detections], image: NDArray[np.uint8]
) -> Detections:
    """What is found in a photo, and in one of all around also what lies across its seam.

    Args:
        detect: What finds things in a picture.
        image: uint8 [H, W, 3], RGB, upright.

    Returns:
        Highest score first. A thing that lies across the seam has a box on either side.
    """
    height, width = image.shape[:2]
    if width != 2 * height or width < SMALLEST_WIDTH:
        return detect(image)
    reach = width // REACH
    strip = np.concatenate([image[:, -reach:], image[:, :reach]], axis=1)
    # First: what is asked for last waits behind all canvases of the next photo
    across = _across(detect(strip), seam=reach, width=width)
    found = detect(image)
    if not len(across):
        return found
    at_edge = (found.boxes[:, 0] < AT_EDGE) | (found.boxes[:, 2] > width - AT_EDGE)
    return united([Seen(found, at_edge), Seen(across, np.zeros(len(across), np.bool_))])


def _across(found: Detections, *, seam: int, width: int) -> Detections:
    """What lies across the seam, in two.

    Args:
        found: In pixels of the strip around the seam.
        seam: Where in the strip it is.
        width: Of the photo.
    """
    found = found.of((found.boxes[:, 0] < seam) & (found.boxes[:, 2] > seam))
    before, after = found.boxes.copy(), found.boxes.copy()
    before[:, [0, 2]] += width - seam
    before[:, 2] = width
    after[:, [0, 2]] -= seam
    after[:, 0] = 0
    return Detections(
        np.concatenate([before, after]),
        np.concatenate([found.scores, found.scores]),
        np.concatenate([found.kinds, found.kinds]),
    )
