"""Collect what a network fires on in the photos that it learns from, for a person to sort.

`python -m training.mine RUN/snapshot_NNNNNN.npz --data DIR --out FOUND` writes `FOUND/found.csv`
and numbered contact sheets. Sorted by eye, the rows go into `splits/unlabelled_plates.csv` (plates
that nobody labelled: ignored from then on) or `splits/hard_negatives.csv` (shown more often).
"""

import argparse
import csv
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from anonymizer_gui.core.boxes import Kind
from anonymizer_gui.core.settings import Detail
from benchmarks.scoring import compared
from training.data import FINDING_COLUMNS, Finding, Photo, findings, photos
from training.evaluate import detector
from training.mosaics import SOURCES

TILE = 128
TILES_ACROSS, TILES_DOWN = 12, 8
SORTED = ("unlabelled_plates", "hard_negatives")
GREEN, RED, WHITE = (0, 200, 0), (255, 40, 40), (255, 255, 255)


def tile(image: NDArray[np.uint8], found: NDArray[np.float32], photo: Photo) -> NDArray[np.uint8]:
    """The surroundings of a detection: it is drawn red, what is labelled green.

    Args:
        image: uint8 [H, W, 3], RGB.
        found: float32 [4], x_min y_min x_max y_max.
        photo: Of the image.

    Returns:
        uint8 [TILE, TILE, 3], RGB.
    """
    reach = max(float((found[2:] - found[:2]).max()), 20.0)
    x, y = ((found[:2] + found[2:]) / 2).tolist()
    left, top = max(0, int(x - reach)), max(0, int(y - reach))
    part = image[top : int(y + reach) + 1, left : int(x + reach) + 1]
    scale = TILE / max(part.shape[:2])
    shown = np.zeros([TILE, TILE, 3], np.uint8)
    small = cv2.resize(part, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    shown[: small.shape[0], : small.shape[1]] = small[:TILE, :TILE]
    for box, colour in [*((label, GREEN) for label in photo.boxes), (found, RED)]:
        low, high = (box[:2] - [left, top]) * scale, (box[2:] - [left, top]) * scale
        cv2.rectangle(shown, low.astype(int).tolist(), high.astype(int).tolist(), colour, 1)
    return shown


def sheets(tiles: list[NDArray[np.uint8]], folder: Path) -> None:
    """Write numbered contact sheets."""
    size = TILES_ACROSS * TILES_DOWN
    for start in range(0, len(tiles), size):
        sheet = np.zeros([TILES_DOWN * TILE, TILES_ACROSS * TILE, 3], np.uint8)
        for index, shown in enumerate(tiles[start : start + size]):
            row, column = divmod(index, TILES_ACROSS)
            cv2.putText(shown, str(start + index), (2, 12), cv2.FONT_HERSHEY_PLAIN, 1, WHITE, 2)
            cv2.putText(shown, str(start + index), (2, 12), cv2.FONT_HERSHEY_PLAIN, 1, RED, 1)
            sheet[row * TILE : (row + 1) * TILE, column * TILE : (column + 1) * TILE] = shown
        _, encoded = cv2.imencode(".png", sheet[..., ::-1])
        (folder / f"sheet_{start:05}.png").write_bytes(encoded.tobytes())


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("network", type=Path)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--threshold", type=float, default=0.5)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    finder = detector(options.network, Kind.PLATE, detail=Detail.NORMAL)
    rows: list[Finding] = []
    tiles: list[NDArray[np.uint8]] = []
    for photo in (photo for source in SOURCES for photo in photos(options.data, source.split)):
        image = photo.pixels()
        found = finder.detect(image)
        boxes = found.boxes[found.scores >= options.threshold]
        known = [findings(kind).get((photo.folder, photo.name)) for kind in SORTED]
        sorted_already = np.concatenate(
            [photo.boxes[:0], *(part for part in known if part is not None)]
        )
        labels = np.concatenate([photo.boxes, sorted_already])
        ignored = np.arange(len(labels)) >= len(photo.boxes)
        for index in compared(labels, ignored, boxes, size_axis=0, hidden=boxes).false_alarms:
            box = boxes[index]
            rows.append(Finding(photo.folder, photo.name, *(round(float(edge), 1) for edge in box)))
            tiles.append(tile(image, box, photo))
    with (options.out / "found.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([FINDING_COLUMNS, *rows])
    sheets(tiles, options.out)


if __name__ == "__main__":
    main()
