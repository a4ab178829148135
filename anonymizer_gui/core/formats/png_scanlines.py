"""The picture data of a PNG file: samples packed into rows, the rows filtered and compressed."""

from zlib import compressobj

import numpy as np
from numpy.typing import NDArray

from anonymizer_gui.core.formats.picture import Pixels

_UP = 2
_ROWS_AT_ONCE = 256


def packed(samples: Pixels, depth: int) -> NDArray[np.uint8]:
    """Rows of bytes.

    Args:
        samples: [H, W] or [H, W, C], each below 2 ** depth.
        depth: Bits per sample: 1, 2, 4, 8 or 16.

    Returns:
        uint8 [H, bytes per row].

    Source: PNG specification (third edition), section 7.2: leftmost in the highest bits, the
        last byte filled up; 16 bits with the high byte first.
    """
    rows = samples.reshape(len(samples), -1)
    if depth == 16:
        return rows.astype(">u2").view(np.uint8)
    if depth == 8:
        return rows.astype(np.uint8, copy=False)
    bits = (rows[..., None] >> np.arange(depth - 1, -1, -1)) & 1
    return np.packbits(bits.astype(np.uint8).reshape(len(rows), -1), axis=1)


def compressed(rows: NDArray[np.uint8]) -> bytes:
    """The zlib stream of a picture, each row as the difference from the one above it.

    Args:
        rows: uint8 [H, bytes per row].
    """
    stream = compressobj()
    parts = []
    above = np.zeros((1, rows.shape[1]), np.uint8)
    for start in range(0, len(rows), _ROWS_AT_ONCE):
        part = rows[start : start + _ROWS_AT_ONCE]
        filtered = np.full((len(part), rows.shape[1] + 1), _UP, np.uint8)
        # Unsigned arithmetic wraps around, as the filter wants it
        np.subtract(part, np.vstack([above, part[:-1]]), out=filtered[:, 1:])
        parts.append(stream.compress(filtered.tobytes()))
        above = part[-1:]
    return b"".join([*parts, stream.flush()])
