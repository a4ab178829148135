"""Photos are upright in memory, and stored as they were."""

from pathlib import Path
from struct import pack
from typing import Any
from zlib import compress

import numpy as np
import pytest
from PIL import Image, ImageOps

from anonymizer_gui.core.formats import exif
from anonymizer_gui.core.formats.jpeg_segments import APP1, Segment
from anonymizer_gui.core.formats.png_chunks import Chunk, chunks
from anonymizer_gui.core.formats.tiff_tags import with_tags
from anonymizer_gui.core.images import read_image
from anonymizer_gui.core.settings import MetadataPolicy
from tests.core.exif_blocks import ORIENTATION, exif_block
from tests.core.pictures import (
    jpeg_bytes,
    png_bytes,
    saved,
    tiff16_bytes,
    waves,
    with_hole,
    with_segments,
)
from tests.core.writing import copy_image, write_image

TURNED = pack("<HHIHH", ORIENTATION, 3, 1, 6, 0)
FAR = [pack("<HHII", 0x9C9B + one, 1, 3000, 8 + 2 + 12 * 5 + 4) for one in range(4)]
BLOCKS = {
    "no next directory": (1, TURNED),
    "fewer tags than it says": (9, TURNED + bytes(4)),
    "values over each other": (5, TURNED + b"".join(FAR) + bytes(4) + bytes(3000)),
    **{
        f"type {kind}": (1, pack("<HHII", ORIENTATION, kind, 1, 6) + bytes(4))
        for kind in (1, 4, 6, 8, 9)
    },
}
"""EXIF in which other programs find that the photo is turned: number of tags, then the rest."""


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


@pytest.mark.parametrize("policy", MetadataPolicy)
@pytest.mark.parametrize("kind", BLOCKS)
def test_an_orientation_in_broken_exif_counts_and_stays(
    kind: str, policy: MetadataPolicy, tmp_path: Path
) -> None:
    count, rest = BLOCKS[kind]
    block = b"II*\0\x08\0\0\0" + pack("<H", count) + rest
    data = with_segments(jpeg_bytes(waves()), Segment(APP1, exif.PREFIX + block))
    (tmp_path / "a.jpg").write_bytes(data)

    photo = read_image(tmp_path / "a.jpg")
    copy_image(photo, tmp_path / "b.jpg", policy=policy)
    write_image(photo, with_hole(photo.pixels), tmp_path / "c.jpg", policy=policy)

    assert (photo.width, photo.height) == (48, 64)
    for name in ("b.jpg", "c.jpg"):
        assert read_image(tmp_path / name).picture.orientation == 6


def test_exif_that_lacks_only_the_end_of_its_directory_stays_byte_for_byte() -> None:
    block = b"II*\0\x08\0\0\0\1\0" + TURNED
    assert exif.kept(block, MetadataPolicy.KEEP) == block


_BARE = exif_block(orientation=6, preview=False)
_HEX = b"\nexif\n%8d\n" % len(exif.PREFIX + _BARE) + (exif.PREFIX + _BARE).hex().encode() + b"\n"


@pytest.mark.parametrize(
    "chunk",
    [
        Chunk(b"eXIf", exif.PREFIX + _BARE),
        Chunk(b"tEXt", b"Raw profile type exif\0" + _HEX),
        Chunk(b"zTXt", b"Raw profile type exif\0\0" + compress(_HEX)),
        Chunk(b"zTXt", b"Raw profile type APP1\0\0" + compress(_HEX)),
    ],
    ids=["prefix", "hexadecimal", "packed", "older"],
)
def test_an_orientation_in_a_png_of_an_older_program_counts_and_stays(
    chunk: Chunk, tmp_path: Path
) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(png_bytes(waves(), depth=8, colour_type=2, more=(chunk,)))

    photo = read_image(path)
    copy_image(photo, tmp_path / "b.png")
    write_image(photo, with_hole(photo.pixels), tmp_path / "c.png")

    assert np.array_equal(photo.pixels, np.rot90(waves(), -1))
    for name in ("b.png", "c.png"):
        assert read_image(tmp_path / name).picture.orientation == 6
        assert Chunk(b"eXIf", _BARE) in chunks((tmp_path / name).read_bytes())
