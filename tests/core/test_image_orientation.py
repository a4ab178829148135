"""Photos are upright in memory, and stored as they were."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageOps

from anonymizer_gui.core.formats import exif
from anonymizer_gui.core.formats.jpeg_segments import APP1, Segment
from anonymizer_gui.core.formats.tiff_tags import with_tags
from anonymizer_gui.core.images import read_image
from anonymizer_gui.core.settings import MetadataPolicy
from tests.core.exif_blocks import ORIENTATION, exif_block
from tests.core.pictures import (
    jpeg_bytes,
    saved,
    tiff16_bytes,
    waves,
    with_hole,
    with_segments,
)
from tests.core.writing import write_image


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("extension", ["jpg", "png", "webp", "tif"])
@pytest.mark.parametrize("policy", MetadataPolicy)
def test_pixels_are_upright_and_go_back_as_they_were_stored(
    orientation: int, extension: str, policy: MetadataPolicy, tmp_path: Path
) -> None:
    seen = waves()
    if extension == "jpg":
        (tmp_path / "a.jpg").write_bytes(
            with_segments(
                jpeg_bytes(seen),
                Segment(APP1, exif.PREFIX + exif_block(orientation=orientation)),
            )
        )
    else:
        block = exif_block(orientation=orientation, preview=False)
        more: dict[str, Any] = {"lossless": True} if extension == "webp" else {}
        saved(tmp_path / f"a.{extension}", seen, exif=block, **more)
    photo = read_image(tmp_path / f"a.{extension}")
    with Image.open(tmp_path / f"a.{extension}") as image:
        expected = np.asarray(ImageOps.exif_transpose(image))
    assert np.array_equal(photo.pixels, expected)

    write_image(photo, with_hole(photo.pixels), tmp_path / f"b.{extension}", policy=policy)

    again = read_image(tmp_path / f"b.{extension}")
    assert again.picture.orientation == photo.picture.orientation == orientation
    assert np.abs(again.pixels[:8].astype(int) - photo.pixels[:8]).max() <= 3
    assert np.abs(again.pixels[18:30, 26:46].astype(int) - 90).max() <= 5


def test_a_tiff_of_16_bit_colour_keeps_its_orientation_and_compression(tmp_path: Path) -> None:
    stored = waves(channels=4, depth=16)
    oriented = saved(tmp_path / "tags.tif", waves(), tiffinfo={ORIENTATION: 6}).read_bytes()
    data = with_tags(
        tiff16_bytes(stored, compression=5), source=oriented, policy=MetadataPolicy.KEEP
    )
    (tmp_path / "a.tif").write_bytes(data)
    photo = read_image(tmp_path / "a.tif")
    assert np.array_equal(photo.pixels, np.rot90(stored, -1))

    write_image(photo, photo.pixels, tmp_path / "b.tif")

    again = read_image(tmp_path / "b.tif")
    assert again.picture.orientation == 6
    assert np.array_equal(again.pixels, photo.pixels)
    with Image.open(tmp_path / "b.tif") as image:
        assert image.info["compression"] == "tiff_lzw"
