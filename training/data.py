"""Labelled photos: COCO folders read into values, and the lists of what is used for what."""

import csv
import functools
import json
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

SPLITS = Path(__file__).parent / "splits"


class Finding(NamedTuple):
    """A box that a network found and a person sorted: a row of the CSV files in `splits/`."""

    folder: str
    name: str
    x_min: float
    y_min: float
    x_max: float
    y_max: float


FINDING_COLUMNS = Finding._fields


@dataclass(frozen=True, slots=True, eq=False)
class Photo:
    """One labelled photo, not yet read.

    Attributes:
        folder: Name of the set it belongs to.
        path: The image file.
        original: Key of the photo it was made from: one photo may be in a set several times.
        boxes: float32 [N, 4], x_min y_min x_max y_max, pixels of the stored image.
        ignored: bool [N], true where nobody may be asked whether it is one.
    """

    folder: str
    path: Path
    original: str
    boxes: NDArray[np.float32]
    ignored: NDArray[np.bool_]

    @property
    def name(self) -> str:
        """What the split lists call it."""
        return self.path.name

    def pixels(self) -> NDArray[np.uint8]:
        """Decode to uint8 [H, W, 3], RGB.

        Raises:
            ValueError: The file is not an image.
        """
        decoded = cv2.imdecode(np.fromfile(self.path, np.uint8), cv2.IMREAD_COLOR)
        if decoded is None:
            raise ValueError(f"{self.path} is not an image")
        return np.asarray(cv2.cvtColor(decoded, cv2.COLOR_BGR2RGB), np.uint8)


def photos(data: Path, folder: str, *, category: str = "license_plate") -> list[Photo]:
    """Read the labels of one set, in the order of its file.

    Args:
        data: The folder that holds all sets.
        folder: Name of the set: it holds `coco.json` and `images/`.
        category: The only category whose boxes are kept.
    """
    coco = json.loads((data / folder / "coco.json").read_text(encoding="utf-8"))
    ids = {item["id"] for item in coco["categories"] if item["name"] == category}
    labels: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for label in coco["annotations"]:
        if label["category_id"] in ids:
            labels[label["image_id"]].append(label)
    return [_photo(item, labels[item["id"]], data=data, folder=folder) for item in coco["images"]]


def _photo(item: dict[str, Any], labels: list[dict[str, Any]], *, data: Path, folder: str) -> Photo:
    corners = np.array([label["bbox"] for label in labels], np.float32).reshape(-1, 4)
    corners[:, 2:] += corners[:, :2]
    return Photo(
        folder=folder,
        path=data / folder / "images" / item["file_name"],
        # Roboflow appends `.rf.<hash>` to each version that it makes of a photo
        original=str(item.get("original", item["file_name"])).split(".rf.")[0],
        boxes=corners,
        ignored=np.array([bool(label.get("iscrowd")) for label in labels], np.bool_),
    )


def split_names(split: str) -> frozenset[str]:
    """Image names in the committed list `splits/<split>.txt`."""
    return frozenset((SPLITS / f"{split}.txt").read_text(encoding="utf-8").split())


def split_photos(data: Path, split: str) -> list[Photo]:
    """The photos of a committed list; a split is called `<set>.<part>`."""
    names = split_names(split)
    return [photo for photo in photos(data, split.split(".")[0]) if photo.name in names]


@functools.cache
def findings(kind: str) -> dict[tuple[str, str], NDArray[np.float32]]:
    """Boxes of `splits/<kind>.csv` by set and image name, float32 [N, 4] each."""
    grouped: dict[tuple[str, str], list[list[float]]] = defaultdict(list)
    with (SPLITS / f"{kind}.csv").open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            corners = [float(row[edge]) for edge in FINDING_COLUMNS[2:]]
            grouped[row["folder"], row["name"]].append(corners)
    return {key: np.array(boxes, np.float32) for key, boxes in grouped.items()}
