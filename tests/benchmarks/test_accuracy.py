"""The accuracy benchmark counts what it says it counts."""

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from anonymizer_gui.paths import resources_folder
from benchmarks import accuracy
from benchmarks.curves import average_precision
from benchmarks.intervals import interval
from benchmarks.thresholds import THRESHOLDS


def coco_folder(
    folder: Path, boxes: list[tuple[int, list[float], int]], *, size: int = 512
) -> Path:
    """A COCO folder with the sample picture; boxes are (category, x y width height, iscrowd)."""
    (folder / "images").mkdir(parents=True)
    with Image.open(resources_folder() / "sample" / "astronaut.jpg") as picture:
        picture.resize((size, size)).save(folder / "images" / "a.jpg")
    names = {1: "face", 2: "license_plate", 3: "traffic_sign"}
    content = {
        "images": [{"id": 7, "file_name": "a.jpg", "width": size, "height": size}],
        "categories": [{"id": key, "name": name} for key, name in names.items()],
        "annotations": [
            {"id": index, "image_id": 7, "category_id": category, "bbox": box, "iscrowd": crowd}
            for index, (category, box, crowd) in enumerate(boxes)
        ],
    }
    (folder / "coco.json").write_text(json.dumps(content))
    return folder


FACE = [181.0, 58.0, 89.0, 120.0]


def measured(
    folder: Path, monkeypatch: pytest.MonkeyPatch, *arguments: str
) -> dict[str, dict[str, Any]]:
    out = folder.parent / "figures.json"
    monkeypatch.setattr(
        sys, "argv", ["accuracy", "--data", str(folder), "--json", str(out), *arguments]
    )
    accuracy.main()
    figures: dict[str, dict[str, Any]] = json.loads(out.read_text())
    return figures


@pytest.mark.slow
def test_a_labelled_face_that_is_found_is_no_false_alarm(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    figures = measured(coco_folder(tmp_path / "set", [(1, FACE, 0)]), monkeypatch)["face"]

    whole = figures["by_size"]["all"]
    assert whole["labels"] == 1
    assert whole["recall_50"] == whole["covered"] == [1.0, 1.0, 1.0]
    assert whole["average_precision_50"] == [1.0, 1.0, 1.0]
    assert whole["false_alarms_per_photo"] == [0.0, 0.0, 0.0]
    assert figures["data"] == ["set"]


@pytest.mark.slow
def test_a_face_that_nobody_labelled_is_a_false_alarm_on_what_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = coco_folder(tmp_path / "set", [(3, FACE, 0), (1, [10, 400, 60, 60], 0)])

    figures = measured(folder, monkeypatch, "--report", str(tmp_path / "report"))["face"]

    whole = figures["by_size"]["all"]
    assert whole["false_alarms_per_photo"] == [1.0, 1.0, 1.0]
    assert whole["recall_50"] == [0.0, 0.0, 0.0]
    assert figures["false_alarms_on"] == {"traffic_sign": {"count": 1, "share": 1.0}}
    sheets = {path.name for path in (tmp_path / "report").glob("*.png")}
    assert {"face-missed-1.png", "face-false-alarms-1.png", "face-curve.png"} <= sheets


@pytest.mark.slow
def test_an_ignored_face_is_neither_asked_for_nor_a_false_alarm(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    figures = measured(coco_folder(tmp_path / "set", [(1, FACE, 1)]), monkeypatch)["face"]

    whole = figures["by_size"]["all"]
    assert whole["labels"] == 0
    assert whole["false_alarms_per_photo"] == [0.0, 0.0, 0.0]


@pytest.mark.slow
def test_the_threshold_is_chosen_as_the_rule_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = coco_folder(tmp_path / "set", [(1, [10, 400, 60, 60], 0)])

    figures = measured(folder, monkeypatch, "--choose")["face"]

    assert figures["threshold"] == THRESHOLDS[-1]


def test_what_is_wrong_is_said_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = coco_folder(tmp_path / "set", [(1, FACE, 0)])
    (folder / "images" / "a.jpg").unlink()

    with pytest.raises(SystemExit):
        measured(folder, monkeypatch)

    assert "1 of the 1 photos" in capsys.readouterr().err


def test_average_precision_follows_its_definition() -> None:
    scores = np.array([0.9, 0.8, 0.7], np.float32)

    value = average_precision(scores, np.array([True, False, True]), labels=2)

    assert value == pytest.approx(0.5 * 1 + 0.5 * 2 / 3)


def test_an_interval_holds_the_figure_and_narrows_with_more_photos() -> None:
    def mean(some: object) -> float:
        return float(np.mean(some))  # type: ignore[call-overload]

    few, many = interval([0, 1] * 10, mean), interval([0, 1] * 1000, mean)

    assert few[0] < many[0] < 0.5 < many[1] < few[1]
