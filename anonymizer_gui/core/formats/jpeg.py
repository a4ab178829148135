"""JPEG photos."""

import logging
from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from anonymizer_gui.core.formats import exif
from anonymizer_gui.core.formats.embedded import JPEG_START
from anonymizer_gui.core.formats.jpeg_blocks import changed_pixels, touched_mcus, trimmed
from anonymizer_gui.core.formats.jpeg_coded import has_replaceable_blocks, with_new_blocks
from anonymizer_gui.core.formats.jpeg_frame import Frame, frame_of
from anonymizer_gui.core.formats.jpeg_metadata import exif_block, published
from anonymizer_gui.core.formats.jpeg_pixels import compressed, pixels_of
from anonymizer_gui.core.formats.jpeg_segments import APP14, SOS, Parts, parted
from anonymizer_gui.core.formats.orientation import as_stored, upright
from anonymizer_gui.core.formats.picture import (
    UNSUPPORTED,
    Encoded,
    Format,
    FormatError,
    Mode,
    Patch,
    Picture,
    check_size,
    patched,
)
from anonymizer_gui.core.settings import MetadataPolicy

logger = logging.getLogger(__name__)

SMEAR = 1
"""Pixels beside a block whose colours are mixed with those in it when it is decoded."""
_AROUND = np.ones((2 * SMEAR + 1, 2 * SMEAR + 1), np.uint8)
_ROWS_AT_ONCE = 1024
_MOST_WORK, _LEAST_SIZE = 50_000_000_000, 1_000_000
"""Pixels times scans, and the pixels that a scan counts for at least: a scan of few bytes may go
over the whole picture again.
"""
_MODES = {1: Mode.GREY, 3: Mode.RGB, 4: Mode.CMYK}


def decoded(data: bytes) -> Picture:
    """The picture in a JPEG file. Raises `FormatError`."""
    parts = parted(data)
    frame = frame_of(parts)
    check_size(frame.width, frame.height)
    scans = parts.scans.count(bytes([0xFF, SOS]))
    if scans * max(frame.width * frame.height, _LEAST_SIZE) > _MOST_WORK:
        raise FormatError(UNSUPPORTED, f"JPEG, {scans} scans")
    mode = _MODES[len(frame.components)]
    pixels = pixels_of(data, parts, frame)
    if mode is Mode.GREY:
        pixels = pixels[..., 0]
    if mode is Mode.CMYK:
        # Adobe writes ink the wrong way round, and everybody follows
        np.subtract(255, pixels, out=pixels)
    orientation = exif.orientation(exif_block(parts.header))
    return Picture(pixels, mode, orientation, block=frame.patch)


def encoded(
    data: bytes, before: Picture, patches: Sequence[Patch], policy: MetadataPolicy
) -> Encoded:
    """The file with other pixels: only the blocks that they touch are coded anew.

    Where that is not possible (see `has_replaceable_blocks`) the whole picture is compressed
    again, with its own tables and subsampling, and `Encoded.untouched` is False.
    """
    parts = parted(data)
    frame = frame_of(parts)
    try:
        if has_replaceable_blocks(parts, frame):
            compared = (trimmed(_compared(patch, before), frame.patch) for patch in patches)
            touched = [patch for patch in compared if patch is not None]
            blocks = with_new_blocks(parts, frame, touched)
            result = _checked(blocks, frame, policy, untouched=True)
            _check_rest(result.picture, before, touched, frame.patch)
            return result
    except (OSError, ValueError, FormatError):
        logger.warning("the blocks of a JPEG file could not be replaced", exc_info=True)
    again = parted(compressed(parts, frame, patched(before, patches)))
    # How the colours are coded is for the new file to say, all else for the old one
    metadata = [one for one in parts.header if one.is_metadata and one.marker != APP14]
    coding = [one for one in again.header if not one.is_metadata or one.marker == APP14]
    new = replace(again, header=(*metadata, *coding))
    return _checked(new, frame, policy, untouched=False)


def cleaned(data: bytes, policy: MetadataPolicy) -> bytes:
    """The file without previews, and without whatever follows its end marker."""
    parts = parted(data)
    return replace(parts, header=published(parts.header, policy)).file_bytes


def _compared(patch: Patch, before: Picture) -> Patch:
    """The patch with all that changed marked, whether it was hidden or not.

    Both count: a hidden pixel may come out as it was, while its block still knows more of it.
    """
    # Upright, as all of them are in memory
    was, is_ = (
        upright(pixels, before.orientation) for pixels in (before.pixels[patch.place], patch.pixels)
    )
    changed = np.array(upright(patch.changed, before.orientation), order="C")
    for start in range(0, len(changed), _ROWS_AT_ONCE):
        rows = slice(start, start + _ROWS_AT_ONCE)
        band = (np.ascontiguousarray(pixels[rows]) for pixels in (was, is_))
        changed[rows] |= changed_pixels(*band) != 0
    return replace(patch, changed=np.ascontiguousarray(as_stored(changed, before.orientation)))


def _checked(parts: Parts, frame: Frame, policy: MetadataPolicy, *, untouched: bool) -> Encoded:
    """The file as it will be written. Raises `ValueError` if it cannot be decoded."""
    data = replace(parts, header=published(parts.header, policy)).file_bytes
    try:
        picture = decoded(data)
    except FormatError as error:
        raise ValueError("the file cannot be decoded") from error
    if picture.pixels.shape[:2] != (frame.height, frame.width):
        raise ValueError("the file came out in another size")
    return Encoded(data, untouched, picture)


def _check_rest(
    after: Picture | None, before: Picture, touched: Sequence[Patch], size: tuple[int, int]
) -> None:
    """See whether all pixels are as they were but those of touched MCUs and just beside them.

    libjpeg does not check itself whether it can write a coefficient.

    Args:
        after: What the new file shows.
        before: What the old one does.
        touched: What `trimmed` gives.
        size: Height and width of an MCU in pixels.

    Raises:
        ValueError: They are not.
    """
    assert after is not None
    height, width = before.pixels.shape[:2]
    here = 0.0
    for patch in touched:
        rows, columns = (
            slice(max(span.start - SMEAR, 0), min(span.stop + SMEAR, length))
            for span, length in zip(patch.place, (height, width), strict=True)
        )
        mask = np.zeros((rows.stop - rows.start, columns.stop - columns.start), np.uint8)
        mcus = touched_mcus(patch, size)
        top, left = patch.top - rows.start, patch.left - columns.start
        mask[top : top + mcus.shape[0], left : left + mcus.shape[1]] = mcus
        mask = cv2.dilate(mask, _AROUND).astype(np.uint8, copy=False)
        here += _difference(after, before, (rows, columns), mask)
    everywhere = sum(
        _difference(after, before, (slice(start, start + _ROWS_AT_ONCE), slice(width)))
        for start in range(0, height, _ROWS_AT_ONCE)
    )
    if everywhere > here:
        raise ValueError("the file came out with other pixels")


def _difference(
    one: Picture,
    other: Picture,
    place: tuple[slice, slice],
    mask: NDArray[np.uint8] | None = None,
) -> float:
    """How far pixels of two pictures are from each other, all together or where a mask is not 0."""
    parts = (np.ascontiguousarray(each.pixels[place]) for each in (one, other))
    return cv2.norm(next(parts), next(parts), cv2.NORM_L1, mask)


def _matches(data: bytes) -> bool:
    return data.startswith(JPEG_START)


FORMAT = Format("JPEG", _matches, decoded, encoded, cleaned)
