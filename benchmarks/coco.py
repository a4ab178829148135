"""Labelled photos in the COCO format.

A folder holds `coco.json`, or one JSON file of any name, and the photos that it names: in `images/`
or beside it, in sub-folders too. Boxes are in pixels of the upright photo, `iscrowd` means ignore.
"""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

import numpy as np
from numpy.typing import NDArray

from anonymizer_gui.core.boxes import Kind
from anonymizer_gui.engine.corrections import CATEGORIES, IMAGES, LABELS

KINDS_OF = {name: kind for kind, name in CATEGORIES.items()}
"""What is looked for, by the name of its category; all other categories are known background."""


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
        background: Per name of another category (signs, lettering), float32 [N, 4]; a category
            that nobody looked for is not in it.
        folder: The COCO folder that it belongs to.
        kinds: What somebody looked for in it: the categories of the folder.
        original: What the photo was made from: one photo may be in a folder several times.
    """

    path: Path
    labels: Mapping[Kind, Labels]
    background: Mapping[str, NDArray[np.float32]]
    folder: Path = Path()
    kinds: frozenset[Kind] = frozenset(Kind)
    original: str = ""


def labelled_photos(folder: Path, *, names: frozenset[str] | None = None) -> list[LabelledPhoto]:
    """The photos of a COCO folder, in the order of its file.

    Args:
        folder: The folder, or one that holds several such folders.
        names: Only photos with these file names; None for all.

    Raises:
        OSError: There are no labels, or photos are missing.
        ValueError: The labels are not in the COCO format.
    """
    file = _labels_file(folder)
    if file is None:
        inner = [one for one in sorted(folder.glob("*/")) if _labels_file(one)]
        if not inner:
            raise FileNotFoundError(f"There are no labels in {folder}: it needs a {LABELS}.")
        return [photo for part in inner for photo in labelled_photos(part, names=names)]
    try:
        photos = _photos(json.loads(file.read_bytes()), folder, names)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise ValueError(f"{file} is not in the COCO format ({error!r}).") from error
    missing = [photo.path for photo in photos if not photo.path.is_file()]
    if missing:
        raise FileNotFoundError(
            f"{len(missing)} of the {len(photos)} photos that {file} names are missing, "
            f"{missing[0].name} is one of them; put them into {folder / IMAGES}."
        )
    return photos


def kinds_labelled(photos: Sequence[LabelledPhoto]) -> list[Kind]:
    """The kinds of which at least one is labelled."""
    return [kind for kind in Kind if any(len(photo.labels[kind].boxes) for photo in photos)]


def _labels_file(folder: Path) -> Path | None:
    if (folder / LABELS).is_file():
        return folder / LABELS
    files = list(folder.glob("*.json"))
    return files[0] if len(files) == 1 else None


def _photos(
    content: Mapping[str, Any], folder: Path, names: frozenset[str] | None
) -> list[LabelledPhoto]:
    categories = {item["id"]: str(item["name"]) for item in content["categories"]}
    annotations: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for annotation in content["annotations"]:
        annotations[annotation["image_id"]].append(annotation)
    return [
        _photo(item, annotations[item["id"]], categories, folder)
        for item in content["images"]
        if names is None or item["file_name"] in names
    ]


def _photo(
    item: Mapping[str, Any],
    annotations: list[dict[str, Any]],
    categories: Mapping[int, str],
    folder: Path,
) -> LabelledPhoto:
    by_name: dict[str, list[dict[str, Any]]] = {name: [] for name in categories.values()}
    for annotation in annotations:
        by_name[categories[annotation["category_id"]]].append(annotation)
    name = str(item["file_name"])
    return LabelledPhoto(
        path=_path(name, folder),
        labels={kind: _labels(by_name.get(name, [])) for kind, name in CATEGORIES.items()},
        background={
            name: _labels(some).boxes for name, some in by_name.items() if name not in KINDS_OF
        },
        folder=folder,
        kinds=frozenset(KINDS_OF[name] for name in by_name if name in KINDS_OF),
        original=str(item.get("original", name)),
    )


def _path(name: str, folder: Path) -> Path:
    """In `images/`, else beside the labels; names from Windows may have backslashes."""
    place = PurePosixPath(name.replace("\\", "/"))
    inside = folder / IMAGES / place
    return (inside if inside.is_file() else folder / place).resolve()


def _labels(annotations: list[dict[str, Any]]) -> Labels:
    corners = np.array([one["bbox"] for one in annotations], np.float32).reshape(-1, 4)
    corners[:, 2:] += corners[:, :2]
    ignored = [bool(one.get("iscrowd") or one.get("ignore")) for one in annotations]
    return Labels(corners, np.array(ignored, np.bool_))
