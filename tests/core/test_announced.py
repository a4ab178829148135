"""How many pixels a photo has is known before it is decoded."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from anonymizer_gui.core.formats.announced import announced_pixels
from anonymizer_gui.core.formats.jpeg_segments import APP1, Segment
from tests.core.pictures import jpeg_bytes, saved, waves, with_segments


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("a.jpg", {}),
        ("a.jpg", {"progressive": True}),
        ("a.png", {}),
        ("a.bmp", {}),
        ("a.tif", {}),
        ("a.tif", {"compression": "tiff_lzw"}),
        ("a.webp", {}),
        ("a.webp", {"lossless": True}),
        ("a.webp", {"exif": b"Exif\0\0"}),
    ],
)
def test_what_a_file_says_is_its_size(name: str, options: dict[str, Any], tmp_path: Path) -> None:
    path = saved(tmp_path / name, waves(48, 70), **options)

    assert announced_pixels(path) == 48 * 70


def test_the_size_of_a_jpeg_may_come_after_much_else(tmp_path: Path) -> None:
    data = with_segments(jpeg_bytes(waves()), *[Segment(APP1, bytes(60_000))] * 20)
    (tmp_path / "a.jpg").write_bytes(data[:2] + b"\xff\xff" + data[2:])

    assert announced_pixels(tmp_path / "a.jpg") == 48 * 64


def test_the_size_of_a_tiff_may_be_at_its_end(tmp_path: Path) -> None:
    noise = np.random.default_rng(1).integers(0, 256, (100, 100, 3), np.uint8)
    data = saved(tmp_path / "a.tif", noise).read_bytes()
    table = int.from_bytes(data[4:8], "little")
    moved = data[:4] + len(data).to_bytes(4, "little") + data[8:] + data[table:]
    (tmp_path / "a.tif").write_bytes(moved)

    assert announced_pixels(tmp_path / "a.tif") == 100 * 100


@pytest.mark.parametrize(
    "start", [b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"II*\0", b"MM\0*", b"BM", b"RIFF1234WEBP"]
)
def test_what_is_no_photo_says_nothing(start: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    assert announced_pixels(path) == 0
    for tail in (b"", b"\x10", bytes(8), bytes(40)):
        path.write_bytes(start + tail)
        assert announced_pixels(path) <= 1
