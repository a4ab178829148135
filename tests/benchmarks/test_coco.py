"""Folders of labelled photos, as they come."""

import json
from pathlib import Path

import pytest

from anonymizer_gui.core.boxes import Kind
from benchmarks.coco import kinds_labelled, labelled_photos
from tests.benchmarks.test_accuracy import FACE, coco_folder


def test_a_coco_folder_is_read(tmp_path: Path) -> None:
    (photo,) = labelled_photos(
        coco_folder(tmp_path / "set", [(1, FACE, 0), (2, [1, 2, 3, 4], 1), (3, [5, 5, 9, 9], 0)])
    )

    assert photo.labels[Kind.FACE].boxes.tolist() == [[181, 58, 270, 178]]
    assert photo.labels[Kind.PLATE].ignored.tolist() == [True]
    assert photo.background["traffic_sign"].tolist() == [[5, 5, 14, 14]]


def test_a_folder_of_coco_folders_is_read(tmp_path: Path) -> None:
    for name in ("one", "two"):
        coco_folder(tmp_path / name, [(2, [1, 2, 30, 9], 0)])

    photos = labelled_photos(tmp_path)

    assert len(photos) == 2
    assert kinds_labelled(photos) == [Kind.PLATE]


def test_photos_may_lie_beside_the_labels_and_in_folders(tmp_path: Path) -> None:
    folder = coco_folder(tmp_path / "set", [(1, FACE, 0)])
    (folder / "monday").mkdir()
    (folder / "images" / "a.jpg").rename(folder / "monday" / "a.jpg")
    (folder / "images").rmdir()
    content = json.loads((folder / "coco.json").read_text())
    content["images"][0]["file_name"] = "monday\\a.jpg"
    (folder / "coco.json").unlink()
    (folder / "_annotations.coco.json").write_text(json.dumps(content))

    (photo,) = labelled_photos(folder)

    assert photo.path == folder / "monday" / "a.jpg"
    assert len(photo.labels[Kind.FACE].boxes) == 1


def test_kinds_without_a_category_were_not_looked_for(tmp_path: Path) -> None:
    folder = coco_folder(tmp_path / "set", [(1, FACE, 0)])
    content = json.loads((folder / "coco.json").read_text())
    content["categories"] = [{"id": 1, "name": "face"}]
    (folder / "coco.json").write_text(json.dumps(content))

    (photo,) = labelled_photos(folder)

    assert photo.kinds == {Kind.FACE}
    assert not photo.background


def test_missing_photos_are_told(tmp_path: Path) -> None:
    folder = coco_folder(tmp_path / "set", [(1, FACE, 0)])
    (folder / "images" / "a.jpg").unlink()

    with pytest.raises(FileNotFoundError, match=r"1 of the 1 photos .* a\.jpg is one of them"):
        labelled_photos(folder)


def test_a_folder_without_labels_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"needs a coco\.json"):
        labelled_photos(tmp_path)


@pytest.mark.parametrize("content", ["[]", "{}", "no JSON", '{"images": 3}'])
def test_other_files_are_told(tmp_path: Path, content: str) -> None:
    (tmp_path / "coco.json").write_text(content)

    with pytest.raises(ValueError, match="not in the COCO format"):
        labelled_photos(tmp_path)
