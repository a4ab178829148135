"""A network that sees every white rectangle, for tests of all that is around a network."""

import cv2
import numpy as np
from numpy.typing import NDArray

from anonymizer_gui.core.boxes import Kind
from anonymizer_gui.detection.cards import ModelCard
from anonymizer_gui.detection.decoding import STRIDE, Heads

MIN_SIZE = 14
MAX_SIZE = 480

CARD = ModelCard(name="blobs", kinds=(Kind.FACE,), min_size={Kind.FACE: MIN_SIZE})


class BlobNetwork:
    """Answers with one peak for each white rectangle that is neither too small nor too large."""

    score = 0.9

    def __init__(self, kind: Kind = Kind.FACE, *, at_once: int = 1) -> None:
        self.kind, self.at_once = kind, at_once
        self.canvases: list[tuple[int, int]] = []

    def answers(self, canvas: NDArray[np.uint8]) -> dict[Kind, Heads]:
        height, width = canvas.shape[:2]
        self.canvases.append((height, width))
        shape = (height // STRIDE, width // STRIDE)
        heads = Heads(
            np.zeros(shape, np.float32),
            np.zeros((*shape, 2), np.float32),
            np.zeros((*shape, 2), np.float32),
        )
        white = (canvas[..., 0] > 127).astype(np.uint8)
        _, _, statistics, _ = cv2.connectedComponentsWithStats(white)
        for left, top, columns, rows, _ in statistics[1:]:
            if MIN_SIZE <= columns <= MAX_SIZE and rows <= MAX_SIZE:
                centre = np.array([top + rows / 2, left + columns / 2]) / STRIDE
                row, column = np.floor(centre).astype(int)
                heads.heatmap[row, column] = self.score
                heads.size[row, column] = np.log(np.array([rows, columns]) / STRIDE)
                heads.offset[row, column] = centre - [row, column] - 0.5
        return {self.kind: heads}


def photo(*, width: int, height: int, white: list[tuple[int, int, int, int]]) -> NDArray[np.uint8]:
    """A black photo with white rectangles (x_min, y_min, x_max, y_max)."""
    image = np.zeros((height, width, 3), np.uint8)
    for x_min, y_min, x_max, y_max in white:
        image[y_min:y_max, x_min:x_max] = 255
    return image
