"""How many pixels the file of a photo says it has: known before it is read and decoded."""

from contextlib import suppress
from pathlib import Path

from PIL import Image

from anonymizer_gui.core.files import long_path

_FORMATS = ("JPEG", "PNG", "TIFF", "WEBP", "BMP")


def announced_pixels(path: Path) -> int:
    """How many pixels a photo has by what its file says; 0 where Pillow sees none, as in HEIC.

    What the file says may be wrong: decoding will tell.
    """
    place = long_path(path.absolute())
    with suppress(Exception):  # whatever a damaged file leads to
        if place.is_file():  # a pipe can be read but once
            with Image.open(place, formats=_FORMATS) as image:
                return image.width * image.height
    return 0
