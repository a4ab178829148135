"""Between the pixels and the bytes of a whole JPEG picture."""

import re
from dataclasses import replace
from io import BytesIO
from typing import Any

import numpy as np
import simplejpeg  # type: ignore[import-untyped]
from numpy.typing import NDArray
from PIL import Image, JpegImagePlugin

from anonymizer_gui.core.formats.jpeg_frame import (
    FRAMES,
    RESTART_INTERVAL,
    Coding,
    Frame,
    frame_of,
    restart_interval,
)
from anonymizer_gui.core.formats.jpeg_metadata import published
from anonymizer_gui.core.formats.jpeg_segments import EOI, Parts, Segment, joined_strips, parted
from anonymizer_gui.core.formats.picture import DAMAGED, UNSUPPORTED, FormatError, Pixels
from anonymizer_gui.core.settings import MetadataPolicy

_SPACES = {1: "GRAY", 3: "RGB", 4: "CMYK"}

# Of the warnings of libjpeg (jerror.h) those that say that picture data is missing or wrong
_SERIOUS = ("Corrupt JPEG data", "Premature end")
_EXTRANEOUS = re.compile(r"(\d+) extraneous bytes before marker 0x(..)")
_FEW_BYTES = 64
_IN_STRIPS = 60_000_000
"""Pixels from which a picture is compressed strip by strip: Pillow takes 4 bytes for each."""
_STRIP = 512
_LONGEST_INTERVAL = 65535
"""MCUs between two restart markers (T.81, B.2.4.4)."""
_RARE_SUBSAMPLING = "subsampling"


def pixels_of(data: bytes, parts: Parts, frame: Frame) -> NDArray[np.uint8]:
    """The pixels in a file, as it has them: ink the wrong way round.

    libjpeg fills what is missing with grey and only warns; OpenCV and Pillow pass over the
    warning. So it is decoded by simplejpeg, which reports it, and is the fastest besides.

    Args:
        data: The file.
        parts: The same.
        frame: Its frame.

    Returns:
        uint8 [H, W, C].

    Raises:
        FormatError: It is damaged, or of a rare kind.
    """
    space = _SPACES[len(frame.components)]
    try:
        return _decoded(data, space)
    except ValueError as error:
        reason = str(error)
        if _RARE_SUBSAMPLING in reason:
            return _by_pillow(data, frame)
        if reason.startswith(_SERIOUS) and not _is_padding(reason, parts.scans):
            raise FormatError(DAMAGED) from error
    try:
        return _decoded(data, space, strict=False)
    except ValueError as error:
        raise FormatError(DAMAGED) from error


def compressed(parts: Parts, frame: Frame, after: Pixels) -> bytes:
    """A whole picture, compressed with the tables and the subsampling of a file.

    Args:
        parts: That file.
        frame: Its frame.
        after: uint8 [H, W] or [H, W, C], ink the right way round.
    """
    bare = replace(parts, header=published(parts.header, MetadataPolicy.DROP))
    source = Image.open(BytesIO(bare.file_bytes), formats=["JPEG"])
    assert isinstance(source, JpegImagePlugin.JpegImageFile)
    options: dict[str, Any] = {
        "qtables": source.quantization,
        "progressive": frame.is_progressive,
        "restart_marker_blocks": restart_interval(parts),
    }
    if len(frame.components) == 3:
        sampling = JpegImagePlugin.get_sampling(source)
        # -1: one that Pillow cannot write, such as 4:4:0; then all colour is kept
        options["subsampling"] = max(sampling, 0)
        options["keep_rgb"] = frame.coding is Coding.RGB
    if after.shape[0] * after.shape[1] > _IN_STRIPS:
        return _saved_in_strips(after, frame, options)
    image = _image(after)
    try:
        return _saved(image, options)
    except OSError:
        # Pillow's buffer for a progressive file takes one byte per pixel: too little for noise
        return _saved(image, options | {"progressive": False})


def _decoded(data: bytes, space: str, **options: Any) -> NDArray[np.uint8]:
    return np.asarray(simplejpeg.decode_jpeg(data, space, **options), np.uint8)


def _by_pillow(data: bytes, frame: Frame) -> NDArray[np.uint8]:
    """The pixels of a file whose subsampling simplejpeg does not know."""
    if len(frame.components) == 4:
        raise FormatError(UNSUPPORTED, "JPEG subsampling")
    try:
        image = Image.open(BytesIO(data), formats=["JPEG"])
        pixels = np.array(image, np.uint8)
    except (OSError, SyntaxError, ValueError) as error:
        raise FormatError(DAMAGED) from error
    return pixels.reshape(*pixels.shape[:2], -1)


def _saved(image: Image.Image, options: dict[str, Any]) -> bytes:
    out = BytesIO()
    image.save(out, "JPEG", **options)
    return out.getvalue()


def _saved_in_strips(after: Pixels, frame: Frame, options: dict[str, Any]) -> bytes:
    """A large picture, of which Pillow never has a copy: strips with restart markers between.

    It is sequential, whatever it was.
    """
    options = options | {"progressive": False, "restart_marker_blocks": 0}
    rows = min(_STRIP, _LONGEST_INTERVAL // -(-frame.width // 8) * 8) // 16 * 16
    strips = [
        parted(_saved(_image(np.ascontiguousarray(after[start : start + rows])), options))
        for start in range(0, frame.height, rows)
    ]
    first = strips[0]
    height, width = frame_of(first).patch
    interval = rows // height * -(-frame.width // width)
    header = [
        replace(one, body=one.body[:1] + frame.height.to_bytes(2, "big") + one.body[3:])
        if one.marker in FRAMES
        else one
        for one in first.header
    ]
    header.append(Segment(RESTART_INTERVAL, interval.to_bytes(2, "big")))
    return Parts(tuple(header), joined_strips([strip.scans for strip in strips])).file_bytes


def _image(pixels: Pixels) -> Image.Image:
    return Image.fromarray(pixels, "CMYK" if pixels.shape[2:] == (4,) else None)


def _is_padding(warning: str, scans: bytes) -> bool:
    """Whether a warning is about bytes that fill up a scan, as some cameras write them.

    Many bytes that are left over are picture data that was not understood.
    """
    found = _EXTRANEOUS.search(warning)
    if found is None:
        return False
    count, marker = int(found[1]), int(found[2], 16)
    return count < _FEW_BYTES or (marker == EOI and not scans[-2 - count : -2].strip(b"\0\xff"))
