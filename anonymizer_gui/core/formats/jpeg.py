"""JPEG photos."""

import re
from dataclasses import replace
from io import BytesIO
from typing import Any

import numpy as np
import simplejpeg  # type: ignore[import-untyped]
from PIL import Image, JpegImagePlugin

from anonymizer_gui.core.formats import exif
from anonymizer_gui.core.formats.jpeg_segments import (
    APP0,
    APP14,
    EOI,
    Parts,
    Segment,
    exif_block,
    parted,
    published,
)
from anonymizer_gui.core.formats.picture import (
    DAMAGED,
    UNSUPPORTED,
    Format,
    FormatError,
    Mode,
    Picture,
    Pixels,
    check_size,
)

_FRAMES = {0xC0: False, 0xC1: False, 0xC2: True, 0xC9: False, 0xCA: True}
"""Start-of-frame markers that are handled, and whether the frame is progressive."""
_OTHER_FRAMES = {0xC3, 0xC5, 0xC6, 0xC7, 0xCB, 0xCD, 0xCE, 0xCF}
_MODES = {1: Mode.GREY, 3: Mode.RGB, 4: Mode.CMYK}
_COLOUR_SPACES = {Mode.GREY: "GRAY", Mode.RGB: "RGB", Mode.CMYK: "CMYK"}

# Of the warnings of libjpeg (jerror.h) those that say that picture data is missing or wrong
_SERIOUS = ("Corrupt JPEG data", "Premature end")
_EXTRANEOUS = re.compile(r"(\d+) extraneous bytes before marker 0x(..)")
_FEW_BYTES = 64

_RESTART_INTERVAL = 0xDD


def decoded(data: bytes) -> Picture:
    """The picture in a JPEG file. Raises `FormatError`.

    libjpeg fills what is missing with grey and only warns; OpenCV and Pillow pass over the
    warning. So it is decoded by simplejpeg, which reports it, and is the fastest besides.
    """
    parts = parted(data)
    frame = _frame(parts)
    precision, height, width, components = _size(frame)
    if frame.marker in _OTHER_FRAMES or precision != 8 or components not in _MODES:
        raise FormatError(
            UNSUPPORTED, f"JPEG SOF{frame.marker & 15}, {precision} bit x {components}"
        )
    check_size(width, height)
    mode = _MODES[components]
    try:
        pixels = simplejpeg.decode_jpeg(data, _COLOUR_SPACES[mode])
    except ValueError as error:
        if str(error).startswith(_SERIOUS) and not _is_padding(str(error), parts.scans):
            raise FormatError(DAMAGED) from error
        pixels = _leniently(data, mode)
    if mode is Mode.GREY:
        pixels = pixels[..., 0]
    if mode is Mode.CMYK:
        # Adobe writes ink the wrong way round, and everybody follows
        np.subtract(255, pixels, out=pixels)
    return Picture(pixels, mode, exif.orientation(exif_block(parts.header)))


def encoded(data: bytes, before: Picture, after: Pixels, keep_metadata: bool) -> bytes:
    """The file with other pixels, compressed with its own tables and subsampling."""
    parts = parted(data)
    new = parted(_compressed(parts, before, after))
    kept = published(parts.header, keep_metadata)
    # How the colours are coded is for the new file to say, all else for the old one
    metadata = [one for one in kept if one.is_metadata and one.marker != APP14]
    coding = [one for one in new.header if not one.is_metadata or one.marker == APP14]
    return replace(new, header=(*metadata, *coding)).file_bytes


def cleaned(data: bytes, keep_metadata: bool) -> bytes:
    """The file without previews, and without whatever follows its end marker."""
    parts = parted(data)
    kept = published(parts.header, keep_metadata)
    if kept == parts.header and data.endswith(parts.scans):
        return data
    return replace(parts, header=kept).file_bytes


def _compressed(parts: Parts, before: Picture, after: Pixels) -> bytes:
    bare = replace(parts, header=published(parts.header, keep_metadata=False))
    source = Image.open(BytesIO(bare.file_bytes), formats=["JPEG"])
    assert isinstance(source, JpegImagePlugin.JpegImageFile)
    frame = _frame(parts)
    options: dict[str, Any] = {
        "qtables": source.quantization,
        "progressive": _FRAMES[frame.marker],
        "restart_marker_blocks": _restart_interval(parts),
    }
    if before.mode is Mode.RGB:
        sampling = JpegImagePlugin.get_sampling(source)
        # -1: one that Pillow cannot write, such as 4:4:0; then all colour is kept
        options["subsampling"] = max(sampling, 0)
        options["keep_rgb"] = _is_coded_as_rgb(parts, frame)
    image = Image.fromarray(after, before.mode.value)
    try:
        return _saved(image, options)
    except OSError:
        # Pillow's buffer for a progressive file takes one byte per pixel: too little for noise
        return _saved(image, options | {"progressive": False})


def _saved(image: Image.Image, options: dict[str, Any]) -> bytes:
    out = BytesIO()
    image.save(out, "JPEG", **options)
    return out.getvalue()


def _leniently(data: bytes, mode: Mode) -> Any:
    try:
        return simplejpeg.decode_jpeg(data, _COLOUR_SPACES[mode], strict=False)
    except ValueError as error:
        raise FormatError(DAMAGED) from error


def _is_padding(warning: str, scans: bytes) -> bool:
    """Whether a warning is about bytes that fill up a scan, as some cameras write them.

    Many bytes that are left over are picture data that was not understood.
    """
    found = _EXTRANEOUS.search(warning)
    if found is None:
        return False
    count, marker = int(found[1]), int(found[2], 16)
    return count < _FEW_BYTES or (marker == EOI and not scans[-2 - count : -2].strip(b"\0\xff"))


def _frame(parts: Parts) -> Segment:
    for segment in parts.header:
        if segment.marker in _FRAMES or segment.marker in _OTHER_FRAMES:
            return segment
    raise FormatError(DAMAGED)


def _size(frame: Segment) -> tuple[int, int, int, int]:
    """Bits per sample, height, width and number of components of a frame (T.81, B.2.2)."""
    body = frame.body
    if len(body) < 6:
        raise FormatError(DAMAGED)
    return body[0], int.from_bytes(body[1:3], "big"), int.from_bytes(body[3:5], "big"), body[5]


def _is_coded_as_rgb(parts: Parts, frame: Segment) -> bool:
    """Whether the components are red, green, blue, by the same signs as in libjpeg."""
    if any(one.marker == APP0 and one.body.startswith(b"JFIF\0") for one in parts.header):
        return False
    for segment in parts.header:
        if segment.marker == APP14 and segment.body.startswith(b"Adobe"):
            return segment.body[11:12] == b"\0"
    return frame.body[6::3] == b"RGB"


def _restart_interval(parts: Parts) -> int:
    """Blocks between restart markers, 0 for none."""
    intervals = [one.body for one in parts.header if one.marker == _RESTART_INTERVAL]
    return int.from_bytes(intervals[-1][:2], "big") if intervals else 0


def _matches(data: bytes) -> bool:
    return data.startswith(b"\xff\xd8\xff")


FORMAT = Format("JPEG", _matches, decoded, encoded, cleaned)
