"""A JPEG file with some of its blocks replaced, and every other coefficient as it was."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

import cv2
import numpy as np
import simplejpeg  # type: ignore[import-untyped]

from anonymizer_gui.core.formats.jpeg_blocks import replace_blocks
from anonymizer_gui.core.formats.jpeg_frame import (
    BASELINE,
    EXTENDED,
    FRAMES,
    RESTART_INTERVAL,
    Coding,
    Frame,
    restart_interval,
)
from anonymizer_gui.core.formats.jpeg_library import (
    Plane,
    progressive,
    read_coefficients,
    sequential,
)
from anonymizer_gui.core.formats.jpeg_segments import EOI, Parts, Segment, joined_strips, parted
from anonymizer_gui.core.formats.picture import Patch

_MAX_COEFFICIENTS = 180_000_000
"""Those of 120 megapixels with colour at half the size. They are in memory twice, beside the pixels
before and after: 12 bytes per pixel in all."""
_MAX_BLOCKS = 10
"""Blocks that an MCU of a scan of several components may have (T.81, B.2.3)."""
_TABLES = 0xC4
_CONDITIONING, _QUANTISATION = 0xCC, 0xDB
_OF_SCANS = {_TABLES, RESTART_INTERVAL, _CONDITIONING}
"""Segments about how the scans are coded: the new ones have their own."""
_LARGEST = 1023
"""Coefficients that can be coded, for 8 bits per sample (T.81, F.1.2); DC goes one further down."""
_END = bytes([0xFF, EOI])


def has_replaceable_blocks(parts: Parts, frame: Frame) -> bool:
    """Whether some blocks of a file can be replaced and all others kept.

    Not so: subsampling by a fraction, tables that change between scans, too many coefficients.
    """
    fractions = any(frame.down % one.down or frame.across % one.across for one in frame.components)
    sizes = [frame.block_size(one) for one in frame.components]
    too_large = sum(rows * columns * 64 for rows, columns in sizes) > _MAX_COEFFICIENTS
    return not (fractions or too_large or bytes([0xFF, _QUANTISATION]) in parts.scans)


def with_new_blocks(parts: Parts, frame: Frame, patches: Sequence[Patch]) -> Parts | None:
    """The file with new pixels in the blocks that they touch; all other coefficients are equal.

    Quantisation tables, subsampling, and whether it is sequential or progressive, Huffman or
    arithmetic stay, and standard Huffman tables too. What libjpeg cannot keep (see `jpeg_library`):
    other Huffman tables are made anew; progressive files get other scans, mostly smaller ones, and
    Huffman coding if they had arithmetic; restart markers go unless they are between whole rows of
    MCUs of a file with standard tables; four components become a sequential file with a scan for
    each, up to 5 % larger if it was progressive.

    Args:
        parts: A file that was decoded without an error and `has_replaceable_blocks`.
        frame: Its frame.
        patches: The new pixels, no two in the same MCU; all that are new are marked.

    Returns:
        None where it cannot be done: coefficients out of range.

    Raises:
        OSError: There is no room for temporary files.
    """
    bare = replace(parts, header=tuple(one for one in parts.header if not one.is_metadata))
    source = bare.file_bytes
    sizes = [frame.block_size(one) for one in frame.components]
    planes, tables = read_coefficients(source, sizes)
    if not all(_can_be_coded(plane) for plane in planes):
        return None
    for patch in patches:
        replace_blocks(planes, tables, frame, patch)
    mcu_blocks = sum(one.down * one.across for one in frame.components)
    if len(planes) == 4 or (len(planes) == 3 and mcu_blocks > _MAX_BLOCKS):
        return _one_by_one(parts, frame, planes)
    return _in_one(parts, frame, planes, source)


def _can_be_coded(plane: Plane) -> bool:
    """Whether libjpeg can write all coefficients: it does not check them itself."""
    lowest, highest, _, _ = cv2.minMaxLoc(plane.reshape(len(plane), -1))
    if lowest < -_LARGEST:
        # Black, at the finest quantisation
        lowest = max(lowest + 1, plane.reshape(-1, 64)[:, 1:].min(initial=0))
    return bool(lowest >= -_LARGEST and highest <= _LARGEST)


def _in_one(parts: Parts, frame: Frame, planes: Sequence[Plane], source: bytes) -> Parts:
    """The file with all components in the same scans."""
    size = frame.height, frame.width
    factors = [(one.down, one.across) if len(planes) > 1 else (1, 1) for one in frame.components]
    if frame.is_progressive:
        new = parted(progressive(source, planes, size=size, factors=factors))
        return _joined(parts, new.header, new.scans)
    # The standard tables are for luma and colour; libjpeg would use those of colour for blue
    optimised = frame.coding is Coding.RGB or not _has_standard_tables(parts)
    rows, interval = (0, 0) if optimised else _rows_between_restarts(parts, frame)
    height = frame.patch[0]
    step = rows or -(-frame.height // height)
    strips = [
        parted(
            sequential(
                [
                    plane[top * down : (top + step) * down]
                    for plane, (down, _) in zip(planes, factors, strict=True)
                ],
                size=(min(step * height, frame.height - top * height), frame.width),
                factors=factors,
                optimised=optimised,
                arithmetic=frame.is_arithmetic,
            )
        )
        for top in range(0, -(-frame.height // height), step)
    ]
    coded = strips[0].header
    if rows:
        coded += (Segment(RESTART_INTERVAL, interval.to_bytes(2, "big")),)
    scans = joined_strips([strip.scans for strip in strips])
    return _joined(parts, coded, _with_ids(scans, [one.id for one in frame.components]))


def _rows_between_restarts(parts: Parts, frame: Frame) -> tuple[int, int]:
    """Rows of MCUs and MCUs between two restart markers; 0 for none, or where they cannot stay.

    libjpeg as jpeglib calls it writes none, so each strip between two is written as a picture;
    those that are no whole rows would take too long.
    """
    interval = restart_interval(parts)
    rows, rest = divmod(interval, -(-frame.width // frame.patch[1]))
    return (0, 0) if rest else (rows, interval)


def _one_by_one(parts: Parts, frame: Frame, planes: Sequence[Plane]) -> Parts:
    """The file with a scan for each component, as if each were a grey picture (T.81, A.2.2)."""
    files = [
        parted(
            sequential(
                [plane],
                size=frame.sample_size(one),
                factors=[(1, 1)],
                optimised=True,
                arithmetic=frame.is_arithmetic,
            )
        )
        for one, plane in zip(frame.components, planes, strict=True)
    ]
    scans: list[bytes] = []
    for file, one in zip(files, frame.components, strict=True):
        tables = [segment.file_bytes for segment in file.header if segment.marker in _OF_SCANS]
        # Those of the first scan are in the header
        scans += tables if scans else []
        scans.append(_with_ids(file.scans, [one.id]).removesuffix(_END))
    return _joined(parts, files[0].header, b"".join(scans) + _END)


def _joined(parts: Parts, coded: Sequence[Segment], scans: bytes) -> Parts:
    """The header of a file with other scans, and what these need."""
    frame = next(one for one in coded if one.marker in FRAMES)
    header = [
        replace(one, marker=_frame_marker(one.marker, frame.marker))
        if one.marker in FRAMES
        else one
        for one in parts.header
        if one.marker not in _OF_SCANS
    ]
    return Parts((*header, *(one for one in coded if one.marker in _OF_SCANS)), scans)


def _frame_marker(old: int, new: int) -> int:
    # The two differ in what a decoder must be able to do, not in the coding
    return old if {old, new} <= {BASELINE, EXTENDED} else new


def _with_ids(scans: bytes, ids: Sequence[int]) -> bytes:
    """A single scan whose header names the components by other numbers (T.81, B.2.3)."""
    result = bytearray(scans)
    result[5 : 5 + 2 * len(ids) : 2] = bytes(ids)
    return bytes(result)


def _has_standard_tables(parts: Parts) -> bool:
    """Whether the Huffman tables are those of the standard (T.81, K.3), as in most cameras."""
    return set(_huffman_tables(parts)) <= _standard_tables()


@cache
def _standard_tables() -> frozenset[bytes]:
    data = simplejpeg.encode_jpeg(np.zeros((8, 8, 3), np.uint8))
    return frozenset(_huffman_tables(parted(data)))


def _huffman_tables(parts: Parts) -> Iterator[bytes]:
    """The Huffman tables of a header, without the numbers by which scans name them."""
    for segment in parts.header:
        body = segment.body if segment.marker == _TABLES else b""
        while len(body) >= 17:
            end = 17 + sum(body[1:17])
            yield body[1:end]
            body = body[end:]
