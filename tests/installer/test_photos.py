"""Results that differ are told from those that do not."""

import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from installer.checks.photos import box_difference, outside_difference

BOX = {"x_min": 40.0, "y_min": 40.0, "x_max": 60.0, "y_max": 60.0, "score": 0.9, "kind": "face"}


def result(folder: Path, name: str, *, spot: tuple[int, int] | None = None, **changes: Any) -> Path:
    pixels = np.zeros((200, 200, 3), np.uint8)
    if spot is not None:
        pixels[spot] = 255
    photo = folder / f"{name}.png"
    Image.fromarray(pixels).save(photo)
    photo.with_suffix(".json").write_text(json.dumps([BOX | changes]), encoding="utf-8")
    return photo


def test_pixels_count_outside_the_boxes_alone(tmp_path: Path) -> None:
    plain = result(tmp_path, "plain")

    assert outside_difference(plain, result(tmp_path, "inside", spot=(50, 50))) == 0
    assert outside_difference(plain, result(tmp_path, "outside", spot=(150, 150))) == 1


@pytest.mark.parametrize(
    ("changes", "difference"),
    [
        ({}, 0),
        ({"x_max": 60.25}, 0.25),
        ({"score": 0.8}, math.inf),
        ({"kind": "plate"}, math.inf),
    ],
)
def test_boxes_are_compared_side_by_side(
    tmp_path: Path, changes: dict[str, Any], difference: float
) -> None:
    ours, theirs = result(tmp_path, "ours"), result(tmp_path, "theirs", **changes)

    assert box_difference(ours.with_suffix(".json"), theirs.with_suffix(".json")) == difference
