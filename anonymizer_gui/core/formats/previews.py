"""Previews in EXIF blocks: where they lie, and taking them out."""

from collections.abc import Iterator
from contextlib import suppress
from struct import pack_into

from anonymizer_gui.core.formats.embedded import JPEG_END, is_jpeg, starts
from anonymizer_gui.core.formats.ifd import (
    EXIF,
    GPS,
    MAX_DIRECTORIES,
    SUBFILES,
    Directory,
    byte_order,
    directories,
    directory,
    directory_at,
    numbers,
    wiped,
    without_tags,
)

_STRIPS = ((0x0111, 0x0117), (0x0144, 0x0145), (0x0201, 0x0202))
"""Tags of the offsets and the byte counts of a picture: in strips, in tiles, as a JPEG."""
_PICTURE_TAGS = frozenset({SUBFILES, *(tag for pair in _STRIPS for tag in pair)})


def without_previews(block: bytes) -> tuple[bytearray, int]:
    """The block with all directories of other pictures emptied, and no picture anywhere in it.

    Returns:
        It, with zeros where something was, and where the tags and values in it end.
    """
    first = next(directories(block))
    own = list(_own_directories(block, first))
    others = _directories_of_pictures(block, own)
    spans = [span for other in others for span in spans_of(block, other)]
    if any(start < first.end and end > first.offset for start, end in spans):
        raise ValueError("a preview overlaps the tags")
    values = [(table.offset, table.end) for table in own]
    values += [(one.offset, one.offset + one.size) for table in own for one in table.entries]
    result = wiped(block, [span for table in own for span in _picture_spans(block, table)])
    for start, end in values:
        # A block that was copied from a TIFF file may name strips that were in that one
        result[start:end] = block[start:end]
    result = wiped(result, spans)
    pack_into(byte_order(block) + "I", result, first.end - 4, 0)
    for table in own:
        without_tags(result, table, _PICTURE_TAGS)
    _wipe_pictures(result, values)
    return result, max(end for _, end in values)


def _wipe_pictures(block: bytearray, values: list[tuple[int, int]]) -> None:
    """Overwrite all pictures in a block, in place.

    Args:
        block: Changed in place.
        values: Where tags and their values lie: a picture in one does not go on in the next.
    """
    done = 0
    for start in sorted(starts(block)):
        if start < done:
            continue
        limit = min((b for a, b in values if a <= start < b), default=0) or min(
            (a for a, _ in values if a > start), default=len(block)
        )
        end = block.rfind(JPEG_END, start, limit) + 2 if is_jpeg(block, start) else 0
        done = end if end > start else limit
        block[start:done] = bytes(done - start)


def _own_directories(block: bytes, first: Directory) -> Iterator[Directory]:
    """The directories of tags about the photo itself."""
    yield first
    for tag in (EXIF, GPS):
        with suppress(ValueError):
            if table := directory_at(block, first, tag):
                yield table


def _directories_of_pictures(block: bytes, own: list[Directory]) -> list[Directory]:
    """The directories that follow the first one, and those that subfiles are in.

    Raises:
        ValueError: One does not fit into the block, or there are too many.
    """
    found: dict[int, Directory] = {}
    left = [own[0].next, *(one for table in own for one in numbers(block, table.find(SUBFILES)))]
    while left:
        offset = left.pop()
        if offset == 0 or offset in found:
            continue
        if len(found) == MAX_DIRECTORIES:
            raise ValueError("too many directories")
        found[offset] = directory(block, offset)
        left += [found[offset].next, *numbers(block, found[offset].find(SUBFILES))]
    return list(found.values())


def spans_of(block: bytes, found: Directory) -> list[tuple[int, int]]:
    """Where a directory, its values and the picture it describes lie."""
    spans = [(found.offset, found.end)]
    spans += [(one.offset, one.offset + one.size) for one in found.entries if one.size > 4]
    return spans + list(_picture_spans(block, found))


def _picture_spans(block: bytes, found: Directory) -> Iterator[tuple[int, int]]:
    """Where the picture that a directory describes lies."""
    for offset_tag, size_tag in _STRIPS:
        offsets, sizes = (numbers(block, found.find(tag)) for tag in (offset_tag, size_tag))
        for start, size in zip(offsets, sizes, strict=False):
            if start < len(block):
                yield start, min(start + size, len(block))
