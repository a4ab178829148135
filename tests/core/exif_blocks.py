"""EXIF blocks as cameras write them."""

from typing import Literal

from PIL import Image

from anonymizer_gui.core.formats import exif
from anonymizer_gui.core.formats.ifd import directories
from tests.core.pictures import jpeg_bytes, waves

CAMERA, TIME, EXPOSED = "Cam 3000", "2026:05:01 12:00:00", 0x9003
MODEL, ORIENTATION, EXIF_TABLE, GPS_TABLE = 0x0110, 0x0112, 0x8769, 0x8825


def exif_block(*, orientation: int = 1, preview: bool = True) -> bytes:
    """An EXIF block as a camera writes it: make, time, place, and a preview in its own table."""
    tags = Image.Exif()
    tags[MODEL] = CAMERA
    tags[ORIENTATION] = orientation
    tags.get_ifd(EXIF_TABLE)[EXPOSED] = TIME
    tags.get_ifd(GPS_TABLE)[1] = "N"
    block = tags.tobytes().removeprefix(exif.PREFIX)
    if not preview:
        return block
    (first,) = directories(block)
    data = bytearray(block + bytes(len(block) % 2))
    table, picture = len(data), jpeg_bytes(waves(12, 16))
    order: Literal["little", "big"] = "little" if data[:2] == b"II" else "big"
    data[first.end - 4 : first.end] = table.to_bytes(4, order)
    start = table + 2 + 2 * 12 + 4
    data += (2).to_bytes(2, order)
    for tag, value in ((0x0201, start), (0x0202, len(picture))):
        data += tag.to_bytes(2, order) + (4).to_bytes(2, order) + (1).to_bytes(4, order)
        data += value.to_bytes(4, order)
    return bytes(data) + bytes(4) + picture
