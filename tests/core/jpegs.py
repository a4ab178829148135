"""JPEG files of many kinds, made for the tests."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np
import simplejpeg  # type: ignore[import-untyped]
from PIL import Image

from anonymizer_gui.core.formats.jpeg_frame import FRAMES, RESTART_INTERVAL, frame_of
from anonymizer_gui.core.formats.jpeg_segments import Parts, Segment, joined_strips, parted
from anonymizer_gui.core.formats.picture import Pixels
from tests.core.coefficients import sequential
from tests.core.pictures import jpeg_bytes

HEIGHT, WIDTH = 219, 277
BOX = np.s_[37:118, 61:150]
"""What is hidden: neither its place nor its size is a multiple of a block."""


def street(height: int = HEIGHT, width: int = WIDTH, channels: int = 3, seed: int = 1) -> Pixels:
    """Coloured blobs of all sizes with grain, uint8 [H, W, C]; [H, W] for one channel."""
    rng = np.random.default_rng(seed)
    values = np.full((height, width, channels), 128.0)
    for size, contrast in ((1, 4), (4, 12), (16, 30), (64, 40)):
        shape = -(-height // size), -(-width // size), channels
        blobs = rng.normal(0, contrast, shape).repeat(size, axis=0).repeat(size, axis=1)
        values += blobs[:height, :width]
    pixels = values.clip(0, 255).astype(np.uint8)
    return pixels[..., 0] if channels == 1 else pixels


def hidden(pixels: Pixels, *, seed: int = 7) -> Pixels:
    """A copy in which every pixel of the box, and no other, is another one."""
    result = pixels.copy()
    noise = np.random.default_rng(seed).integers(100, 140, result[BOX].shape, np.uint8)
    result[BOX] = np.where(noise == result[BOX], noise + 9, noise)
    return result


def _by_pillow(mode: str = "RGB", channels: int = 3, **options: Any) -> bytes:
    image = Image.fromarray(street(channels=channels), mode)
    return jpeg_bytes(image, **{"quality": 90, **options})


def _by_simplejpeg(sampling: str, height: int = HEIGHT, width: int = WIDTH) -> bytes:
    pixels = street(height, width)
    return bytes(simplejpeg.encode_jpeg(pixels, quality=90, colorsubsampling=sampling))


def _by_coefficients(
    factors: list[tuple[int, int]], height: int = HEIGHT, **options: bool
) -> bytes:
    """A file with any sampling factors, vertical and horizontal, and smooth colours."""
    rng = np.random.default_rng(3)
    largest = [max(factor) for factor in zip(*factors, strict=True)]
    planes = []
    for down, across in factors:
        rows = -(-height * down // (8 * largest[0]))
        columns = -(-WIDTH * across // (8 * largest[1]))
        plane = np.zeros((rows, columns, 8, 8), np.int16)
        plane[..., 0, 0] = rng.integers(-20, 20, plane.shape[:2])
        plane[..., 0, 1] = rng.integers(-5, 5, plane.shape[:2])
        planes.append(plane)
    return sequential(planes, size=(height, WIDTH), factors=factors, **options)


def _with_restarts(data: bytes, *, rows: int) -> bytes:
    """A file of one row of MCUs, so many times below itself, with restart markers between."""
    one = parted(data)
    frame = frame_of(one)
    height = rows * frame.patch[0]
    interval = -(-frame.width // frame.patch[1])
    header = [
        replace(part, body=part.body[:1] + height.to_bytes(2, "big") + part.body[3:])
        if part.marker in FRAMES
        else part
        for part in one.header
    ]
    header.append(Segment(RESTART_INTERVAL, interval.to_bytes(2, "big")))
    return Parts(tuple(header), joined_strips([one.scans] * rows)).file_bytes


_SAMPLINGS = ["444", "422", "420", "440", "411"]
_COLOUR: list[tuple[int, int]] = [(1, 1), (1, 1)]
_OPTIONS: dict[str, dict[str, Any]] = {
    "progressive": {"progressive": True},
    "optimised": {"optimize": True},
    "restart rows": {"restart_marker_rows": 1},
    "restart blocks": {"restart_marker_blocks": 5},
    "coarse": {"quality": 30},
    "finest": {"quality": 100},
}

KINDS: dict[str, Callable[[], bytes]] = {
    **{f"baseline {one}": partial(_by_simplejpeg, one) for one in _SAMPLINGS},
    **{f"whole blocks {one}": partial(_by_simplejpeg, one, 192, 256) for one in _SAMPLINGS},
    **{f"small {one}": partial(_by_simplejpeg, one, 131, 151) for one in _SAMPLINGS},
    **{
        f"{name} {one}": partial(_by_pillow, subsampling=one, **options)
        for one in (0, 1, 2)
        for name, options in _OPTIONS.items()
    },
    "tables of 16 bits": partial(_by_pillow, qtables=[[3] * 20 + [300] * 44] * 2),
    "rgb": partial(_by_pillow, keep_rgb=True),
    "rgb progressive": partial(_by_pillow, keep_rgb=True, progressive=True),
    "grey": partial(_by_pillow, "L", 1),
    "grey progressive": partial(_by_pillow, "L", 1, progressive=True),
    "grey restart": partial(_by_pillow, "L", 1, restart_marker_rows=2),
    "ink": partial(_by_pillow, "CMYK", 4),
    "ink progressive": partial(_by_pillow, "CMYK", 4, progressive=True),
    "arithmetic 420": partial(_by_coefficients, [(2, 2), *_COLOUR], arithmetic=True),
    "arithmetic 444": partial(_by_coefficients, [(1, 1), *_COLOUR], arithmetic=True),
    "arithmetic grey": partial(_by_coefficients, [(1, 1)], arithmetic=True),
    "grey of four blocks": partial(_by_coefficients, [(2, 2)]),
    "410": partial(_by_coefficients, [(2, 4), *_COLOUR]),
    "410 restart": lambda: _with_restarts(_by_coefficients([(2, 4), *_COLOUR], 16), rows=10),
    "441": partial(_by_coefficients, [(4, 1), *_COLOUR]),
    "uneven": partial(_by_coefficients, [(2, 2), (2, 1), (1, 2)]),
    "colour finer than luma": partial(_by_coefficients, [(1, 1), (2, 2), (2, 2)]),
}
