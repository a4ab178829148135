"""How many pixels the file of a photo says it has: known before it is read and decoded."""

import re
import struct
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from anonymizer_gui.core.files import long_path
from anonymizer_gui.core.formats.jpeg_frame import FRAMES

_START = 2**16
"""Bytes at the start of a file in which most formats say it."""
_FILL, _MOST_SEGMENTS = 0xFF, 1000
_WIDTH, _HEIGHT = 256, 257
_ISPE = re.compile(rb"ispe\0{4}(.{4})(.{4})", re.DOTALL)
"""The sizes of the pictures in a HEIC file: the photo, and tiles and previews of it."""


def announced_pixels(path: Path) -> int:
    """How many pixels a photo has by what its file says; 0 where that is not seen soon.

    What the file says may be wrong: decoding will tell.
    """
    place = long_path(path.absolute())
    with suppress(OSError, LookupError, struct.error):
        if place.is_file():  # a pipe can be read but once
            with place.open("rb") as file:
                start = file.read(_START)
                for first, pixels in _PIXELS.items():
                    if re.match(first, start, re.DOTALL):
                        return pixels(start, file)
    return 0


def _of_jpeg(_start: bytes, file: BinaryIO) -> int:
    file.seek(2)
    for _ in range(_MOST_SEGMENTS):
        _, marker, length = struct.unpack(">BBH", file.read(4))
        if marker in FRAMES:
            _, height, width = struct.unpack(">BHH", file.read(5))
            return int(height * width)
        file.seek(-3 if marker == _FILL else max(length - 2, 0), 1)
    return 0


def _of_png(start: bytes, _file: BinaryIO) -> int:
    width, height = struct.unpack_from(">II", start, 16)
    return int(width * height)


def _of_bmp(start: bytes, _file: BinaryIO) -> int:
    width, height = struct.unpack_from("<ii", start, 18)
    return int(abs(width * height))


def _of_tiff(start: bytes, file: BinaryIO) -> int:
    order = "<" if start.startswith(b"II") else ">"
    file.seek(struct.unpack_from(f"{order}I", start, 4)[0])
    (count,) = struct.unpack(f"{order}H", file.read(2))
    sides = {}
    for _ in range(count):
        entry = file.read(12)
        tag, kind, _count = struct.unpack_from(f"{order}HHI", entry)
        sides[tag] = struct.unpack_from(f"{order}{'H' if kind == 3 else 'I'}", entry, 8)[0]
    return int(sides[_WIDTH] * sides[_HEIGHT])


def _of_webp(start: bytes, _file: BinaryIO) -> int:
    """Source: RFC 9649, sections 2.5 to 2.7; RFC 6386, section 9.1."""
    match start[12:16]:
        case b"VP8X":
            width, height = (int.from_bytes(start[at : at + 3], "little") for at in (24, 27))
            return (width + 1) * (height + 1)
        case b"VP8L":
            sides = int.from_bytes(start[21:25], "little")
            return ((sides & 0x3FFF) + 1) * ((sides >> 14 & 0x3FFF) + 1)
        case _:
            width, height = struct.unpack_from("<HH", start, 26)
            return int(width & 0x3FFF) * int(height & 0x3FFF)


def _of_heic(start: bytes, _file: BinaryIO) -> int:
    sizes = [
        (int.from_bytes(width), int.from_bytes(height)) for width, height in _ISPE.findall(start)
    ]
    return max((width * height for width, height in sizes), default=0)


_PIXELS: Mapping[bytes, Callable[[bytes, BinaryIO], int]] = {
    rb"\xff\xd8\xff": _of_jpeg,
    rb"\x89PNG": _of_png,
    rb"RIFF....WEBP": _of_webp,
    rb"II\*\0|MM\0\*": _of_tiff,
    rb"BM": _of_bmp,
    rb"....ftyp": _of_heic,
}
"""By the first bytes of a file."""
