"""EXIF blocks: the orientation they name, and what may be published of them."""

from struct import error, pack_into, unpack_from

from anonymizer_gui.core.formats.exif_people import without_people
from anonymizer_gui.core.formats.ifd import (
    EXIF,
    GPS,
    MAKER_NOTE,
    SIZES,
    WHOLE,
    byte_order,
    directories,
    directory_at,
    wiped,
    without_tags,
)
from anonymizer_gui.core.formats.previews import spans_of, without_previews
from anonymizer_gui.core.settings import MetadataPolicy

PREFIX = b"Exif\0\0"

ORIENTATION = 0x0112


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


def kept(
    block: bytes, policy: MetadataPolicy, people: frozenset[str] = frozenset()
) -> bytes | None:
    """What may be published of an EXIF block; None for nothing.

    Previews show the photo before anything was hidden, so they always go. All other bytes stay
    where they are: makers' notes hold offsets that would break otherwise.

    Args:
        block: From the TIFF header on, without the prefix `Exif`.
        policy: Of all metadata; dropping it leaves the orientation alone.
        people: Names that go.
    """
    if policy is MetadataPolicy.DROP:
        value = orientation(block)
        return only_orientation(value) if value > 1 else None
    # Some programs end a directory with its last tag: four zeros mean that no other one follows
    whole = block + bytes(4)
    try:
        if policy is MetadataPolicy.DROP_GPS:
            whole = without_gps(whole)
        result, end = without_previews(without_people(whole, people))
    except ValueError:
        # A block that cannot be read cannot be searched for previews either
        return kept(block, MetadataPolicy.DROP)
    result = result.rstrip(b"\0")
    if result == block.rstrip(b"\0"):
        return block
    return bytes(result).ljust(end + end % 2 if end < len(block) else end, b"\0")


def without_gps(block: bytes) -> bytes:
    """The block without its directory about the place, and without makers' notes.

    Raises:
        ValueError: A directory does not fit into the block, or lies over another one.
    """
    first = next(directories(block))
    exif = directory_at(block, first, EXIF)
    place = directory_at(block, first, GPS)
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
