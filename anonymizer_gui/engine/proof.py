"""Reading a result again: only what decodes, and hides what it should, counts as saved."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from anonymizer_gui.core.boxes import Box
from anonymizer_gui.core.errors import QT_TRANSLATE_NOOP, ImageError
from anonymizer_gui.core.formats import modes
from anonymizer_gui.core.formats.picture import Pixels
from anonymizer_gui.core.images import Photo, photo_from

_CLEARLY = 24
"""Levels of 255 by which a pixel must be changed to be looked for in the result."""

_ENOUGH = 16
"""Pixels of a box that must be changed so much; of an even patch nothing need be."""

_NOT_READ = QT_TRANSLATE_NOOP(
    "errors", "The result {0} could not be read again after it was written, so it was removed."
)
_OTHER_SIZE = QT_TRANSLATE_NOOP(
    "errors", "The result {0} has another size than the photo, so it was removed."
)
_NOT_HIDDEN = QT_TRANSLATE_NOOP(
    "errors", "The result {0} does not hide everything that it should, so it was removed."
)


def check_result(
    data: bytes, target: Path, *, photo: Photo, hidden: Sequence[tuple[Box, Pixels]]
) -> None:
    """Decode a result and compare it with what it was made from.

    Args:
        data: The file as it was read again.
        target: Its name.
        photo: From which it was made.
        hidden: Where something was hidden, and what those pixels should show.

    Raises:
        ImageError: It cannot be decoded, is of another size, or shows in a box rather what the
            photo does than what it should.
    """
    if not hidden and data == photo.data:  # which was decoded when it was read
        return
    try:
        result = photo_from(data, path=target)
    except ImageError as error:
        raise ImageError(_NOT_READ, target.name) from error
    if (result.width, result.height) != (photo.width, photo.height):
        raise ImageError(_OTHER_SIZE, target.name)
    for box, pixels in hidden:
        place = box.pixels(width=photo.width, height=photo.height)
        wanted = modes.rgb_view(pixels, photo.picture.mode)
        if wanted.size and not _is_hidden(photo.rgb[place], wanted, result.rgb[place]):
            raise ImageError(_NOT_HIDDEN, target.name)


def _is_hidden(
    before: NDArray[np.uint8], wanted: NDArray[np.uint8], after: NDArray[np.uint8]
) -> bool:
    """Whether a patch, uint8 [H, W, 3], came out nearer to what was wanted than to what was."""
    changed = _apart(before, wanted).max(axis=2) >= _CLEARLY
    if changed.sum() < _ENOUGH:
        return True
    return bool(
        _apart(after, wanted)[changed].sum(dtype=np.int64)
        < _apart(after, before)[changed].sum(dtype=np.int64)
    )


def _apart(one: NDArray[np.uint8], other: NDArray[np.uint8]) -> NDArray[np.int16]:
    apart: NDArray[np.int16] = np.abs(one.astype(np.int16) - other)
    return apart
