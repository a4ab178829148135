"""In a JPEG whole blocks are hidden, since all of a block shows traces of what is in a part."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import pytest
import simplejpeg  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from anonymizer_gui.core.boxes import Box, Kind
from anonymizer_gui.core.formats import exif
from anonymizer_gui.core.formats.jpeg_segments import APP1, Segment, parted
from anonymizer_gui.core.formats.orientation import as_stored, upright, upright_edges
from anonymizer_gui.core.formats.picture import Pixels
from anonymizer_gui.core.images import Photo, encoded_image, photo_from
from anonymizer_gui.core.obfuscation import hidden_boxes, obfuscated
from anonymizer_gui.core.settings import Settings, Style
from tests.core.coefficients import sequential
from tests.core.jpegs import street
from tests.core.pictures import jpeg_bytes, with_segments

HEIGHT, WIDTH = 141, 173
PLATE = Box(50.3, 40.7, 121, 66.2, Kind.PLATE)
OTHERS = (Box(111, 60, 135, 90, Kind.FACE), Box(150, 120, 180, 150, Kind.FACE))
"""One that overlaps the plate, and one that the edge of the photo cuts off."""

KINDS: dict[str, Callable[[Pixels], bytes]] = {
    **{
        one: partial(simplejpeg.encode_jpeg, quality=90, colorsubsampling=one)
        for one in ("444", "422", "420", "440", "411")
    },
    "progressive": partial(jpeg_bytes, quality=85, progressive=True),
    "optimised": partial(jpeg_bytes, quality=85, optimize=True, subsampling=1),
    "grey": lambda pixels: jpeg_bytes(np.ascontiguousarray(pixels[..., 0]), quality=90),
    "ink": lambda pixels: jpeg_bytes(Image.fromarray(pixels).convert("CMYK"), quality=90),
    "rgb": partial(jpeg_bytes, quality=90, keep_rgb=True),
}


def settings(style: Style = Style.PIXELATE) -> Settings:
    return Settings(Path("in"), Path("out"), style=style)


def pictures() -> tuple[Pixels, Pixels]:
    """Two that differ in the boxes alone, but there in every pixel."""
    one = street(HEIGHT, WIDTH)
    other = one.copy()
    for box in (PLATE, *OTHERS):
        inside = box.pixels(width=WIDTH, height=HEIGHT)
        other[inside] = one[inside] ^ 0xFF
    return one, other


def camera_photo(kind: str, seen: Pixels, orientation: int = 1) -> Photo:
    """A photo that shows these pixels upright, as a camera stores it."""
    data = KINDS[kind](np.ascontiguousarray(as_stored(seen, orientation)))
    segment = Segment(APP1, exif.PREFIX + exif.only_orientation(orientation))
    return photo_from(with_segments(data, segment), path=Path("a.jpg"))


def published(photo: Photo, style: Style) -> bytes:
    how = settings(style)
    boxes = hidden_boxes(photo, [PLATE, *OTHERS], how)
    result = encoded_image(photo, obfuscated(photo, boxes, how), hidden=boxes)
    assert result.untouched
    return result.data


@pytest.mark.parametrize("style", [Style.PIXELATE, Style.SOLID])
@pytest.mark.parametrize("kind", KINDS)
def test_nothing_tells_two_photos_apart_that_differ_in_the_boxes_alone(
    kind: str, style: Style
) -> None:
    one, other = (camera_photo(kind, pixels) for pixels in pictures())
    assert not np.array_equal(one.pixels, other.pixels)
    assert published(one, style) == published(other, style)


@pytest.mark.parametrize("orientation", range(2, 9))
def test_nor_if_the_photo_is_turned(orientation: int) -> None:
    one, other = (camera_photo("422", pixels, orientation) for pixels in pictures())
    assert one.data != other.data
    assert published(one, Style.PIXELATE) == published(other, Style.PIXELATE)


@pytest.mark.parametrize("orientation", range(1, 9))
@given(data=st.data())
def test_edges_of_blocks_are_where_blocks_meet(orientation: int, data: st.DataObject) -> None:
    height, width = data.draw(st.integers(1, 70)), data.draw(st.integers(1, 70))
    block = data.draw(st.sampled_from([(8, 8), (16, 16), (8, 16), (16, 8), (8, 32)]))
    y, x = np.mgrid[:height, :width]
    numbers = (y // block[0] * 100 + x // block[1]).astype(np.uint16)

    rows, columns = upright_edges((height, width), block, orientation)

    seen = upright(numbers, orientation)
    for (start, size), lines in ((rows, seen), (columns, seen.T)):
        meets = np.flatnonzero((lines[1:] != lines[:-1]).any(axis=1)) + 1
        assert meets.tolist() == [one for one in range(1, len(lines)) if (one - start) % size == 0]


def test_boxes_are_grown_to_whole_blocks_and_no_further() -> None:
    photo = camera_photo("420", street(HEIGHT, WIDTH))
    (box,) = hidden_boxes(photo, [Box(20, 33, 30, 47, Kind.FACE)], settings())
    assert (box.x_min, box.y_min, box.x_max, box.y_max) == (16, 16, 32, 64)


def test_boxes_beside_the_photo_hide_nothing_of_its_last_blocks() -> None:
    photo = camera_photo("420", street(HEIGHT, WIDTH))
    beside = Box(WIDTH + 0.5, 5, WIDTH + 2, 30, Kind.FACE).scaled(1 / 1.2)
    assert hidden_boxes(photo, [beside], settings()) == []


def test_the_blur_of_the_older_tool_knows_no_blocks() -> None:
    photo = camera_photo("420", street(HEIGHT, WIDTH))
    assert hidden_boxes(photo, [PLATE], settings(Style.GAUSSIAN)) == [PLATE.scaled(1.2)]


def test_a_block_that_comes_out_as_it_was_is_coded_anew() -> None:
    """What is less than half a grey level is seen in no pixel, but it is in the file."""
    flat = jpeg_bytes(np.full((48, 48), 128, np.uint8), quality=100)
    plane = np.zeros((6, 6, 8, 8), np.int16)
    plane[2, 3, 3, 3] = 1
    scans = parted(sequential([plane], size=(48, 48), factors=[(1, 1)])).scans
    tells = replace(parted(flat), scans=scans).file_bytes
    grey = Settings(Path("in"), Path("out"), style=Style.SOLID, colour=(128, 128, 128))

    results = []
    for data in (flat, tells):
        photo = photo_from(data, path=Path("a.jpg"))
        boxes = hidden_boxes(photo, [Box(4, 4, 44, 44, Kind.PLATE)], grey)
        after = obfuscated(photo, boxes, grey)
        assert np.array_equal(after, photo.pixels)
        results.append(encoded_image(photo, after, hidden=boxes).data)

    assert flat != tells
    assert results[0] == results[1] == flat
