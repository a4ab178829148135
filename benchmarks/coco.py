"""Labelled photos in the COCO format."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from anonymizer_gui.core.boxes import Kind

CATEGORIES = {"face": Kind.FACE, "license_plate": Kind.PLATE}
"""Names of the categories that are looked for; all others are known background."""


@dataclass(frozen=True, slots=True, eq=False)
class Labels:
    """What is known of one photo.

    Attributes:
        boxes: float32 [N, 4], x_min y_min x_max y_max, pixels.
        ignored: bool [N], true where nobody may be asked whether it is one (`iscrowd`).
    """

    boxes: NDArray[np.float32]
    ignored: NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class LabelledPhoto:
    """One photo, not yet read.

    Attributes:
        path: The image file.
        labels: Per kind.
        background: Per name of another category (signs, lettering), float32 [N, 4].
    """

    path: Path
    labels: Mapping[Kind, Labels]
    background: Mapping[str, NDArray[np.float32]]


def labelled_photos(folder: Path, *, names: frozenset[str] | None = None) -> list[LabelledPhoto]:
    """The photos of a COCO folder: `coco.json`, and the pictures in `images/`.

    Args:
        folder: The folder, or one that holds several such folders.
        names: Only photos with these file names; None for all.

    Raises:
        FileNotFoundError: There is no `coco.json`.
    """
    if not (folder / "coco.json").is_file():
        inner = sorted(path.parent for path in folder.glob("*/coco.json"))
        if not inner:
            raise FileNotFoundError(f"{folder} holds no coco.json")
        return [photo for part in inner for photo in labelled_photos(part, names=names)]
    content = json.loads((folder / "coco.json").read_text(encoding="utf-8"))
    categories = {item["id"]: item["name"] for item in content["categories"]}
    annotations: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for annotation in content["annotations"]:
        annotations[annotation["image_id"]].append(annotation)
    return [
        _photo(folder / "images" / item["file_name"], annotations[item["id"]], categories)
        for item in content["images"]
        if names is None or item["file_name"] in names
    ]


def kinds_labelled(photos: Sequence[LabelledPhoto]) -> list[Kind]:
    """The kinds of which at least one is labelled."""
    return [kind for kind in Kind if any(len(photo.labels[kind].boxes) for photo in photos)]


def _photo(
    path: Path, annotations: list[dict[str, Any]], categories: Mapping[int, str]
) -> LabelledPhoto:
    by_name: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for annotation in annotations:
        by_name[categories[annotation["category_id"]]].append(annotation)
    return LabelledPhoto(
        path,
        {kind: _labels(by_name[name]) for name, kind in CATEGORIES.items()},
        {
            name: _labels(some).boxes
            for name, some in by_name.items()
            if name not in CATEGORIES and some
        },
    )


def _labels(annotations: list[dict[str, Any]]) -> Labels:
    corners = np.array([one["bbox"] for one in annotations], np.float32).reshape(-1, 4)
    corners[:, 2:] += corners[:, :2]
    ignored = [bool(one.get("iscrowd") or one.get("ignore")) for one in annotations]
    return Labels(corners, np.array(ignored, np.bool_))
