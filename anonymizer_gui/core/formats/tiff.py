"""TIFF photos: depth, compression and tags kept."""

from collections.abc import Sequence
from io import BytesIO
from itertools import islice
from typing import Any

import cv2
import numpy as np
from PIL import Image, TiffImagePlugin, UnidentifiedImageError

from anonymizer_gui.core.formats import exif
from anonymizer_gui.core.formats.ifd import Directory, directories, directory, numbers
from anonymizer_gui.core.formats.modes import palette_indices, palette_of, picture_with_palette
from anonymizer_gui.core.formats.picture import (
    DAMAGED,
    MANY_PAGES,
    UNSUPPORTED,
    Encoded,
    Format,
    FormatError,
    Mode,
    Patch,
    Picture,
    Pixels,
    check_claim,
    check_size,
    patched,
)
from anonymizer_gui.core.formats.tiff_tags import (
    EXTRA_SAMPLES,
    SUBDIRECTORIES,
    cleaned_tags,
    only_picture,
    with_tags,
)
from anonymizer_gui.core.settings import MetadataPolicy

_SUBFILE_TYPE, _PHOTOMETRIC, _COMPRESSION, _PREDICTOR, _SUBFILES = 254, 262, 259, 317, 330
_SAMPLES, _PLANES, _TOGETHER = 277, 284, 1
"""How many samples a pixel has, and whether they are together or each channel is a plane."""
_REDUCED, _MASK = 1, 4
"""Bits of the subfile type: a smaller copy of another picture, and where it is transparent."""
_WHITE_IS_ZERO = 0
_BY_ALPHA = {Mode.RGBA: Mode.RGBA_BY_ALPHA, Mode.GREY_ALPHA: Mode.GREY_BY_ALPHA}
_ASSOCIATED = (1,)
"""Extra samples by which colours are multiplied."""
_SINGLE = frozenset({256, 257, 259, 262, 277, 278, 284, 317})
"""Tags with one value: size, compression, colours, samples, rows per strip, planes, predictor."""
_MODES = {
    "1": Mode.BILEVEL,
    "L": Mode.GREY,
    "LA": Mode.GREY_ALPHA,
    "P": Mode.PALETTE,
    "RGB": Mode.RGB,
    "RGBA": Mode.RGBA,
    "CMYK": Mode.CMYK,
    "I;16": Mode.GREY,
    "I;16B": Mode.GREY,
}
_COMPRESSIONS = frozenset(
    {
        "raw", "packbits", "group3", "group4", "tiff_lzw", "tiff_deflate", "tiff_adobe_deflate",
        "jpeg", "lzma", "zstd",
    }
)  # fmt: skip
_BY_OPENCV = frozenset({"raw", "packbits", "tiff_lzw", "tiff_deflate", "tiff_adobe_deflate"})
"""Compressions of colour with 16 bits per sample."""
_JPEG_QUALITY = 95
_BIG = (b"II+\0", b"MM\0+")
_MOST_SUBFILES = 32


def decoded(data: bytes) -> Picture:
    """The picture in a TIFF file. Raises `FormatError`."""
    _check_directories(data)
    orientation = exif.orientation(data)
    bare = only_picture(data)
    try:
        image = _opened(bare)
        check_size(*image.size)
        check_claim(*image.size, data)
        mode, bits = _kind(image)
        if numbers(data, next(directories(data)).find(EXTRA_SAMPLES)) == _ASSOCIATED:
            mode = _BY_ALPHA.get(mode, mode)
        if bits == 16 and mode is not Mode.GREY:
            return Picture(_sixteen_bit_colour(bare, mode), mode, orientation)
        image.load()
    except UnidentifiedImageError as error:
        raise FormatError(UNSUPPORTED, "TIFF") from error
    except (OSError, SyntaxError, ValueError, TypeError, LookupError, OverflowError) as error:
        raise FormatError(DAMAGED) from error
    if mode is Mode.PALETTE:
        return picture_with_palette(np.array(image), palette_of(image), orientation)
    pixels = np.array(image.convert("L") if mode is Mode.BILEVEL else image)
    if bits == 16:
        pixels = pixels.astype(np.uint16)  # from either byte order
        if image.tag_v2.get(_PHOTOMETRIC) == _WHITE_IS_ZERO:
            pixels = 65535 - pixels
    return Picture(pixels, mode, orientation)


def encoded(
    data: bytes, before: Picture, patches: Sequence[Patch], policy: MetadataPolicy
) -> Encoded:
    """The file with other pixels, in its own depth and compression."""
    source = _opened(only_picture(data))
    after = np.ascontiguousarray(patched(before, patches))
    if after.dtype == np.uint16 and before.mode is not Mode.GREY:
        new = _compressed_by_opencv(after, source)
    else:
        new = _compressed(before, after, source)
    untouched = source.info.get("compression") != "jpeg"
    return Encoded(with_tags(new, source=data, policy=policy), untouched)


def _check_directories(data: bytes) -> None:
    """Before Pillow sees the file: it only warns where tags are missing."""
    if data.startswith(_BIG):
        raise FormatError(UNSUPPORTED, "BigTIFF")
    try:
        pages = list(islice(directories(data), 2))
        offsets = [offset for page in pages for offset in numbers(data, page.find(_SUBFILES))]
        inner = [directory(data, offset) for offset in offsets[:_MOST_SUBFILES]]
    except ValueError as error:
        raise FormatError(DAMAGED) from error
    if not pages or pages[0].lost or len(offsets) > _MOST_SUBFILES:
        raise FormatError(DAMAGED)
    others = [entry.tag for entry in pages[0].entries if entry.tag in SUBDIRECTORIES]
    if len(set(others)) < len(others):
        raise FormatError(DAMAGED)
    if any(entry.count != 1 for entry in pages[0].entries if entry.tag in _SINGLE):
        raise FormatError(DAMAGED)
    # In raw photos the first picture is a small copy, and the photo itself lies in a subfile
    has_unseen = any(not _is_of(data, one, _REDUCED | _MASK) for one in inner)
    if len(pages) > 1 or has_unseen or _is_of(data, pages[0], _REDUCED):
        raise FormatError(MANY_PAGES)


def _is_of(data: bytes, page: Directory, kinds: int) -> bool:
    """Whether a picture is of one of these subfile types."""
    return any(kind & kinds for kind in numbers(data, page.find(_SUBFILE_TYPE)))


def _opened(data: bytes) -> TiffImagePlugin.TiffImageFile:
    image = Image.open(BytesIO(data), formats=["TIFF"])
    assert isinstance(image, TiffImagePlugin.TiffImageFile)
    return image


def _kind(image: TiffImagePlugin.TiffImageFile) -> tuple[Mode, int]:
    """Mode and bits per sample."""
    bits = set(image.tag_v2.get(258, (1,)))
    compression = str(image.info.get("compression", "raw"))
    mode = _MODES.get(image.mode)
    layout = "" if image.tag_v2.get(_PLANES, _TOGETHER) == _TOGETHER else " in planes"
    if bits == {16} and mode is not Mode.GREY:
        # OpenCV does not read planes, and does not say so
        is_read = mode in (Mode.RGB, Mode.RGBA) and not layout and compression in _BY_OPENCV
        mode = mode if is_read else None
    if image.tag_v2.get(_SAMPLES, 1) != len(image.getbands()):
        layout = f" x {image.tag_v2.get(_SAMPLES)}{layout}"
        mode = None
    if mode is None or len(bits) > 1 or compression not in _COMPRESSIONS:
        depths = ", ".join(map(str, sorted(bits)[:4]))
        raise FormatError(UNSUPPORTED, f"TIFF {image.mode}, {depths} bit{layout}, {compression}")
    return mode, int(bits.pop())


def _sixteen_bit_colour(data: bytes, mode: Mode) -> Pixels:
    """Colour with 16 bits per sample, which Pillow would cut down to 8."""
    pixels = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED)
    channels, swap = (3, cv2.COLOR_BGR2RGB) if mode is Mode.RGB else (4, cv2.COLOR_BGRA2RGBA)
    if pixels is None or pixels.dtype != np.uint16 or pixels.shape[2:] != (channels,):
        raise FormatError(DAMAGED)
    return cv2.cvtColor(pixels, swap).astype(np.uint16, copy=False)


def _compressed(before: Picture, after: Pixels, source: TiffImagePlugin.TiffImageFile) -> bytes:
    if before.mode is Mode.PALETTE:
        source.load()
        image = Image.fromarray(palette_indices(before, after), "P")
        image.putpalette(palette_of(source).tobytes())
    elif before.mode is Mode.BILEVEL:
        image = Image.fromarray(after, "L").convert("1", dither=Image.Dither.NONE)
    elif after.dtype == np.uint16:
        image = Image.fromarray(after)
    else:
        image = Image.fromarray(after, before.mode.value.upper())  # as `only_picture` has it
    compression = source.info.get("compression", "raw")
    options: dict[str, Any] = {"compression": None if compression == "raw" else compression}
    if compression == "jpeg":
        options["quality"] = _JPEG_QUALITY
    predictor = source.tag_v2.get(_PREDICTOR, 1)
    if predictor != 1:
        options["tiffinfo"] = {_PREDICTOR: predictor}
    out = BytesIO()
    image.save(out, "TIFF", **options)
    return out.getvalue()


def _compressed_by_opencv(pixels: Pixels, source: TiffImagePlugin.TiffImageFile) -> bytes:
    swap = cv2.COLOR_RGB2BGR if pixels.shape[2] == 3 else cv2.COLOR_RGBA2BGRA
    options = [cv2.IMWRITE_TIFF_COMPRESSION, int(source.tag_v2.get(_COMPRESSION, 1))]
    predictor = int(source.tag_v2.get(_PREDICTOR, 1))
    done, data = cv2.imencode(
        ".tiff",
        cv2.cvtColor(pixels, swap),
        [*options, cv2.IMWRITE_TIFF_PREDICTOR, predictor],
    )
    if not done:
        raise ValueError("OpenCV did not write the TIFF file")
    return data.tobytes()


def _matches(data: bytes) -> bool:
    return data.startswith((b"II*\0", b"MM\0*", *_BIG))


FORMAT = Format("TIFF", _matches, decoded, encoded, cleaned_tags)
