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
    Pixels,
    check_size,
    patched,
)
from anonymizer_gui.core.formats.png_scanlines import packed
from anonymizer_gui.core.settings import MetadataPolicy

_RUN_LENGTHS = frozenset({1, 2})
"""Numbers of the ways to compress, which Pillow unpacks pixel by pixel: 0.15 s per megapixel."""
_MOST_OF_RUNS = 16_000_000
"""Pixels."""
_OLDEST, _WITH_COLOURS, _WITH_PROFILE = 12, 108, 124
"""Lengths of headers: of OS/2, with a colour space, and the one that may name a colour profile."""
_PROFILE = b"DEBM"
"""How a header says that there is one in the file."""
_USUAL = (b"BGRs", b" niW")
"""The colour spaces of files without any: sRGB, and that of Windows."""
_BITS = {"1": 1, "P;1": 1, "P;4": 4, "P": 8, "L": 8}
"""Of a pixel, by the names that Pillow has for their order; the bytes of others are spelled out."""


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
    """The file with other pixels: in their old place, else as a new file without compression.

    In a new file, 16 and 32 bits without alpha become 24, and the colour space is gone.
    """
    after = patched(before, patches)
    result = _in_place(data, before, after, patches)
    if result is not None:
        return Encoded(result, untouched=True)
    if before.mode is Mode.PALETTE:
        image = Image.fromarray(palette_indices(before, after), "P")
        image.putpalette(palette_of(_opened(data)).tobytes())
    elif before.mode is Mode.BILEVEL:
        image = Image.fromarray(after, "L").convert("1", dither=Image.Dither.NONE)
    else:
        image = Image.fromarray(after, before.mode.value)
    out = BytesIO()
    image.save(out, "BMP", dpi=_opened(data).info.get("dpi", (96, 96)))
    (header,) = unpack_from("<I", data, 14)
    return Encoded(out.getvalue(), untouched=header < _WITH_COLOURS or data[70:74] in _USUAL)


def cleaned(data: bytes, policy: MetadataPolicy) -> bytes:
    """The file as it is: it has neither metadata nor previews, but what follows its end.

    That is told from its pixels, since many programs write another length of the file.
    """
    if not data[_end(data) :].strip(b"\0"):
        return data
    return encoded(data, decoded(data), (), policy).data


def _in_place(
    data: bytes, before: Picture, after: Pixels, patches: Sequence[Patch]
) -> bytes | None:
    """The same file with other pixels; None where they have no place in it.

    All but the rows that changed stays byte for byte, up to the end of the file.
    """
    way, _, start, order = Image.open(BytesIO(data), formats=["BMP"]).tile[0]
    if way != "raw" or not isinstance(order, tuple):
        return None
    name, stride, direction = order
    mode, height, end = before.mode, len(after), _end(data)
    bits = _BITS.get(name, 8 * len(name))
    is_known = name in _BITS or set(mode.value) <= set(name) <= set("RGBAX")
    if not is_known or bits != _bits(data) or start + stride * height > min(end, len(data)):
        return None
    if _profile_span(data)[1] > end:
        return None
    samples = after
    if mode is Mode.PALETTE:
        samples = palette_indices(before, after)
    elif mode is Mode.BILEVEL:
        samples = (after >= 128).astype(np.uint8)
    if name in _BITS and samples.max() >= _entries(data):
        return None
    result = bytearray(data[:end])
    rows = np.frombuffer(result, np.uint8, stride * height, start).reshape(height, stride)
    rows = rows[::direction]
    channels = [name.index(channel) for channel in mode.value] if name not in _BITS else []
    changed = np.zeros(after.shape[:2], np.bool_)
    for patch in patches:
        is_new = (patch.pixels != before.pixels[patch.place]).reshape(*patch.changed.shape, -1)
        changed[patch.place] = patch.changed | is_new.any(axis=2)
    for row in np.flatnonzero(changed.any(axis=1)):
        if channels:
            cells = rows[row, : after.shape[1] * len(name)].reshape(-1, len(name))
            # A byte that is of no channel may show the outlines of what is hidden
            cells[changed[row]] = rows[0, : len(name)]
            cells[:, channels] = samples[row]
        else:
            line = packed(samples[row : row + 1], bits)[0]
            rows[row, : len(line)] = line
    return bytes(result)


def _bits(data: bytes) -> int:
    """Bits of a pixel."""
    (header,) = unpack_from("<I", data, 14)
    (bits,) = unpack_from("<H", data, 24 if header == _OLDEST else 28)
    return int(bits)


def _entries(data: bytes) -> int:
    """How many colours the palette has."""
    (header,) = unpack_from("<I", data, 14)
    most = 1 << _bits(data)
    (said,) = (0,) if header == _OLDEST else unpack_from("<I", data, 46)
    return min(said, most) or most


def _profile_span(data: bytes) -> tuple[int, int]:
    """Where the colour profile starts and ends; zeros where there is none."""
    (header,) = unpack_from("<I", data, 14)
    if header != _WITH_PROFILE or data[70:74] != _PROFILE:
        return 0, 0
    place, length = unpack_from("<II", data, 126)
    return 14 + place, 14 + place + length


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
    place, profile_end = _profile_span(data)
    return profile_end if 0 <= place - end < 4 else end


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
