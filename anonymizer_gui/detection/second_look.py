"""A second look at what a network has found: each thing again, mirrored, and as large as it likes.

What is a face or a plate looks like one at another size and mirrored too; lettering, lamps and
patterns that only happen to look like one seldom do.
"""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from anonymizer_gui.core.boxes import Kind
from anonymizer_gui.core.detections import KINDS, SCORE_FLOOR, Detections, merged
from anonymizer_gui.core.overlaps import ious
from anonymizer_gui.detection.decoding import Network, decoded
from anonymizer_gui.detection.tiling import View, drawn

CANVAS = 128
"""Height and width in pixels of the canvas of a second look."""

LONG_SIDE = 48
"""So many pixels of it the thing gets, with about its own size of what is around on all sides.

Of 28, 34, 40, 48 and 56 this was best for plates, of 32, 48 and 64 there was nothing between them
for faces; a look that is not mirrored brings less, several ones bring no more than one.
"""

WORTH_IT = 0.3
"""What got less than this at first is not looked at again. From 0.15 to 0.3 it does not matter."""

SURE = 0.6
"""What got this much at first needs no other look: with or without one, each threshold that the
rule of `benchmarks.thresholds` gives hides the same. About half of all looks are spared.
"""

SAME = 0.35
"""Intersection over union from which it is the same thing that was found again."""


def rescored(
    networks: Mapping[Kind, Network], image: NDArray[np.uint8], found: Detections
) -> Detections:
    """Score what is not `SURE` by the mean of two looks; 0 is the second of what is gone then.

    Args:
        networks: Per kind, what looks at each thing from `WORTH_IT` up to `SURE`.
        image: uint8 [H, W, 3], RGB, upright.
        found: In it.

    Returns:
        The same boxes, down to `SCORE_FLOOR`, highest score first.

    Raises:
        ImageError: A network fails on this image.
    """
    again = np.where(found.scores >= SURE, found.scores, np.float32(0))
    for index in np.flatnonzero((found.scores >= WORTH_IT) & (found.scores < SURE)):
        kind = KINDS[found.kinds[index]]
        again[index] = _score(networks[kind], image, found.boxes[index], kind)
    means = merged([replace(found, scores=(found.scores + again) / np.float32(2))])
    return means.of(means.scores >= SCORE_FLOOR)


def _score(
    network: Network, image: NDArray[np.uint8], box: NDArray[np.float32], kind: Kind
) -> float:
    """How sure the network is of that box, if it is shown little else."""
    view = _view(box, width=image.shape[1], height=image.shape[0])
    shown = drawn(image, view)
    # Where the photo is smaller too: LiteRT takes 5 ms for canvases of another size
    canvas = np.zeros((CANVAS, CANVAS, 3), np.uint8)
    canvas[: shown.shape[0], CANVAS - shown.shape[1] :] = shown[:, ::-1]
    boxes, scores = decoded(network.answers(canvas)[kind], floor=SCORE_FLOOR)
    boxes[:, [2, 0]] = CANVAS - boxes[:, [0, 2]]
    per_pixel = np.array([view.columns / view.width, view.rows / view.height] * 2, np.float32)
    wanted = (box - np.array([view.left, view.top] * 2, np.float32)) * per_pixel
    same = ious(wanted[None], boxes)[0] >= SAME
    return float(scores[same].max(initial=0))


def _view(box: NDArray[np.float32], *, width: int, height: int) -> View:
    """The square around a box, moved into the photo; where that is smaller, all there is of it."""
    x_min, y_min, x_max, y_max = box.tolist()
    scale = LONG_SIDE / max(x_max - x_min, y_max - y_min)
    side = max(round(CANVAS / scale), 1)
    across, down = min(side, width), min(side, height)
    return View(
        left=min(max(round((x_min + x_max - across) / 2), 0), width - across),
        top=min(max(round((y_min + y_max - down) / 2), 0), height - down),
        width=across,
        height=down,
        columns=max(round(CANVAS * across / side), 1),
        rows=max(round(CANVAS * down / side), 1),
    )
