"""A JPEG file with some of its blocks replaced, and every other coefficient as it was."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cache

import numpy as np
import simplejpeg  # type: ignore[import-untyped]
from numpy.typing import NDArray

from anonymizer_gui.core.formats.jpeg_blocks import NewBlocks
from anonymizer_gui.core.formats.jpeg_frame import (
    BASELINE,
    EXTENDED,
    FRAMES,
    RESTART_INTERVAL,
    Frame,
    restart_interval,
)
from anonymizer_gui.core.formats.jpeg_library import Edit, Scans, rewritten
from anonymizer_gui.core.formats.jpeg_segments import Parts, Segment, joined_strips, parted
from anonymizer_gui.core.formats.picture import Patch

_MAX_COEFFICIENTS = 360_000_000
"""Those of 240 megapixels with colour at half the size: they take 720 MB."""
_TABLES = 0xC4
_CONDITIONING, _QUANTISATION = 0xCC, 0xDB
_OF_SCANS = {_TABLES, RESTART_INTERVAL, _CONDITIONING}
"""Segments about how the scans are coded: the new ones have their own."""


def has_replaceable_blocks(parts: Parts, frame: Frame) -> bool:
    """Whether some blocks of a file can be replaced and all others kept.

    Not so: subsampling by a fraction, tables that change between scans, too many coefficients.
    """
    fractions = any(frame.down % one.down or frame.across % one.across for one in frame.components)
    sizes = [frame.block_size(one) for one in frame.components]
    too_large = sum(rows * columns * 64 for rows, columns in sizes) > _MAX_COEFFICIENTS
    return not (fractions or too_large or bytes([0xFF, _QUANTISATION]) in parts.scans)


def with_new_blocks(parts: Parts, frame: Frame, patches: Sequence[Patch]) -> Parts:
    """The file with new pixels in the blocks that they touch; all other coefficients are equal.

    Quantisation tables, subsampling, and whether it is sequential or progressive, Huffman or
    arithmetic stay, and standard Huffman tables too. What libjpeg does not keep (see
    `jpeg_library`): other Huffman tables are made anew; a progressive file gets the scans that
    most have; restart markers go unless they are between whole rows of MCUs of a file with
    standard tables and no rare subsampling.

    Args:
        parts: A file that was decoded without an error and `has_replaceable_blocks`.
        frame: Its frame.
        patches: The new pixels, no two in the same MCU; all that are new are marked.

    Raises:
        OSError: It cannot be done.
        ValueError: It cannot be done: a table is missing.
    """
    blocks = NewBlocks(frame, _quantisation_of(parts, frame), patches)
    scans = _scans(parts, frame)
    rows = 0 if scans & ~Scans.ARITHMETIC else _rows_between_restarts(parts, frame)
    if rows:
        with suppress(OSError):  # libjpeg cuts no picture whose subsampling is rare
            return _recoded(parts, frame, blocks, scans, rows=rows)
    return _recoded(parts, frame, blocks, scans)


def _recoded(
    parts: Parts, frame: Frame, blocks: NewBlocks, scans: Scans, *, rows: int = 0
) -> Parts:
    """The file with those blocks; if rows are given, restart markers follow so many of MCUs.

    libjpeg writes none here, so each strip between two is written as a picture.
    """
    bare = replace(parts, header=tuple(one for one in parts.header if not one.is_metadata))
    height = rows * frame.patch[0] or frame.height
    is_single = len(frame.components) == 1

    def edits(strip: int, component: int, number: int) -> list[Edit]:
        above = strip * rows * (1 if is_single else frame.components[component].down)
        return blocks.edits(component, above + number)

    tops = range(0, frame.height, height)
    places = [(top, min(height, frame.height - top)) for top in tops]
    files = rewritten(bare.file_bytes, edits, strips=places if rows else [(0, 0)], scans=scans)
    strips = [parted(file) for file in files]
    coded = strips[0].header
    if rows:
        interval = restart_interval(parts)
        coded += (Segment(RESTART_INTERVAL, interval.to_bytes(2, "big")),)
    return _joined(parts, coded, joined_strips([strip.scans for strip in strips]))


def _scans(parts: Parts, frame: Frame) -> Scans:
    """How the scans of a file are coded."""
    scans = Scans.PROGRESSIVE if frame.is_progressive else Scans.PLAIN
    if frame.is_arithmetic:
        return scans | Scans.ARITHMETIC
    return scans if _has_standard_tables(parts) else scans | Scans.OPTIMISED


def _rows_between_restarts(parts: Parts, frame: Frame) -> int:
    """Rows of MCUs between two restart markers; 0 for none, or where they are no whole rows.

    Strips of less would take too long.
    """
    rows, rest = divmod(restart_interval(parts), -(-frame.width // frame.patch[1]))
    return 0 if rest else rows


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


def _quantisation_of(parts: Parts, frame: Frame) -> list[NDArray[np.uint16]]:
    """Per component, its quantisation table, uint16 [8, 8] (T.81, B.2.4.1).

    Raises:
        ValueError: One is missing.
    """
    tables = {}
    for segment in parts.header:
        body = segment.body if segment.marker == _QUANTISATION else b""
        while body:
            size = 128 if body[0] >> 4 else 64
            numbers = np.frombuffer(body[1 : 1 + size], ">u2" if size == 128 else "u1")
            table = np.zeros(64, np.uint16)
            table[_zigzag()] = numbers
            tables[body[0] & 15] = table.reshape(8, 8)
            body = body[1 + size :]
    try:
        return [tables[one.table] for one in frame.components]
    except KeyError as error:
        raise ValueError("a quantisation table is missing") from error


@cache
def _zigzag() -> NDArray[np.intp]:
    """Where in a block, row by row, the coefficients are in the order of a file (T.81, A.3.6)."""
    y, x = np.divmod(np.arange(64), 8)
    along = np.where((x + y) % 2, y, x)
    return np.lexsort((along, x + y))


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
