"""Exporting what people have said about photos as COCO labels, to measure and to train with."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import Any

from anonymizer_gui.core.boxes import Box, Kind
from anonymizer_gui.core.errors import QT_TRANSLATE_NOOP, ImageError, SettingsError
from anonymizer_gui.core.files import long_path, path_below, start_of, write_whole
from anonymizer_gui.core.settings import Settings
from anonymizer_gui.core.store.job_store import JobStore
from anonymizer_gui.core.store.values import StoredPhoto

LABELS, IMAGES = "coco.json", "images"

CATEGORIES = {Kind.FACE: "face", Kind.PLATE: "license_plate"}
"""Names of the categories, as most sets of labelled photos have them."""

_DESCRIPTION = "Boxes that a person has corrected in Anonymizer"

_ENOUGH_TO_TELL = 1000
"""First bytes of labels by which it is told whose they are."""

_NOTHING = QT_TRANSLATE_NOOP(
    "errors", "There is nothing to export: no photo was corrected or reviewed by hand yet."
)
_OTHER_LABELS = QT_TRANSLATE_NOOP(
    "errors", "{0} already holds other labels (coco.json); choose another folder."
)
_AMONG_PHOTOS = QT_TRANSLATE_NOOP(
    "errors", "Choose a folder outside {0}, so that the corrections do not get among the photos."
)
_CHANGED = QT_TRANSLATE_NOOP(
    "errors", "{0} has changed since it was looked at, so its boxes no longer belong to it."
)
_UNREADABLE = QT_TRANSLATE_NOOP("errors", "{0} cannot be read: {1}.")


@dataclass(frozen=True, slots=True)
class Exported:
    """What was exported.

    Attributes:
        photos: How many photos have labels now.
        boxes: How many boxes these have.
        left_out: Why other photos have none: they could not be copied.
    """

    photos: int
    boxes: int
    left_out: tuple[ImageError, ...] = ()


def export_corrections(
    store: JobStore, folder: Path, *, with_photos: bool, cancel: Event
) -> Exported:
    """Write the boxes of all photos that a person has corrected or reviewed.

    Args:
        store: Of the job.
        folder: Gets `coco.json`; an earlier export in it is replaced.
        with_photos: Whether the photos go into `images` there, byte for byte, with all who are in
            them. Otherwise they are not in the export; the labels name them all the same.
        cancel: Ends it early; nothing is exported then.

    Raises:
        SettingsError: There is nothing to export, or the folder is unsuitable.
        ImageError: The labels cannot be written.
        StoreError: The job cannot be read.
    """
    settings = store.settings()
    _check_folder(folder, settings)
    ids = store.images.edited_ids()
    if not ids:
        raise SettingsError(_NOTHING)
    photos, left_out = [], []
    for photo in map(store.photos.photo, ids):
        if cancel.is_set():
            return Exported(0, 0)
        try:
            if with_photos:
                _copy(photo, settings.input, folder / IMAGES)
            photos.append(photo)
        except ImageError as error:
            left_out.append(error)
    labels = coco_labels(photos, settings)
    write_whole(folder / LABELS, json.dumps(labels, indent=1).encode("ascii"))
    return Exported(len(photos), len(labels["annotations"]), tuple(left_out))


def coco_labels(photos: Sequence[StoredPhoto], settings: Settings) -> dict[str, Any]:
    """The labels of some photos; pixels of the upright photo.

    Args:
        photos: Their file names are their paths below the folder of the photos.
        settings: Kinds that are not hidden are no categories, since nobody has looked for them.
    """
    kinds = [kind for kind in Kind if kind in settings.kinds]
    categories = {kind: number for number, kind in enumerate(kinds, start=1)}
    annotations = [
        {"id": number, "image_id": photo.id, "category_id": categories[box.kind], **_place(box)}
        for number, (photo, box) in enumerate(_boxes(photos, categories), start=1)
    ]
    return {
        "info": {"description": _DESCRIPTION},
        "images": [
            {
                "id": photo.id,
                "file_name": photo.path.as_posix(),
                "width": photo.width,
                "height": photo.height,
                "reviewed": photo.review.done,
            }
            for photo in photos
        ],
        "categories": [
            {"id": number, "name": CATEGORIES[kind]} for kind, number in categories.items()
        ],
        "annotations": annotations,
    }


def _boxes(
    photos: Sequence[StoredPhoto], kinds: dict[Kind, int]
) -> Iterator[tuple[StoredPhoto, Box]]:
    """All boxes of the photos, as far as they are inside."""
    for photo in photos:
        for edited in photo.boxes:
            box = edited.box.clipped(width=photo.width, height=photo.height)
            if box.kind in kinds and box.width and box.height:
                yield photo, box


def _place(box: Box) -> dict[str, Any]:
    return {
        "bbox": [round(side, 2) for side in (box.x_min, box.y_min, box.width, box.height)],
        "area": round(box.width * box.height, 2),
        "iscrowd": 0,
    }


def _check_folder(folder: Path, settings: Settings) -> None:
    place, images = folder.resolve(), (folder / IMAGES).resolve()
    for own in (settings.input, settings.output):
        there = own.resolve()
        # Photos copied to where the results are would take their places, with nothing hidden
        among = place.is_relative_to(there) or images.is_relative_to(there)
        if among or there.is_relative_to(images):
            raise SettingsError(_AMONG_PHOTOS, own)
    try:
        start = start_of(folder / LABELS, _ENOUGH_TO_TELL)
    except OSError as error:
        raise SettingsError(_OTHER_LABELS, folder) from error
    if start is not None and json.dumps(_DESCRIPTION).encode("ascii") not in start:
        raise SettingsError(_OTHER_LABELS, folder)


def _copy(photo: StoredPhoto, source: Path, images: Path) -> None:
    """Copy a photo byte for byte.

    Raises:
        ImageError: It cannot be read or written, or is not the one that was looked at.
    """
    path, name = source / photo.path, photo.path.as_posix()
    target = path_below(images, name)
    if target is None:
        raise ImageError(_UNREADABLE, name, name)
    try:
        data = long_path(path.absolute()).read_bytes()
    except OSError as error:
        raise ImageError(_UNREADABLE, path.name, error.strerror or str(error)) from error
    if hashlib.sha256(data).hexdigest() != photo.sha256:
        raise ImageError(_CHANGED, path.name)
    write_whole(target, data, source=path)
