import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

pytest.importorskip("matplotlib", reason="fonts for drawn plates: the extra 'training'")

from training import mosaics
from training.mosaics import Mosaics, Source
from training.targets import targets


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "streets"
    (folder / "images").mkdir(parents=True)
    grain = np.random.default_rng(0).integers(0, 256, [120, 160, 3], dtype=np.uint8)
    Image.fromarray(grain).save(folder / "images" / "one.png")
    coco = {
        "categories": [{"id": 2, "name": "license_plate"}],
        "images": [{"id": 1, "file_name": "one.png"}],
        "annotations": [{"image_id": 1, "category_id": 2, "bbox": [60, 50, 40, 12]}],
    }
    (folder / "coco.json").write_text(json.dumps(coco), encoding="utf-8")
    monkeypatch.setattr(mosaics, "SOURCES", (Source("streets", 1.0, widening=1.3, cast=True),))
    return tmp_path


def test_the_same_seed_makes_the_same_samples(data: Path) -> None:
    first, second = (Mosaics(data, side=96, seed=4) for _ in range(2))

    for _ in range(5):
        one, other = first.sample(), second.sample()
        np.testing.assert_array_equal(one.image, other.image)
        np.testing.assert_array_equal(one.boxes, other.boxes)


def test_samples_have_boxes_inside_them(data: Path) -> None:
    drawn = Mosaics(data, side=96, seed=1)

    samples = [drawn.sample() for _ in range(40)]

    assert all(sample.image.shape == (96, 96, 3) for sample in samples)
    boxes = np.concatenate([sample.boxes for sample in samples])
    assert len(boxes) > 40
    assert boxes.min() >= 0
    assert boxes.max() <= 96


def test_every_plate_that_counts_gets_a_target(data: Path) -> None:
    drawn = Mosaics(data, side=96, seed=2)

    for sample in (drawn.sample() for _ in range(20)):
        hottest = (targets(sample)[..., 0] == 1).sum()
        assert (~sample.ignored).sum() >= hottest > 0 or sample.ignored.all()
