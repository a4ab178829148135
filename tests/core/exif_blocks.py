"""EXIF blocks as cameras write them."""

from struct import pack
from typing import Literal

from PIL import Image

from anonymizer_gui.core.formats import exif
from anonymizer_gui.core.formats.ifd import SUBFILES, directories
from tests.core.pictures import jpeg_bytes, waves

STRIP = waves(12, 16, 1).tobytes()
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


def _table(*tags: tuple[int, int]) -> bytes:
    """A directory of whole numbers, little endian, with nothing after it."""
    rows = b"".join(pack("<HHII", tag, 4, 1, value) for tag, value in sorted(tags))
    return pack("<H", len(tags)) + rows + bytes(4)


def _strips(start: int) -> list[tuple[int, int]]:
    return [(256, 16), (257, 12), (258, 8), (273, start), (277, 1), (279, len(STRIP))]


def exif_with_strips(place: str) -> bytes:
    """An EXIF block with a camera's name and a grey preview, not compressed."""
    start = 8
    tags = {"first": 8, "exif": 3, "subfile": 3}[place]
    name = start + 2 + 12 * tags + 4
    after = name + len(CAMERA) + 1
    after += after % 2
    inner = b""
    own = [(ORIENTATION, 6)]
    match place:
        case "first":
            own += _strips(after)
        case "exif":
            inner = _table((0x9003, 0), *_strips(after + len(_table(*_strips(0), (0x9003, 0)))))
            own.append((EXIF_TABLE, after))
        case "subfile":
            inner = _table(*_strips(after + len(_table(*_strips(0)))))
            own.append((SUBFILES, after))
    rows = [pack("<HHII", tag, 4, 1, value) for tag, value in own]
    rows.append(pack("<HHII", MODEL, 2, len(CAMERA) + 1, name))
    rows.sort(key=lambda row: int.from_bytes(row[:2], "little"))
    head = b"II*\0" + pack("<IH", start, tags) + b"".join(rows) + bytes(4)
    return (head + CAMERA.encode() + b"\0").ljust(after, b"\0") + inner + STRIP
