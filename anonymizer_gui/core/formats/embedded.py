"""Pictures inside other data, as previews are: JPEG, PNG and WebP, as they are or in base64."""

import re
from collections.abc import Iterator

JPEG_START, JPEG_END = b"\xff\xd8\xff", b"\xff\xd9"

_JPEG = re.compile(rb"\xd8\xff+[\xc0-\xfe]")
_OTHERS = tuple(
    re.compile(start, re.DOTALL)
    for start in (
        rb"\x89PNG\r\n\x1a\n", rb"RIFF.{4}WEBP",
        rb"/9j/", rb"iVBORw0KGgo", rb"UklGR",
    )
)  # fmt: skip
"""In base64: JPEG, PNG, WebP."""


def starts(data: bytes | bytearray) -> Iterator[int]:
    """Where pictures start, in no order."""
    for found in _JPEG.finditer(data):
        before = max(found.start() - 1, 0)
        if data.startswith(JPEG_START, before) or _goes_on(data, found.start() + 1):
            yield before
    for other in _OTHERS:
        yield from (found.start() for found in other.finditer(data))


def holds_picture(data: bytes) -> bool:
    """Whether there is a picture in some data."""
    return any(True for _ in starts(data))


def is_jpeg(data: bytes | bytearray, start: int) -> bool:
    """Whether the picture that starts there is a JPEG."""
    return data[start + 1 : start + 3] == JPEG_START[1:]


def _goes_on(data: bytes | bytearray, place: int) -> bool:
    """Whether another marker comes after the segment at a place.

    Minolta and Sony write another first byte into previews: what follows has to tell that it is
    no chance.
    """
    after = place + 2 + int.from_bytes(data[place + 2 : place + 4], "big")
    return data[place + 1] < 0xFF and data[after : after + 1] == b"\xff"
