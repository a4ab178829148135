"""Which parts of a photo hidden boxes change: only these are rendered."""

from collections.abc import Iterable
from dataclasses import replace
from math import ceil, floor
from typing import NamedTuple

from anonymizer_gui.core.boxes import Box
from anonymizer_gui.core.settings import Settings, Style

GRID = 16
"""Pixels. Regions begin at multiples of it, so that the halved pictures fit together."""
ROUNDING = 2
"""Pixels, for parts of pixels."""


class Region(NamedTuple):
    """Whole pixels of a photo, the upper ends excluded."""

    left: int
    top: int
    right: int
    bottom: int

    def joined(self, other: "Region") -> "Region":
        """The smallest region that holds both."""
        return Region(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )

    def touches(self, other: "Region") -> bool:
        """Whether they have pixels in common."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


def regions_of(
    boxes: Iterable[Box], settings: Settings, *, width: int, height: int
) -> dict[Region, list[Box]]:
    """Regions that do not touch, each with its boxes and with all that hiding these reads.

    Args:
        boxes: Already grown by the box scale.
        settings: `style` and `kernel` are used.
        width: Of the photo.
        height: Of the photo.
    """
    found: dict[Region, list[Box]] = {}
    for box in boxes:
        region, inside = _around(box, _reach(box, settings), width=width, height=height), [box]
        while touched := [one for one in found if one.touches(region)]:
            for one in touched:
                region, inside = region.joined(one), [*found.pop(one), *inside]
        if region.left < region.right and region.top < region.bottom:
            found[region] = inside
    return found


def moved(box: Box, region: Region) -> Box:
    """A box in the pixels of a region."""
    return replace(
        box,
        x_min=box.x_min - region.left,
        y_min=box.y_min - region.top,
        x_max=box.x_max - region.left,
        y_max=box.y_max - region.top,
    )


def _reach(box: Box, settings: Settings) -> float:
    """How far outside a box hiding it reads or writes, in pixels, rather too far."""
    match settings.style:
        case Style.PIXELATE:
            return min(box.width, box.height) / 4
        case Style.GAUSSIAN:
            return settings.kernel.size / 2 + settings.kernel.mask_size
        case Style.SOLID:
            return 0.0


def _around(box: Box, reach: float, *, width: int, height: int) -> Region:
    reach += ROUNDING
    return Region(
        max(floor((box.x_min - reach) / GRID) * GRID, 0),
        max(floor((box.y_min - reach) / GRID) * GRID, 0),
        min(ceil((box.x_max + reach) / GRID) * GRID, width),
        min(ceil((box.y_max + reach) / GRID) * GRID, height),
    )
