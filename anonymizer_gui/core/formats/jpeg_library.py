"""The DCT coefficients of JPEG files, read and written by libjpeg as the package jpeglib ships it.

Its C functions are called as they are. The Python functions above them, `read_dct` and
`write_dct`, decode every file two times more, note markers in global variables, and name files in
UTF-8, which Windows does not expect. The functions used here share nothing, so threads may call
them at the same time, and ctypes lets other threads run meanwhile.

What they cannot do:

- The fourth component is read but never written; `jpeg_coded` writes each component on its own.
- Restart markers are not written; `jpeg_coded` writes the strips between them.
- The order and number of the scans of a progressive file is mozjpeg's own choice.
- An error in a header, which ends in a crash, must not happen: only files that were decoded
  already may come here, and coefficients in the range that can be coded.
"""

import ctypes
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from anonymizer_gui.core.formats.jpeg_scratch import native_path, scratch_file

Plane = NDArray[np.int16]
"""int16 [rows of blocks, columns of blocks, 8, 8]: quantised coefficients."""

_TURBO, _MOZJPEG = "turbo210", "mozjpeg403"
_OPTIMISED, _ARITHMETIC = 1 << 6, 1 << 9
_SPACES = {1: 1, 3: 3}
"""libjpeg's numbers for grey and YCbCr; only the number of components matters here."""
_POINTER, _INT, _SHORT, _MASK = ctypes.c_void_p, ctypes.c_int, ctypes.c_short, ctypes.c_uint64


def read_coefficients(
    data: bytes, sizes: Sequence[tuple[int, int]]
) -> tuple[list[Plane], list[NDArray[np.uint16]]]:
    """The coefficients and the quantisation tables of a file, per component.

    Args:
        data: A file that was decoded without an error.
        sizes: Rows and columns of blocks of each component.

    Returns:
        The planes, and per component a table, uint16 [64], row by row.

    Raises:
        OSError: They cannot be read.
    """
    planes = [np.zeros((*size, 8, 8), np.int16) for size in sizes]
    tables, numbers = np.zeros((4, 64), np.uint16), np.zeros(4, np.int16)
    with scratch_file(data) as path:
        done = _library(_TURBO).read_jpeg_dct(
            native_path(path), *_four(planes), _at(tables), _at(numbers)
        )
    if not done:
        raise OSError("libjpeg cannot read the coefficients")
    return planes, [tables[numbers[index]] for index in range(len(planes))]


def sequential(
    planes: Sequence[Plane],
    *,
    size: tuple[int, int],
    factors: Sequence[tuple[int, int]],
    optimised: bool = False,
    arithmetic: bool = False,
) -> bytes:
    """A file of one scan, whose quantisation tables mean nothing.

    Args:
        planes: One or three.
        size: Height and width in pixels.
        factors: Vertical and horizontal sampling factor of each component.
        optimised: Whether Huffman tables are made for it.
        arithmetic: Whether it is coded arithmetically.

    Raises:
        OSError: It cannot be written.
    """
    flags = (_OPTIMISED if optimised else 0) | (_ARITHMETIC if arithmetic else 0)
    return _written(None, planes, size=size, factors=factors, flags=flags)


def progressive(
    source: bytes,
    planes: Sequence[Plane],
    *,
    size: tuple[int, int],
    factors: Sequence[tuple[int, int]],
) -> bytes:
    """A progressive file.

    mozjpeg tries many ways to divide it into scans, which takes 1 s for 12 megapixels.

    Args:
        source: A file with these components, whose coefficients are replaced.
        planes: One or three.
        size: Height and width in pixels.
        factors: Vertical and horizontal sampling factor of each component.

    Raises:
        OSError: It cannot be written.
    """
    with scratch_file(source) as path:
        return _written(path, planes, size=size, factors=factors, flags=0)


def _written(
    source: Path | None,
    planes: Sequence[Plane],
    *,
    size: tuple[int, int],
    factors: Sequence[tuple[int, int]],
    flags: int,
) -> bytes:
    # Kept in variables: the library gets their addresses
    image = np.array(size, np.intc)
    blocks = np.array([plane.shape[:2] for plane in planes], np.intc)
    sampling = np.array(factors, np.intc)
    with scratch_file(room=sum(plane.nbytes for plane in planes)) as path:
        done = _library(_MOZJPEG if source else _TURBO).write_jpeg_dct(
            native_path(source) if source else None,
            native_path(path),
            *_four(planes),
            *(_at(array) for array in (image, blocks, sampling)),
            _SPACES[len(planes)],
            len(planes),
            *(None, -1, None),  # quantisation tables: any
            *(0, None, None, None),  # no metadata
            *(flags, flags),
        )
        data = path.read_bytes()
    if not done or not data:
        raise OSError("libjpeg cannot write the coefficients")
    return data


def _four(planes: Sequence[Plane]) -> list[int | None]:
    assert all(plane.flags.c_contiguous and plane.dtype == np.int16 for plane in planes)
    return [_at(plane) for plane in planes] + [None] * (4 - len(planes))


def _at(array: NDArray[np.generic]) -> int:
    return array.ctypes.data


@cache
def _library(version: str) -> ctypes.CDLL:
    """One of the builds of libjpeg in the package."""
    # Not imported: it would load a third build, which the Windows program does not have
    package = find_spec("jpeglib")
    places = list(package.submodule_search_locations or ()) if package else []
    found = [
        one
        for place in places
        for one in Path(place, "cjpeglib").glob(f"cjpeglib_{version}.*")
        if one.suffix in (".so", ".pyd")
    ]
    if not found:
        raise OSError(f"jpeglib lacks {version}")
    library = ctypes.CDLL(str(found[0]))
    text = ctypes.c_char_p
    library.read_jpeg_dct.argtypes = [text, *[_POINTER] * 6]
    library.write_jpeg_dct.argtypes = [
        text, text, *[_POINTER] * 7, _INT, _INT, _POINTER, _SHORT, _POINTER,
        _INT, _POINTER, _POINTER, _POINTER, _MASK, _MASK,
    ]  # fmt: skip
    return library
