"""Answers of networks that there are not."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from anonymizer_gui.core.boxes import Kind
from benchmarks.coco import LabelledPhoto, Labels
from benchmarks.detecting import Answer
from benchmarks.tables import Measurement

PLATE = np.array([[10, 10, 60, 22]], np.float32)
NONE = np.zeros([0, 4], np.float32)
PLATES = Measurement(Kind.PLATE, threshold=0.5)


def answer(
    labels: NDArray[np.float32],
    *scores: float,
    at: NDArray[np.float32] = PLATE,
    signs: NDArray[np.float32] | None = None,
) -> Answer:
    """A photo with labelled plates, in which something was found once or more often."""
    photo = LabelledPhoto(
        Path("a.jpg"),
        {Kind.PLATE: Labels(labels, np.zeros(len(labels), np.bool_))},
        {} if signs is None else {"traffic_sign": signs},
    )
    boxes = np.repeat(at, len(scores), axis=0)
    return Answer(photo, boxes, np.array(scores, np.float32), hidden=boxes)
