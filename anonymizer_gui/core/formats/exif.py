"""EXIF blocks: the orientation they name, and taking out the previews that they hide."""

from collections.abc import Iterator
from contextlib import suppress
from struct import pack, pack_into

from anonymizer_gui.core.formats.ifd import (
    SHORT,
    Directory,
    byte_order,
    directories,
    directory,
    numbers,
    wiped,
    without_tags,
)
from anonymizer_gui.core.settings import MetadataPolicy

PREFIX = b"Exif\0\0"
JPEG_START, JPEG_END = b"\xff\xd8\xff", b"\xff\xd9"

ORIENTATION = 0x0112
EXIF, GPS, MAKER_NOTE = 0x8769, 0x8825, 0x927C
"""Tags of the other directories, and of what only the maker of a camera can read."""
_STRIPS = ((0x0111, 0x0117), (0x0144, 0x0145), (0x0201, 0x0202))
"""Tags of the offsets and the byte counts of a picture: in strips, in tiles, as a JPEG."""


def orientation(block: bytes) -> int:
    """The EXIF orientation, 1 to 8; 1 where there is none.

    Args:
        block: From the TIFF header on, without the prefix `Exif`.
    """
    try:
        first = next(directories(block))
        (value, *_) = numbers(block, first.find(ORIENTATION)) or (1,)
    except (ValueError, StopIteration):
        return 1
    return value if 1 <= value <= 8 else 1


def upright(block: bytes) -> bytes:
    """The block of a picture that was turned upright: it says so where it named an orientation."""
    try:
        entry = next(directories(block)).find(ORIENTATION)
    except (ValueError, StopIteration):
        return block
    if entry is None or entry.type != SHORT or entry.count != 1:
        return block
    value = pack(byte_order(block) + "H", 1)
    return block[: entry.offset] + value + block[entry.offset + len(value) :]


def only_orientation(value: int) -> bytes:
    """The smallest block that names an orientation.

    A picture stays stored as it was even when its metadata goes; then this must stay.
    """
    entry = b"\x12\x01\x03\0\x01\0\0\0" + bytes([value, 0, 0, 0])
    return b"II*\0\x08\0\0\0" + b"\x01\0" + entry + bytes(4)


def kept(block: bytes, policy: MetadataPolicy) -> bytes | None:
    """What may be published of an EXIF block; None for nothing.

    Previews show the photo before anything was hidden, so they always go. All other bytes stay
    where they are: makers' notes hold offsets that would break otherwise.

    Args:
        block: From the TIFF header on, without the prefix `Exif`.
        policy: Of all metadata; dropping it leaves the orientation alone.
    """
    if policy is MetadataPolicy.DROP:
        value = orientation(block)
        return only_orientation(value) if value > 1 else None
    try:
        if policy is MetadataPolicy.DROP_GPS:
            block = without_gps(block)
        return _without_previews(block, list(directories(block)))
    except ValueError:
        # A block that cannot be read cannot be searched for previews either
        return kept(block, MetadataPolicy.DROP)


def without_gps(block: bytes) -> bytes:
    """The block without its directory about the place, and without makers' notes.

    Raises:
        ValueError: A directory does not fit into the block, or lies over another one.
    """
    first = next(directories(block))
    exif = _directory_at(block, first, EXIF)
    place = _directory_at(block, first, GPS)
    spans = spans_of(block, place) if place else []
    note = exif.find(MAKER_NOTE) if exif else None
    if note and note.size > 4:
        spans.append((note.offset, note.offset + note.size))
    for table in (first, exif):
        if table and any(start < table.end and end > table.offset for start, end in spans):
            raise ValueError("the place overlaps the tags")
    result = wiped(block, spans)
    without_tags(result, first, {GPS})
    if exif:
        without_tags(result, exif, {MAKER_NOTE})
    return bytes(result)


def _directory_at(block: bytes, table: Directory, tag: int) -> Directory | None:
    """The directory whose offset is the value of a tag."""
    offset = numbers(block, table.find(tag))
    return directory(block, offset[0]) if offset else None


def _without_previews(block: bytes, chain: list[Directory]) -> bytes:
    """The block with all directories but the first emptied, and no JPEG anywhere in it."""
    first, *others = chain
    spans = [span for other in others for span in spans_of(block, other)]
    if any(start < first.end and end > first.offset for start, end in spans):
        raise ValueError("a preview overlaps the tags")
    result = wiped(block, spans)
    pack_into(byte_order(block) + "I", result, first.end - 4, 0)
    values = list(_values(block, first))
    start = 0
    while (start := result.find(JPEG_START, start)) >= 0:
        limit = min((b for a, b in values if a <= start < b), default=len(result))
        end = result.rfind(JPEG_END, start, limit)
        end = end + 2 if end >= 0 else limit
        result[start:end] = bytes(end - start)
        spans.append((start, end))
    cut = len(result)
    for start, end in sorted(spans, key=lambda span: span[1], reverse=True):
        if end >= cut:
            cut = min(cut, start)
    return bytes(result[: max(cut, first.end)])


def _values(block: bytes, first: Directory) -> Iterator[tuple[int, int]]:
    """Where the values of tags lie, so that a preview in one is not thought to end in another."""
    tables = [first]
    for tag in (EXIF, GPS):
        with suppress(ValueError):
            tables += [table for table in [_directory_at(block, first, tag)] if table]
    for table in tables:
        yield from ((one.offset, one.offset + one.size) for one in table.entries)


def spans_of(block: bytes, found: Directory) -> list[tuple[int, int]]:
    """Where a directory, its values and the picture it describes lie."""
    spans = [(found.offset, found.end)]
    spans += [(one.offset, one.offset + one.size) for one in found.entries if one.size > 4]
    for offset_tag, size_tag in _STRIPS:
        offsets, sizes = (numbers(block, found.find(tag)) for tag in (offset_tag, size_tag))
        spans += [
            (start, min(start + size, len(block)))
            for start, size in zip(offsets, sizes, strict=False)
            if start < len(block)
        ]
    return spans
