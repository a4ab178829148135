"""The DCT coefficients of JPEG files, changed by libjpeg-turbo as the package turbojpeg ships it.

Its function `tj3Transform` shows each row of blocks to a function while it writes a file anew; it
is called as it is, since the package's own function has no such argument. Nothing is shared, so
threads may do that at the same time, and ctypes lets other threads run meanwhile.

It keeps what a frame says, and does not keep:

- Restart markers; `jpeg_coded` lets it write the strips between them.
- Other Huffman tables than the standard ones, and the order and number of scans.
"""

import ctypes
from collections.abc import Callable, Sequence
from enum import IntFlag
from functools import cache
from importlib.util import find_spec
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

BlockRow = NDArray[np.int16]
"""int16 [columns of blocks, 8, 8]: the quantised coefficients of a row of blocks."""

Edit = Callable[[BlockRow], None]
"""Changes a row of blocks in place."""

Edits = Callable[[int, int, int], Sequence[Edit]]
"""What changes a row, by the index of its strip, that of its component, and its number in that
strip.
"""

_TRANSFORM, _WARNING = 2, 0  # TJINIT_TRANSFORM, TJERR_WARNING
_CROP, _NO_MARKERS = 4, 64  # TJXOPT_CROP, TJXOPT_COPYNONE
_SAMPLES = 8
"""Along a side of a block."""


class Scans(IntFlag):
    """How scans are coded: `TJXOPT_*`."""

    PLAIN = 0
    """Sequential, with the standard Huffman tables."""
    PROGRESSIVE = 32
    ARITHMETIC = 128
    OPTIMISED = 256
    """With Huffman tables that are made for them."""


class _Region(ctypes.Structure):
    """A part of a picture or of a component, in pixels or samples: `tjregion`."""

    _fields_ = (
        ("x", ctypes.c_int),
        ("y", ctypes.c_int),
        ("w", ctypes.c_int),
        ("h", ctypes.c_int),
    )


_Filter = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.c_void_p, _Region, _Region, ctypes.c_int, ctypes.c_int, ctypes.c_void_p
)


class _Transform(ctypes.Structure):
    """What is done with a picture: `tjtransform`."""

    _fields_ = (
        ("region", _Region),
        ("operation", ctypes.c_int),
        ("options", ctypes.c_int),
        ("data", ctypes.c_void_p),
        ("filter", _Filter),
    )


def rewritten(
    data: bytes,
    edits: Edits,
    *,
    strips: Sequence[tuple[int, int]] = ((0, 0),),
    scans: Scans = Scans.PLAIN,
) -> list[bytes]:
    """A file written anew, without its metadata.

    Args:
        data: The file; it was decoded without an error.
        edits: Is called for every row of blocks that is not beyond the rim.
        strips: First row and height in pixels of each part that becomes a file; a height of 0 is
            all there is. First rows begin an MCU.
        scans: How they are coded.

    Raises:
        OSError: libjpeg cannot do that with this file.
        Exception: Whatever `edits`, or an edit, raises.
    """
    failed: list[Exception] = []

    def shown(
        address: int, part: _Region, plane: _Region, component: int, strip: int, _: object
    ) -> int:
        if part.y >= plane.h:
            return 0
        try:
            for edit in edits(strip, component, part.y // _SAMPLES):
                numbers = (ctypes.c_int16 * (part.w * _SAMPLES)).from_address(address)
                edit(np.frombuffer(numbers, np.int16).reshape(-1, _SAMPLES, _SAMPLES))
        except Exception as error:  # noqa: BLE001 - libjpeg hands nothing on
            failed.append(error)
            return -1
        return 0

    count, shown_to = len(strips), _Filter(shown)
    transforms = (_Transform * count)(
        *(
            _Transform(
                _Region(0, top, 0, height),
                0,
                _NO_MARKERS | scans | _CROP * bool(height),
                None,
                shown_to,
            )
            for top, height in strips
        )
    )
    places, sizes = (ctypes.c_void_p * count)(), (ctypes.c_size_t * count)()
    library = _library()
    handle = library.tj3Init(_TRANSFORM)
    try:
        done = library.tj3Transform(handle, data, len(data), count, places, sizes, transforms)
        if failed:
            raise failed[0]
        if (done and library.tj3GetErrorCode(handle) != _WARNING) or not all(places):
            raise OSError(library.tj3GetErrorStr(handle).decode(errors="replace"))
        return [ctypes.string_at(*one) for one in zip(places, sizes, strict=True)]
    finally:
        for place in places:
            library.tj3Free(place)
        library.tj3Destroy(handle)


def _library_file() -> Path:
    """The library of the package, whose own name nobody knows; nothing is imported.

    Raises:
        OSError: There is none.
    """
    package = find_spec("turbojpeg")
    # The Windows program has a folder of that name with the library alone
    folders = [Path(one) for one in (package and package.submodule_search_locations) or ()]
    if package and package.origin:
        beside = Path(package.origin).parent
        folders += [beside, beside / "turbojpeg.libs"]
    for folder, pattern in product(folders, ("turbojpeg-*.dll", "libturbojpeg*.so*")):
        for file in folder.glob(pattern):
            return file
    raise OSError("the package turbojpeg lacks its library")


@cache
def _library() -> Any:
    library = ctypes.CDLL(str(_library_file()))
    pointer, number = ctypes.c_void_p, ctypes.c_int
    library.tj3Init.argtypes, library.tj3Init.restype = [number], pointer
    library.tj3Transform.argtypes = [
        *(pointer, ctypes.c_char_p, ctypes.c_size_t, number),
        *(pointer, pointer, pointer),
    ]
    library.tj3GetErrorCode.argtypes = [pointer]
    library.tj3GetErrorStr.argtypes, library.tj3GetErrorStr.restype = [pointer], ctypes.c_char_p
    library.tj3Free.argtypes = [pointer]
    library.tj3Free.restype = library.tj3Destroy.restype = None
    library.tj3Destroy.argtypes = [pointer]
    return library
