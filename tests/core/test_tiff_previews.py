"""No smaller copy of a TIFF photo is published with it: it may show what was cut off or hidden."""

from pathlib import Path
from struct import pack, unpack

import numpy as np
import pytest
from PIL import Image

from anonymizer_gui.core.formats.embedded import JPEG_START
from anonymizer_gui.core.formats.ifd import directories
from anonymizer_gui.core.formats.picture import Pixels
from anonymizer_gui.core.images import read_image
from tests.core.pictures import jpeg_bytes, saved, waves, with_hole
from tests.core.writing import copy_image, write_image


def photoshop_resource(number: int, body: bytes) -> bytes:
    head = b"8BIM" + number.to_bytes(2, "big") + b"\0\0" + len(body).to_bytes(4, "big")
    return head + body + bytes(len(body) % 2)


def with_subfile(data: bytes, small: Pixels) -> bytes:
    """A TIFF file, little endian, with a smaller copy of its picture, grey, in a subfile."""
    place = len(data) + len(data) % 2
    pixels = small.tobytes()
    height, width = small.shape
    tags = [(254, 1), (256, width), (257, height), (258, 8), (259, 1), (262, 1), (273, place)]
    tags += [(277, 1), (278, height), (279, len(pixels))]
    inner = place + len(pixels)
    table = pack("<H", len(tags)) + b"".join(pack("<HHII", tag, 4, 1, one) for tag, one in tags)
    (first,) = directories(data)
    outer = inner + len(table) + 4
    own = data[first.offset + 2 : first.end - 4]
    rows = [own[start : start + 12] for start in range(0, len(own), 12)]
    rows = sorted([*rows, pack("<HHII", 330, 4, 1, inner)], key=lambda row: unpack("<H", row[:2]))
    new = pack("<H", len(rows)) + b"".join(rows) + bytes(4)
    whole = data + bytes(len(data) % 2) + pixels + table + bytes(4) + new
    return whole[:4] + pack("<I", outer) + whole[8:]


def test_the_tables_of_a_tiff_with_jpeg_inside_are_no_preview(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.tif", waves(), compression="jpeg")

    copy_image(read_image(path), tmp_path / "b.tif")

    assert (tmp_path / "b.tif").read_bytes() == path.read_bytes()


@pytest.mark.parametrize("hidden", [True, False])
def test_no_other_picture_is_left_in_a_tiff(hidden: bool, tmp_path: Path) -> None:
    """Not in a subfile, not in a byte tag, not in Photoshop's resources, whose captions stay."""
    preview = jpeg_bytes(waves(16, 24))
    caption = photoshop_resource(1028, b"\x1c\x02\x78\0\6bridge")
    resources = caption + photoshop_resource(1036, bytes(28) + preview)
    plain = saved(
        tmp_path / "plain.tif", waves(), tiffinfo={34377: resources, 65000: preview, 270: "A1"}
    ).read_bytes()
    small = waves(12, 20, channels=1)
    path = tmp_path / "a.tif"
    path.write_bytes(with_subfile(plain, small))
    photo, out = read_image(path), tmp_path / "b.tif"
    assert small.tobytes() in photo.data

    if hidden:
        write_image(photo, with_hole(photo.pixels), out)
    else:
        copy_image(photo, out)

    data = out.read_bytes()
    assert small.tobytes() not in data
    assert JPEG_START not in data
    assert caption in data
    with Image.open(out) as image:
        tags = image.tag_v2  # type: ignore[attr-defined]
        assert tags[270] == "A1"
        assert 330 not in tags
    expected = with_hole(waves()) if hidden else waves()
    assert np.array_equal(read_image(out).pixels, expected)
