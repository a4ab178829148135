"""JPEG files made of coefficients, by another libjpeg than that of the program."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

import jpeglib
import numpy as np
from numpy.typing import NDArray

_QUALITY = 75


def sequential(
    planes: Sequence[NDArray[np.int16]],
    *,
    size: tuple[int, int],
    factors: Sequence[tuple[int, int]],
    arithmetic: bool = False,
) -> bytes:
    """A file of one scan.

    Args:
        planes: One or three, int16 [rows of blocks, columns of blocks, 8, 8], quantised.
        size: Height and width in pixels.
        factors: Vertical and horizontal sampling factor of each component.
        arithmetic: Whether it is coded arithmetically.
    """
    file = jpeglib.from_dct(*planes, qt=_QUALITY)
    file.height, file.width = size
    file.samp_factor = np.array(factors)
    file.block_dims = np.array([plane.shape[:2] for plane in planes])
    flags = ["+ARITH_CODE"] if arithmetic else []
    with tempfile.TemporaryDirectory() as folder, jpeglib.version("turbo210"):
        path = Path(folder) / "a.jpg"
        file.write_dct(str(path), quality=_QUALITY, flags=flags)
        return path.read_bytes()
