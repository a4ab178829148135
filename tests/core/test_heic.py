"""HEIC photos of phones are read as they are seen, and become JPEG.

The files in `data` hold the waves of `tests.core.pictures`, coded by libheif and x265.
"""

import shutil
from pathlib import Path

import numpy as np
import pytest

from anonymizer_gui.core.boxes import Box, Kind
from anonymizer_gui.core.errors import ImageError
from anonymizer_gui.core.formats.embedded import JPEG_START
from anonymizer_gui.core.formats.ifd import GPS, directories
from anonymizer_gui.core.formats.jpeg_metadata import ICC_PREFIX, exif_block
from anonymizer_gui.core.formats.jpeg_segments import parted
from anonymizer_gui.core.images import photo_from, read_image
from anonymizer_gui.core.settings import MetadataPolicy, Settings
from anonymizer_gui.engine.plan import plan
from tests.core.pictures import waves
from tests.core.writing import copy_image, write_image

DATA = Path(__file__).parent / "data"
PHONE = DATA / "phone.heic"
"""Turned by a quarter; with EXIF (place and preview), XMP (a sphere, a name), a colour profile."""
WAVES = np.rot90(waves(96, 144), -1)


def test_a_photo_is_read_upright() -> None:
    photo = read_image(PHONE)

    assert photo.format.name == "HEIC"
    assert (photo.width, photo.height) == (96, 144)
    assert np.abs(photo.pixels.astype(int) - WAVES).mean() < 3


@pytest.mark.parametrize("way", ["written", "copied"])
@pytest.mark.parametrize("policy", MetadataPolicy)
def test_it_becomes_a_jpeg_that_says_so(way: str, policy: MetadataPolicy, tmp_path: Path) -> None:
    photo, out = read_image(PHONE), tmp_path / "a.jpg"
    after = photo.pixels.copy()
    after[40:80, 30:60] = 90

    if way == "written":
        box = Box(30, 40, 60, 80, Kind.FACE)
        untouched = write_image(photo, after, out, hidden=[box], policy=policy)
    else:
        untouched = copy_image(photo, out, policy=policy)

    assert not untouched
    again = read_image(out)
    assert again.format.name == "JPEG"
    expected = after if way == "written" else photo.pixels
    assert np.abs(again.pixels.astype(int) - expected).mean() < 3
    assert any(one.body.startswith(ICC_PREFIX) for one in parted(again.data).header)
    keeps, keeps_place = policy is not MetadataPolicy.DROP, policy is MetadataPolicy.KEEP
    assert (b"Phone 3000" in again.data) == keeps
    assert (b"equirectangular" in again.data) == keeps
    block = exif_block(parted(again.data).header)
    pages = list(directories(block)) if block else []
    assert any(page.find(GPS) for page in pages) == keeps_place
    assert len(pages) == int(keeps)
    assert JPEG_START not in block
    assert b"Anna Bakker" not in again.data


def test_no_orientation_is_left_that_would_turn_it_again(tmp_path: Path) -> None:
    data = PHONE.read_bytes()
    start, end = data.index(b"<mwg-rs:Regions"), data.index(b"</rdf:Description>")
    turned = b'<a:Orientation xmlns:a="http://ns.adobe.com/tiff/1.0/">6</a:Orientation>'
    (tmp_path / "a.heic").write_bytes(data[:start] + turned.ljust(end - start) + data[end:])

    copy_image(read_image(tmp_path / "a.heic"), tmp_path / "a.jpg")

    copied = (tmp_path / "a.jpg").read_bytes()
    assert b"Orientation" not in copied
    assert b"equirectangular" in copied


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("deep.heic", "deep.heic is of a rare kind that cannot be handled (HEIC RGB, 10 bit)."),
        ("clear.heic", "clear.heic is of a rare kind that cannot be handled (HEIC RGBA, 8 bit)."),
        (
            "two.heic",
            "two.heic is animated or has several pages, which would be published unseen.",
        ),
    ],
)
def test_what_a_jpeg_cannot_hold_is_refused(name: str, sentence: str) -> None:
    with pytest.raises(ImageError) as error:
        read_image(DATA / name)
    assert str(error.value) == sentence


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_file_cut_short_is_refused(share: float) -> None:
    data = PHONE.read_bytes()
    with pytest.raises(ImageError, match="cut short or damaged"):
        photo_from(data[: int(share * len(data))], path=Path("a.heic"))


def test_an_avif_is_refused_with_the_reason() -> None:
    data = PHONE.read_bytes().replace(b"ftypheic", b"ftypavif")
    with pytest.raises(ImageError, match="AVIF photo, which cannot be written without loss"):
        photo_from(data, path=Path("a.avif"))


def test_the_result_is_named_after_what_it_is(tmp_path: Path) -> None:
    photos = tmp_path / "in"
    photos.mkdir()
    for name in ("a.heic", "b.HEIF", "c.heic", "c.jpg", "d.heic", "d.heif"):
        shutil.copy(PHONE, photos / name)

    with plan(Settings(photos, tmp_path / "out", extensions=("jpg", "heic"))) as planned:
        targets = {photo.path: photo.target for photo in planned}

    assert targets == {
        "a.heic": "a.jpg",
        "b.HEIF": "b.jpg",
        "c.heic": "c.heic.jpg",
        "c.jpg": "c.jpg",
        "d.heic": "d.jpg",
        "d.heif": "d.heif.jpg",
    }
