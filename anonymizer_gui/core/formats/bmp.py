"""BMP photos."""

from collections.abc import Sequence
from io import BytesIO
from math import prod
from struct import unpack_from

import numpy as np
from PIL import Image, UnidentifiedImageError

from anonymizer_gui.core.formats.modes import palette_indices, palette_of, picture_with_palette
from anonymizer_gui.core.formats.picture import (
    DAMAGED,
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

_RUN_LENGTHS = frozenset({1, 2})
"""Numbers of the ways to compress, which Pillow unpacks pixel by pixel: 0.15 s per megapixel."""
_MOST_OF_RUNS = 16_000_000
"""Pixels."""
_OLDEST, _WITH_PROFILE = 12, 124
"""Lengths of headers: that of OS/2, and the only one that may name a colour profile."""
_PROFILE = b"DEBM"
"""How a header says that there is one in the file."""


def decoded(data: bytes) -> Picture:
    """The picture in a BMP file. Raises `FormatError`."""
    image = _opened(data)
    if image.mode == "P":
        return picture_with_palette(np.array(image), palette_of(image))
    if image.mode == "1":
        return Picture(np.array(image.convert("L")), Mode.BILEVEL)
    return Picture(np.array(image), Mode(image.mode))


def encoded(
    data: bytes, before: Picture, patches: Sequence[Patch], _policy: MetadataPolicy
) -> Encoded:
    """The file with other pixels, uncompressed; 16 and 32 bits without alpha become 24."""
    after = patched(before, patches)
    if before.mode is Mode.PALETTE:
        image = Image.fromarray(palette_indices(before, after), "P")
        image.putpalette(palette_of(_opened(data)).tobytes())
    elif before.mode is Mode.BILEVEL:
        image = Image.fromarray(after, "L").convert("1", dither=Image.Dither.NONE)
    else:
        image = Image.fromarray(after, before.mode.value)
    out = BytesIO()
    image.save(out, "BMP", dpi=_opened(data).info.get("dpi", (96, 96)))
    return Encoded(out.getvalue(), untouched=True)


def cleaned(data: bytes, policy: MetadataPolicy) -> bytes:
    """The file as it is: it has neither metadata nor previews, but what follows its end.

    That is told from its pixels, since many programs write another length of the file.
    """
    if not data[_end(data) :].strip(b"\0"):
        return data
    return encoded(data, decoded(data), (), policy).data


def _end(data: bytes) -> int:
    """Where the pixels end, and the colour profile right behind them.

    Source: Microsoft, BITMAPINFOHEADER and BITMAPV5HEADER.
    """
    start, header = unpack_from("<II", data, 10)
    if header == _OLDEST:
        width, height, _, bits = unpack_from("<HHHH", data, 18)
        way = size = 0
    else:
        width, height, _, bits, way, size = unpack_from("<iiHHII", data, 18)
    if way not in _RUN_LENGTHS:
        size = (width * bits + 31) // 32 * 4 * abs(height)
    end = int(start + size)
    if header == _WITH_PROFILE and data[70:74] == _PROFILE:
        place, length = unpack_from("<II", data, 126)
        if 0 <= 14 + place - end < 4:
            end = int(14 + place + length)
    return end


def _opened(data: bytes) -> Image.Image:
    try:
        image = Image.open(BytesIO(data), formats=["BMP"])
        check_size(*image.size)
        if image.mode not in ("1", "L", "P", "RGB", "RGBA"):
            raise FormatError(UNSUPPORTED, f"BMP {image.mode}")
        if image.info["compression"] in _RUN_LENGTHS and prod(image.size) > _MOST_OF_RUNS:
            raise FormatError(UNSUPPORTED, "BMP RLE")
        image.load()
    except (OSError, SyntaxError, ValueError, UnidentifiedImageError) as error:
        raise FormatError(DAMAGED) from error
    return image


def _matches(data: bytes) -> bool:
    return data.startswith(b"BM")


FORMAT = Format("BMP", _matches, decoded, encoded, cleaned)
