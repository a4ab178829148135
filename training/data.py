"""Labelled photos: COCO folders read into values, and the lists of what is used for what."""

import csv
import functools
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from anonymizer_gui.core.boxes import Kind
from benchmarks.coco import LabelledPhoto, labelled_photos

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


def photos(data: Path, name: str, *, kind: Kind = Kind.PLATE) -> list[Photo]:
    """Read the labels of one kind in a set, in the order of its file.

    Args:
        data: The folder that holds all sets.
        name: As `listed` takes it.
        kind: The only kind whose boxes are kept.
    """
    return [
        Photo(
            folder=photo.folder.name,
            path=photo.path,
            # Roboflow appends `.rf.<hash>` to each version that it makes of a photo
            original=photo.original.split(".rf.")[0],
            boxes=photo.labels[kind].boxes,
            ignored=photo.labels[kind].ignored,
        )
        for photo in listed(data, name)
    ]


def listed(data: Path, name: str) -> list[LabelledPhoto]:
    """The photos of a whole set, `<set>`, or of a committed list, `<set>.<part>`."""
    folder, _, part = name.partition(".")
    return labelled_photos(data / folder, names=split_names(name) if part else None)


def split_names(split: str) -> frozenset[str]:
    """Image names in the committed list `splits/<split>.txt`."""
    return frozenset((SPLITS / f"{split}.txt").read_text(encoding="utf-8").split())


@functools.cache
def findings(kind: str) -> dict[tuple[str, str], NDArray[np.float32]]:
    """Boxes of `splits/<kind>.csv` by set and image name, float32 [N, 4] each."""
    grouped: dict[tuple[str, str], list[list[float]]] = defaultdict(list)
    with (SPLITS / f"{kind}.csv").open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            corners = [float(row[edge]) for edge in FINDING_COLUMNS[2:]]
            grouped[row["folder"], row["name"]].append(corners)
    return {key: np.array(boxes, np.float32) for key, boxes in grouped.items()}
