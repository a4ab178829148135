"""Which parts of a photo hidden boxes change: only these are computed."""

from collections.abc import Iterable
from dataclasses import replace
from math import ceil, floor
from typing import NamedTuple

from anonymizer_gui.core.boxes import Box
from anonymizer_gui.core.settings import Settings, Style

Edges = tuple[int, int]
"""Where regions may begin and end along an axis: the place of one edge, and their distance."""

GRID: Edges = (0, 16)
"""Pixels, so that halved pictures fit together."""
ROUNDING = 2
"""Pixels, for parts of pixels."""


class Region(NamedTuple):
    """Whole pixels of a photo, the upper ends excluded."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def place(self) -> tuple[slice, slice]:
        """Its rows and columns."""
        return slice(self.top, self.bottom), slice(self.left, self.right)

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
    boxes: Iterable[Box],
    settings: Settings,
    *,
    width: int,
    height: int,
    edges: tuple[Edges, Edges] = (GRID, GRID),
) -> dict[Region, list[Box]]:
    """Regions that do not touch, each with its boxes and with all that hiding these reads.

    Args:
        boxes: Already grown by the box scale.
        settings: `style` and `kernel` are used.
        width: Of the photo.
        height: Of the photo.
        edges: Of rows and of columns, where regions begin and end unless the photo does.
    """
    found: dict[Region, list[Box]] = {}
    for box in boxes:
        reach = _reach(box, settings) + ROUNDING
        top, bottom = _span(box.y_min - reach, box.y_max + reach, edges[0], length=height)
        left, right = _span(box.x_min - reach, box.x_max + reach, edges[1], length=width)
        region, inside = Region(left, top, right, bottom), [box]
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


def _span(low: float, high: float, edges: Edges, *, length: int) -> tuple[int, int]:
    """From an edge to an edge, inside the photo."""
    first, step = edges
    return (
        max(first + floor((low - first) / step) * step, 0),
        min(first + ceil((high - first) / step) * step, length),
    )
