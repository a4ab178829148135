"""EXIF orientation: from the way a picture is stored to the way it is seen, and back."""

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

_Type = TypeVar("_Type", bound=np.generic)

_STEPS = {
    1: (1, 1, False),
    2: (1, -1, False),
    3: (-1, -1, False),
    4: (-1, 1, False),
    5: (1, 1, True),
    6: (-1, 1, True),
    7: (-1, -1, True),
    8: (1, -1, True),
}
"""Per orientation: the steps through rows and through columns, then whether they are swapped."""


def upright(stored: NDArray[_Type], orientation: int) -> NDArray[_Type]:
    """A view of a stored picture the way it is seen.

    Args:
        stored: [H, W] or [H, W, C].
        orientation: EXIF tag 0x0112, 1 to 8; anything else counts as 1.

    Source: Exif 2.32, section 4.6.4; 1 normal, 2 mirrored left-right, 3 turned by 180 degrees,
        4 mirrored up-down, 5 to 8 with rows and columns swapped.
    """
    rows, columns, swap = _STEPS.get(orientation, _STEPS[1])
    flipped = stored[::rows, ::columns]
    return np.swapaxes(flipped, 0, 1) if swap else flipped


def as_stored(seen: NDArray[_Type], orientation: int) -> NDArray[_Type]:
    """A view of an upright picture the way it is stored: undoes `upright`."""
    # Only the two quarter turns are not their own inverse
    return upright(seen, {6: 8, 8: 6}.get(orientation, orientation))


def stored_corner(
    place: tuple[slice, slice], stored: tuple[int, int], orientation: int
) -> tuple[int, int]:
    """The first row and column that a part of the upright picture has in the stored one.

    Args:
        place: Rows and columns of the upright picture.
        stored: Height and width of the stored picture.
        orientation: As for `upright`.
    """
    rows, columns, swap = _STEPS.get(orientation, _STEPS[1])
    down, across = place[::-1] if swap else place
    return (
        down.start if rows > 0 else stored[0] - down.stop,
        across.start if columns > 0 else stored[1] - across.stop,
    )


def upright_edges(
    stored: tuple[int, int], block: tuple[int, int], orientation: int
) -> tuple[tuple[int, int], tuple[int, int]]:
    """Where the edges of the blocks of a stored picture are in the upright one.

    Args:
        stored: Height and width of the stored picture.
        block: Height and width of its blocks; the first one is in its upper left corner.
        orientation: As for `upright`.

    Returns:
        For the rows and for the columns of the upright picture: the place of an edge, less than
        the length of a block, and that length.
    """
    rows, columns, swap = _STEPS.get(orientation, _STEPS[1])
    down, across = (
        (0 if step > 0 else length % size, size)
        for step, length, size in zip((rows, columns), stored, block, strict=True)
    )
    return (across, down) if swap else (down, across)
