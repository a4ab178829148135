"""Small faces in large photos are found at the detail that promises them."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from anonymizer_gui.cli import main
from anonymizer_gui.core.records import read_record
from anonymizer_gui.paths import resources_folder

pytestmark = pytest.mark.slow

WIDTH, HEIGHT = 4000, 3000
FACE_WIDTH_IN_SAMPLE, NOSE_IN_SAMPLE = 89, np.array([225, 118])
FACE_WIDTH = 20


def test_faces_of_20_pixels_in_12_megapixels_are_found_wherever_they_are(tmp_path: Path) -> None:
    scale = FACE_WIDTH / FACE_WIDTH_IN_SAMPLE
    with Image.open(resources_folder() / "sample" / "astronaut.jpg") as picture:
        person = picture.resize((round(512 * scale),) * 2, Image.Resampling.LANCZOS)
    photo = Image.new("RGB", (WIDTH, HEIGHT), (120, 125, 130))
    random = np.random.default_rng(3)
    corners = [
        (x + int(random.integers(0, 200)), y + int(random.integers(0, 150)))
        for x in range(50, 3700, 400)
        for y in range(50, 2700, 300)
    ]
    for corner in corners:
        photo.paste(person, corner)
    (tmp_path / "in").mkdir()
    photo.save(tmp_path / "in" / "a.png")

    main(["--input", str(tmp_path / "in"), "--image-output", str(tmp_path / "out"), "--faces-only"])

    boxes = read_record(tmp_path / "out" / "a.json")
    noses = [np.array(corner) + NOSE_IN_SAMPLE * scale for corner in corners]
    found = [
        any(box.x_min < x < box.x_max and box.y_min < y < box.y_max for box in boxes)
        for x, y in noses
    ]
    assert len(noses) == 90
    assert sum(found) >= 88
    assert len(boxes) <= 92
