"""EXIF blocks: the orientation they name, and taking out the previews that they hide."""

from collections.abc import Iterator
from contextlib import suppress
from struct import error, pack_into, unpack_from

from anonymizer_gui.core.formats.ifd import (
    SIZES,
    WHOLE,
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
    found = _orientation_at(block)
    (value,) = unpack_from(found[1], block, found[0]) if found else (1,)
    return value if 1 <= value <= 8 else 1


def upright(block: bytes) -> bytes:
    """The block of a picture that was turned upright: it says so where it named an orientation."""
    found = _orientation_at(block)
    if found is None:
        return block
    result = bytearray(block)
    pack_into(found[1], result, found[0], 1)
    return bytes(result)


def _orientation_at(block: bytes) -> tuple[int, str] | None:
    """Where the orientation is, and how `struct` reads it; None where it is missing.

    Other programs also take it from a directory of which the end or another tag is broken.
    """
    try:
        order = byte_order(block)
        (table,) = unpack_from(order + "I", block, 4)
        (count,) = unpack_from(order + "H", block, table)
    except (ValueError, error):
        return None
    whole = min(count, (len(block) - table - 2) // 12)
    for place in range(table + 2, table + 2 + 12 * whole, 12):
        tag, kind, values, offset = unpack_from(order + "HHII", block, place)
        if tag == ORIENTATION and kind in WHOLE and values:
            start = place + 8 if SIZES[kind] * values <= 4 else offset
            return (start, order + WHOLE[kind]) if start + SIZES[kind] <= len(block) else None
    return None


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
    # Some programs end a directory with its last tag: four zeros mean that no other one follows
    whole = block + bytes(4)
    try:
        if policy is MetadataPolicy.DROP_GPS:
            whole = without_gps(whole)
        result = _without_previews(whole, list(directories(whole)))
    except ValueError:
        # A block that cannot be read cannot be searched for previews either
        return kept(block, MetadataPolicy.DROP)
    return block if result.startswith(block) else result


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
    if result == block:
        return block
    end = max(end for _, end in values)
    return bytes(result.rstrip(b"\0")).ljust(end + end % 2, b"\0")


def _values(block: bytes, first: Directory) -> Iterator[tuple[int, int]]:
    """Where tags and their values lie: a preview in one is not thought to end in another."""
    tables = [first]
    for tag in (EXIF, GPS):
        with suppress(ValueError):
            tables += [table for table in [_directory_at(block, first, tag)] if table]
    for table in tables:
        yield table.offset, table.end
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
