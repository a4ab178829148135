"""Corrections become a set to learn from and one to measure with."""

import json
from pathlib import Path

import pytest

from training.data import photos
from training.own import parted


def corrections_in(folder: Path, count: int) -> Path:
    images = [{"id": number, "file_name": f"sub/{number}.jpg"} for number in range(count)]
    labels = [
        {"id": number, "image_id": number, "category_id": 1, "bbox": [1, 2, 3, number + 1]}
        for number in range(count)
    ]
    (folder / "images" / "sub").mkdir(parents=True)
    for image in images:
        (folder / "images" / str(image["file_name"])).write_bytes(b"photo")
    categories = [{"id": 1, "name": "license_plate"}]
    content = {"images": images, "annotations": labels, "categories": categories}
    (folder / "coco.json").write_text(json.dumps(content))
    return folder


def test_every_photo_is_in_one_part_with_its_own_labels(tmp_path: Path) -> None:
    corrections = corrections_in(tmp_path / "own", 9)

    assert parted(corrections, tmp_path / "data") == (6, 3)

    learnt, kept_back = (photos(tmp_path / "data", name) for name in ("learnt", "kept_back"))
    assert len({photo.path.name for photo in (*learnt, *kept_back)}) == 9
    for photo in (*learnt, *kept_back):
        assert photo.path.read_bytes() == b"photo"
        assert photo.boxes.tolist() == [[1, 2, 4, 3 + int(photo.path.stem)]]


def test_labels_without_photos_cannot_be_learnt_from(tmp_path: Path) -> None:
    corrections = corrections_in(tmp_path / "own", 4)
    for photo in (corrections / "images" / "sub").iterdir():
        photo.unlink()

    with pytest.raises(FileNotFoundError):
        parted(corrections, tmp_path / "data")
