"""Reading a result again: only what decodes, and hides what it should, counts as saved."""

from collections.abc import Sequence
from functools import reduce
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from anonymizer_gui.core.errors import QT_TRANSLATE_NOOP, ImageError
from anonymizer_gui.core.formats import modes
from anonymizer_gui.core.formats.picture import Encoded
from anonymizer_gui.core.images import Photo, photo_from
from anonymizer_gui.core.obfuscation import Hidden

_CLEARLY = 24
"""Levels of 255 by which a pixel must be changed to be looked for in the result."""

_ENOUGH = 16
"""Pixels of a box that must be changed so much; of an even patch nothing need be."""

_ROWS_AT_ONCE = 128

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
    data: bytes, target: Path, *, written: Encoded, photo: Photo, hidden: Sequence[Hidden]
) -> None:
    """Decode a result and compare it with what it was made from.

    Args:
        data: The file as it was read again.
        target: Its name.
        written: What should be in it. If it is, and was decoded already, that is not done again.
        photo: From which it was made.
        hidden: The parts in which something was hidden.

    Raises:
        ImageError: It cannot be decoded, is of another size, or shows in a box rather what the
            photo does than what it should.
    """
    if not hidden and data == photo.data:  # which was decoded when it was read
        return
    try:
        picture = written.picture if data == written.data else None
        result = photo_from(data, path=target, picture=picture)
    except ImageError as error:
        raise ImageError(_NOT_READ, target.name) from error
    if (result.width, result.height) != (photo.width, photo.height):
        raise ImageError(_OTHER_SIZE, target.name)
    for part in hidden:
        wanted = modes.rgb_view(part.pixels, photo.picture.mode)
        before, after = (one.rgb[part.region.place] for one in (photo, result))
        for box in part.boxes:
            place = box.pixels(width=wanted.shape[1], height=wanted.shape[0])
            if not _is_hidden(before[place], wanted[place], after[place]):
                raise ImageError(_NOT_HIDDEN, target.name)


def _is_hidden(
    before: NDArray[np.uint8], wanted: NDArray[np.uint8], after: NDArray[np.uint8]
) -> bool:
    """Whether a patch, uint8 [H, W, 3], came out nearer to what was wanted than to what was."""
    count, to_wanted, to_before = 0, 0.0, 0.0
    for start in range(0, len(wanted), _ROWS_AT_ONCE):
        was, should_be, is_ = (
            one[start : start + _ROWS_AT_ONCE] for one in (before, wanted, after)
        )
        furthest = reduce(cv2.max, cv2.split(cv2.absdiff(was, should_be)))
        changed = np.asarray(furthest >= _CLEARLY, np.uint8)
        count += cv2.countNonZero(changed)
        to_wanted += cv2.norm(is_, should_be, cv2.NORM_L1, changed)
        to_before += cv2.norm(is_, was, cv2.NORM_L1, changed)
    return count < _ENOUGH or to_wanted < to_before
