"""Results of Windows beside those of Linux: boxes, and pixels that no box touches."""

import json
import math
from pathlib import Path

import numpy as np
from PIL import Image

MOST_PIXELS, MOST_SCORE = 0.5, 0.01
"""How far a box and its score may be from those of the other system."""

GROWTH, BLOCK = 1.7, 16
"""How much a box grows at most, up to the top of a head, and pixels of the blocks of a JPEG."""

SIDES = ("x_min", "y_min", "x_max", "y_max")


def box_difference(here: Path, there: Path) -> float:
    """The furthest side of a box from that of the other record, in pixels; infinite if they differ.

    Raises:
        OSError: A record is missing.
    """
    ours, theirs = (json.loads(path.read_text(encoding="utf-8")) for path in (here, there))
    if [box["kind"] for box in ours] != [box["kind"] for box in theirs]:
        return math.inf
    pairs = list(zip(ours, theirs, strict=True))
    if any(abs(one["score"] - other["score"]) > MOST_SCORE for one, other in pairs):
        return math.inf
    return max((abs(one[side] - other[side]) for one, other in pairs for side in SIDES), default=0)


def outside_difference(here: Path, there: Path) -> int:
    """How many pixels differ that no box of the record beside the first one touches.

    Raises:
        OSError: A photo is missing.
    """
    ours, theirs = (np.asarray(Image.open(path).convert("RGB")) for path in (here, there))
    if ours.shape != theirs.shape:
        return ours.size
    touched = np.zeros(ours.shape[:2], bool)
    for box in json.loads(here.with_suffix(".json").read_text(encoding="utf-8")):
        grow_x = (box["x_max"] - box["x_min"]) * (GROWTH - 1) / 2 + BLOCK
        grow_y = (box["y_max"] - box["y_min"]) * (GROWTH - 1) / 2 + BLOCK
        rows = slice(max(int(box["y_min"] - grow_y), 0), math.ceil(box["y_max"] + grow_y))
        columns = slice(max(int(box["x_min"] - grow_x), 0), math.ceil(box["x_max"] + grow_x))
        touched[rows, columns] = True
    return int(((ours != theirs).any(axis=2) & ~touched).sum())
