"""Made pictures for the tests, smooth, so that JPEG keeps them nearly as they are."""

from io import BytesIO
from pathlib import Path
from struct import pack
from typing import Any

import cv2
import numpy as np
from PIL import Image

from anonymizer_gui.core.formats.jpeg_segments import Segment
from anonymizer_gui.core.formats.picture import Pixels
from anonymizer_gui.core.formats.png_chunks import SIGNATURE, Chunk, file_bytes
from anonymizer_gui.core.formats.png_scanlines import compressed, packed

HOLE = np.s_[16:32, 24:48]


def waves(height: int = 48, width: int = 64, channels: int = 3, *, depth: int = 8) -> Pixels:
    """Different gentle waves per channel; [H, W] for one channel."""
    y, x = np.mgrid[:height, :width]
    planes = [
        np.sin(x / (9 + 2 * channel)) * np.cos(y / (11 + channel)) for channel in range(channels)
    ]
    values = (np.stack(planes, axis=2) + 1.1) / 2.3 * (2**depth - 1)
    pixels: Pixels = values.astype(np.uint16 if depth == 16 else np.uint8)
    return pixels[..., 0] if channels == 1 else pixels


def saved(
    path: Path, pixels: Pixels | Image.Image, mode: str | None = None, **options: Any
) -> Path:
    """A picture file, in the format of its extension."""
    image = pixels if isinstance(pixels, Image.Image) else Image.fromarray(pixels)
    if mode is not None:
        image = image.quantize(32) if mode == "P" else image.convert(mode)
    image.save(path, **options)
    return path


def jpeg_bytes(pixels: Pixels | Image.Image, **options: Any) -> bytes:
    """A JPEG file."""
    out = BytesIO()
    image = pixels if isinstance(pixels, Image.Image) else Image.fromarray(pixels)
    image.save(out, "JPEG", **{"quality": 95, **options})
    return out.getvalue()


def with_segments(data: bytes, *segments: Segment) -> bytes:
    """A JPEG file with more segments in front."""
    return data[:2] + b"".join(segment.file_bytes for segment in segments) + data[2:]


def png_bytes(
    samples: Pixels, *, depth: int, colour_type: int, more: tuple[Chunk, ...] = ()
) -> bytes:
    """A PNG file of any depth and colour type, with more chunks before the picture data."""
    height, width = samples.shape[:2]
    size = width.to_bytes(4, "big") + height.to_bytes(4, "big")
    header = Chunk(b"IHDR", size + bytes([depth, colour_type, 0, 0, 0]))
    body = Chunk(b"IDAT", compressed(packed(samples, depth)))
    data = file_bytes((header, *more, body, Chunk(b"IEND", b"")))
    assert data.startswith(SIGNATURE)
    return data


def tiff16_bytes(pixels: Pixels, compression: int = 8) -> bytes:
    """A TIFF file with 16 bits per sample of colour, RGB or RGBA."""
    swap = cv2.COLOR_RGB2BGR if pixels.shape[2] == 3 else cv2.COLOR_RGBA2BGRA
    options = [cv2.IMWRITE_TIFF_COMPRESSION, compression]
    _, data = cv2.imencode(".tiff", cv2.cvtColor(pixels, swap), options)
    return data.tobytes()


def with_extra(path: Path, extra: int) -> Path:
    """The same TIFF file, with another meaning of the channel that colours do not need."""
    data, tag = path.read_bytes(), pack("<HHI", 338, 3, 1)
    assert data.count(tag + b"\2") == 1
    path.write_bytes(data.replace(tag + b"\2", tag + bytes([extra])))
    return path


def with_hole(pixels: Pixels) -> Pixels:
    """A copy with something hidden in the middle."""
    result = pixels.copy()
    result[HOLE] = 90
    return result


def outside_hole(pixels: Pixels) -> Pixels:
    """All pixels but the hidden ones, in a row."""
    mask = np.ones(pixels.shape[:2], np.bool_)
    mask[HOLE] = False
    return pixels[mask]
