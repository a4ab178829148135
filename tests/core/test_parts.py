"""A photo whose new pixels are given in parts gives the file that it gives as a whole."""

from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as how_tested
from hypothesis import strategies as st
from PIL import Image

from anonymizer_gui.core.boxes import Box, Kind
from anonymizer_gui.core.images import Photo, encoded_image, photo_from
from anonymizer_gui.core.obfuscation import (
    block_edges,
    hidden_boxes,
    obfuscated,
    obfuscated_parts,
)
from anonymizer_gui.core.settings import Settings, Style

sides = st.floats(-30, 150)
places = st.lists(st.tuples(sides, sides, st.floats(0, 60), st.floats(0, 60)), max_size=5)


def _photo(extension: str, orientation: int) -> Photo:
    """Noise of a size that is no multiple of blocks."""
    noise = np.random.default_rng(1).integers(0, 256, (101, 127, 3), np.uint8)
    exif = Image.Exif()
    exif[0x112] = orientation
    file = BytesIO()
    Image.fromarray(noise).save(file, extension, exif=exif)
    return photo_from(file.getvalue(), path=Path("photo"))


@pytest.mark.parametrize("style", Style)
@how_tested(deadline=None, max_examples=50)
@given(extension=st.sampled_from(["JPEG", "PNG"]), orientation=st.integers(1, 8), found=places)
def test_in_parts_it_is_the_same_file(
    style: Style, extension: str, orientation: int, found: list[tuple[float, float, float, float]]
) -> None:
    photo = _photo(extension, orientation)
    settings = Settings(Path("in"), Path("out"), style=style)
    boxes = [Box(x, y, x + width, y + height, Kind.PLATE) for x, y, width, height in found]
    hidden = hidden_boxes(photo, boxes, settings)

    parts = obfuscated_parts(photo, hidden, settings, edges=block_edges(photo))
    result = encoded_image(photo, {one.region: one.pixels for one in parts}, hidden=hidden)

    whole = encoded_image(photo, obfuscated(photo, hidden, settings), hidden=hidden)
    assert result.data == whole.data
    assert result.untouched


def test_a_part_must_have_the_size_of_its_place() -> None:
    photo = _photo("PNG", 1)
    settings = Settings(Path("in"), Path("out"), style=Style.SOLID)
    (part,) = obfuscated_parts(photo, [Box(10, 10, 20, 20, Kind.FACE)], settings)

    with pytest.raises(ValueError, match="pixels must be uint8"):
        encoded_image(photo, {part.region: part.pixels[1:]})
