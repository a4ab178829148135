"""The tags of a TIFF file that is written again: those of the old file, but for the picture."""

from collections.abc import Iterator
from dataclasses import dataclass
from struct import pack

import numpy as np

from anonymizer_gui.core.formats import exif, xmp
from anonymizer_gui.core.formats.ifd import (
    LONG,
    Directory,
    Entry,
    byte_order,
    directories,
    directory,
    numbers,
)

_PICTURE = frozenset(
    {
        254, 255, 256, 257, 258, 259, 262, 263, 264, 265, 266, 273, 277, 278, 279, 280, 281, 284,
        288, 289, 290, 291, 292, 293, 317, 320, 322, 323, 324, 325, 339, 340, 341, 342, 347,
        512, 513, 514, 515, 517, 518, 519, 520, 521, 529, 530, 531, 532,
    }
)  # fmt: skip
"""Tags that say how the picture data is laid out: the new file has its own."""
_PREVIEWS = frozenset({330, 34377, 37724, 50740})
"""Other pictures, Photoshop's previews and layers, makers' private data."""
_LOOKS = frozenset({274, 282, 283, 296, 301, 318, 319, 338, 34675})
"""Orientation, resolution, transparency and colour: kept in any case."""
_XMP = 700
_SUBDIRECTORIES = frozenset({34665, 34853, 40965})
"""EXIF, GPS and interoperability: tags whose value is the offset of another directory."""
_EIGHT_BYTES_AS_TWO = frozenset({5, 10})
_VALUE_SIZES = {3: 2, 4: 4, 5: 4, 8: 2, 9: 4, 10: 4, 11: 4, 12: 8, 13: 4}


@dataclass(frozen=True, slots=True)
class _Tag:
    """A tag with its values in the byte order of the new file."""

    number: int
    type: int
    count: int
    values: bytes | tuple["_Tag", ...]


def with_tags(new: bytes, *, source: bytes, keep_metadata: bool) -> bytes:
    """A file with the metadata of another one.

    Args:
        new: TIFF file with one directory.
        source: TIFF file whose tags are taken, where they are not about the layout of the picture.
        keep_metadata: False takes those alone that say how the picture looks.
    """
    order = byte_order(new)
    (own,) = directories(new)
    old = next(directories(source))
    taken = [tag for tag in _tags(source, old, order) if keep_metadata or tag.number in _LOOKS]
    numbers_taken = {tag.number for tag in taken}
    kept = [tag for tag in _tags(new, own, order, all_tags=True) if tag.number not in numbers_taken]
    body = new + bytes(len(new) % 2)
    table = _written(sorted([*kept, *taken], key=lambda tag: tag.number), len(body), order)
    return body[:4] + pack(order + "I", len(body)) + body[8:] + table


def without_metadata(data: bytes) -> bytes:
    """The same file with all tags gone that are not about the picture or its looks."""
    order = byte_order(data)
    own = next(directories(data))
    kept = [
        tag
        for tag in _tags(data, own, order, all_tags=True)
        if tag.number in _LOOKS or tag.number in _PICTURE
    ]
    wiped = bytearray(data)
    for start, end in _metadata_spans(data, own):
        wiped[start:end] = bytes(end - start)
    body = bytes(wiped) + bytes(len(data) % 2)
    return body[:4] + pack(order + "I", len(body)) + body[8:] + _written(kept, len(body), order)


def _tags(block: bytes, table: Directory, order: str, *, all_tags: bool = False) -> Iterator[_Tag]:
    for entry in table.entries:
        if not all_tags and entry.tag in _PICTURE | _PREVIEWS:
            continue
        values = block[entry.offset : entry.offset + entry.size]
        if entry.tag in _SUBDIRECTORIES:
            try:
                (offset,) = numbers(block, entry)
                inner = tuple(_tags(block, directory(block, offset), order, all_tags=True))
            except ValueError:
                continue
            yield _Tag(entry.tag, LONG, 1, inner)
        elif not _holds_picture(entry, values):
            yield _Tag(entry.tag, entry.type, entry.count, _swapped(block, entry, values, order))


def _holds_picture(entry: Entry, values: bytes) -> bool:
    if entry.tag == _XMP:
        return xmp.holds_picture(values)
    return entry.type in (1, 7) and entry.tag not in _LOOKS and exif.JPEG_START in values


def _swapped(block: bytes, entry: Entry, values: bytes, order: str) -> bytes:
    """The values in the wanted byte order."""
    size = _VALUE_SIZES.get(entry.type, 1)
    if byte_order(block) == order or size == 1:
        return values
    return np.frombuffer(values, f"u{size}").byteswap().tobytes()


def _written(tags: list[_Tag], offset: int, order: str) -> bytes:
    """A directory and all that belongs to it.

    Args:
        tags: In rising order, as TIFF wants them.
        offset: Where in the file it will be.
        order: `<` or `>`.
    """
    place = offset + 2 + 12 * len(tags) + 4
    table, rest = pack(order + "H", len(tags)), b""
    for tag in tags:
        if isinstance(tag.values, tuple):
            value = pack(order + "I", place + len(rest))
            rest += _written(list(tag.values), place + len(rest), order)
        elif len(tag.values) <= 4:
            value = tag.values.ljust(4, b"\0")
        else:
            value = pack(order + "I", place + len(rest))
            rest += tag.values
        rest += bytes(len(rest) % 2)
        table += pack(order + "HHI", tag.number, tag.type, tag.count) + value
    return table + bytes(4) + rest


def _metadata_spans(block: bytes, table: Directory) -> Iterator[tuple[int, int]]:
    """Where the values lie that are neither about the picture nor about its looks."""
    for entry in table.entries:
        if entry.tag in _PICTURE | _LOOKS:
            continue
        if entry.tag in _SUBDIRECTORIES:
            try:
                (offset,) = numbers(block, entry)
                inner = directory(block, offset)
            except ValueError:
                continue
            yield from _metadata_spans_of_all(inner)
        yield entry.offset, entry.offset + entry.size


def _metadata_spans_of_all(table: Directory) -> Iterator[tuple[int, int]]:
    yield table.offset, table.end
    for entry in table.entries:
        yield entry.offset, entry.offset + entry.size
