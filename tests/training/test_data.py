import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from anonymizer_gui.core.boxes import Kind
from training.data import photos


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "streets"
    (folder / "images").mkdir(parents=True)
    Image.new("RGB", (40, 30), (250, 10, 20)).save(folder / "images" / "één.png")
    coco = {
        "categories": [{"id": 1, "name": "face"}, {"id": 2, "name": "license_plate"}],
        "images": [{"id": 7, "file_name": "één.png", "original": "één_jpg.rf.0123.jpg"}],
        "annotations": [
            {"image_id": 7, "category_id": 2, "bbox": [1, 2, 10, 5], "iscrowd": 0},
            {"image_id": 7, "category_id": 2, "bbox": [20, 20, 4, 2], "iscrowd": 1},
            {"image_id": 7, "category_id": 1, "bbox": [5, 5, 9, 9], "iscrowd": 0},
        ],
    }
    (folder / "coco.json").write_text(json.dumps(coco), encoding="utf-8")
    return tmp_path


def test_boxes_are_corners_of_the_wanted_category(data: Path) -> None:
    (photo,) = photos(data, "streets")

    assert photo.boxes.tolist() == [[1, 2, 11, 7], [20, 20, 24, 22]]
    assert photo.ignored.tolist() == [False, True]


def test_versions_of_a_photo_have_one_key(data: Path) -> None:
    (photo,) = photos(data, "streets")

    assert photo.original == "één_jpg"


def test_pixels_are_rgb(data: Path) -> None:
    (photo,) = photos(data, "streets", kind=Kind.FACE)

    pixels = photo.pixels()

    assert pixels.shape == (30, 40, 3)
    np.testing.assert_array_equal(pixels[0, 0], [250, 10, 20])


def test_a_damaged_picture_is_named(data: Path) -> None:
    (photo,) = photos(data, "streets")
    photo.path.write_bytes(b"no picture")

    with pytest.raises(ValueError, match="één"):
        photo.pixels()
