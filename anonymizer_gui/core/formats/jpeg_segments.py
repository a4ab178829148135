"""JPEG files as a row of segments, and where the picture ends."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from anonymizer_gui.core.formats.picture import DAMAGED, FormatError

SOI, EOI, SOS, COM = 0xD8, 0xD9, 0xDA, 0xFE
_RESTART = 0xD0
APP0, APP1, APP2, APP11, APP13, APP14, APP15 = 0xE0, 0xE1, 0xE2, 0xEB, 0xED, 0xEE, 0xEF

# Inside a scan FF is followed by 00, by a restart marker or by another FF
_MARKER_AFTER_SCAN = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")


@dataclass(frozen=True, slots=True)
class Segment:
    """A marker and what follows it, without the two bytes of its length."""

    marker: int
    body: bytes

    @property
    def file_bytes(self) -> bytes:
        """The segment as it stands in a file."""
        return bytes([0xFF, self.marker]) + (len(self.body) + 2).to_bytes(2, "big") + self.body

    @property
    def is_metadata(self) -> bool:
        """Whether a decoder needs it not at all, or (JFIF, Adobe) for the colours alone."""
        return _is_metadata(self.marker)


@dataclass(frozen=True, slots=True)
class Parts:
    """A JPEG file in two.

    Attributes:
        header: The segments before the first scan.
        scans: From the first scan to the end marker, both included, without metadata in between.
            What comes after it (the video of a motion photo, the other pictures of an MPO) is in
            neither.
    """

    header: tuple[Segment, ...]
    scans: bytes

    @property
    def file_bytes(self) -> bytes:
        """The two in one."""
        header = b"".join(segment.file_bytes for segment in self.header)
        return bytes([0xFF, SOI]) + header + self.scans


def parted(data: bytes) -> Parts:
    """Take a JPEG file apart.

    Raises:
        FormatError: It ends before its end marker.
    """
    header: list[Segment] = []
    place = 2
    while (marker := _marker(data, place)) != SOS:
        if marker == EOI:
            raise FormatError(DAMAGED)
        place = _after_fill(data, place)
        length = _length(data, place)
        header.append(Segment(marker, data[place + 4 : place + 2 + length]))
        place += 2 + length
    scans = []
    start = place = _after_fill(data, place)
    while (marker := data[place + 1]) != EOI:
        after = place + 2 + _length(data, place)
        if _is_metadata(marker):
            scans.append(data[start:place])
            start = after
        found = _MARKER_AFTER_SCAN.search(data, after) if marker == SOS else None
        place = found.start() if found else _after_fill(data, after)
        if marker == SOS and not found:
            raise FormatError(DAMAGED)
        _marker(data, place)
    return Parts(tuple(header), b"".join([*scans, data[start : place + 2]]))


def joined_strips(strips: Sequence[bytes]) -> bytes:
    """One scan of the scans of strips, top to bottom, with a restart marker between any two.

    Prediction starts anew at each marker, as it does at the start of a picture (T.81, E.1.4).

    Args:
        strips: Each a scan with its header and the end marker. All but the last are of as many
            MCUs as the restart interval says, and all have the same tables.
    """
    start = 2 + int.from_bytes(strips[0][2:4], "big")
    coded = [strips[0][:-2]]
    for number, strip in enumerate(strips[1:]):
        coded += [bytes([0xFF, _RESTART + number % 8]), strip[start:-2]]
    return b"".join(coded) + bytes([0xFF, EOI])


def _is_metadata(marker: int) -> bool:
    return APP0 <= marker <= APP15 or marker == COM


def _marker(data: bytes, place: int) -> int:
    place = _after_fill(data, place)
    if place + 1 >= len(data) or data[place] != 0xFF:
        raise FormatError(DAMAGED)
    return data[place + 1]


def _after_fill(data: bytes, place: int) -> int:
    """Any number of FF may stand before a marker (ITU-T T.81, B.1.1.2)."""
    while data[place : place + 2] == b"\xff\xff":
        place += 1
    return place


def _length(data: bytes, place: int) -> int:
    length = int.from_bytes(data[place + 2 : place + 4], "big")
    if length < 2 or place + 2 + length > len(data):
        raise FormatError(DAMAGED)
    return length
