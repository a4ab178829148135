"""Command lines of the tests, and a folder of photos for them."""

import shutil
from pathlib import Path

import cv2
import numpy as np

from anonymizer_gui.paths import resources_folder

SAMPLE = resources_folder() / "sample" / "astronaut.jpg"


def photo_folder(parent: Path) -> Path:
    """Two photos, one of them in a folder below; results go beside it."""
    folder = parent / "photos"
    (folder / "sub").mkdir(parents=True)
    shutil.copy(SAMPLE, folder / "sub" / "a.jpg")
    grey = np.full((40, 60, 3), 128, np.uint8)
    (folder / "b.png").write_bytes(cv2.imencode(".png", grey)[1].tobytes())
    return folder


def arguments(photos: Path, *more: str) -> list[str]:
    return ["--input", str(photos), "--image-output", str(photos.parent / "out"), *more]


def outputs(photos: Path) -> list[str]:
    out = photos.parent / "out"
    return sorted(str(path.relative_to(out)) for path in out.rglob("*") if path.is_file())
