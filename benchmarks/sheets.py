"""Contact sheets: what was missed and what was hidden for nothing, for people to look at."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from anonymizer_gui.core.images import read_image

TILE = 160
ACROSS, DOWN = 8, 6
CONTEXT = 2.5
"""The crop shows so many times the size of the box."""

LABEL, FOUND = (0, 158, 115), (213, 94, 0)
"""Green and vermilion of Okabe and Ito, told apart by the colour-blind; RGB."""


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """Something to look at.

    Attributes:
        path: The photo.
        box: float32 [4], x_min y_min x_max y_max, what the tile is about.
        labels: float32 [N, 4], what people labelled in the photo.
        found: float32 [M, 4], what was found in it.
        note: A few words under the tile.
    """

    path: Path
    box: NDArray[np.float32]
    labels: NDArray[np.float32]
    found: NDArray[np.float32]
    note: str


def write_sheets(cases: Sequence[Case], folder: Path, name: str) -> list[Path]:
    """Write numbered PNG sheets `<name>-1.png`, … with a tile per case.

    Labels are green, detections red.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for start in range(0, len(cases), ACROSS * DOWN):
        page = cases[start : start + ACROSS * DOWN]
        sheet = np.full((-(-len(page) // ACROSS) * TILE, ACROSS * TILE, 3), 40, np.uint8)
        for index, case in enumerate(page):
            row, column = divmod(index, ACROSS)
            sheet[row * TILE : (row + 1) * TILE, column * TILE : (column + 1) * TILE] = _tile(case)
        path = folder / f"{name}-{start // (ACROSS * DOWN) + 1}.png"
        path.write_bytes(cv2.imencode(".png", sheet[..., ::-1])[1].tobytes())
        written.append(path)
    return written


def _tile(case: Case) -> NDArray[np.uint8]:
    image = read_image(case.path).rgb
    middle = (case.box[:2] + case.box[2:]) / 2
    reach = max(float((case.box[2:] - case.box[:2]).max()) * CONTEXT / 2, 24.0)
    scale = TILE / (2 * reach)
    move = np.array([[scale, 0, 0], [0, scale, 0]])
    move[:, 2] = TILE / 2 - scale * middle
    tile = cv2.warpAffine(image, move, (TILE, TILE), flags=cv2.INTER_LINEAR, borderValue=(40,) * 3)
    for boxes, colour in ((case.labels, LABEL), (case.found, FOUND)):
        for box in boxes:
            low, high = (
                (corner * scale + move[:, 2]).round().astype(int) for corner in (box[:2], box[2:])
            )
            cv2.rectangle(tile, low.tolist(), high.tolist(), colour, 1, cv2.LINE_AA)
    for thickness, colour in ((3, (0, 0, 0)), (1, (255, 255, 255))):
        cv2.putText(
            tile,
            case.note,
            (4, TILE - 6),
            cv2.FONT_HERSHEY_SIMPLEX,
            0.38,
            colour,
            thickness,
            cv2.LINE_AA,
        )
    return np.asarray(tile, np.uint8)
