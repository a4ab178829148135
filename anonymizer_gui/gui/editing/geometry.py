"""What dragging does to a box: pure functions on exact pixel coordinates.

Whatever comes out lies inside the photo, is not inside out, and covers something.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

from anonymizer_gui.core.boxes import Box, Kind

SMALLEST = 1.0
"""Pixels of the photo: no side of a box made by hand is shorter."""


class Size(NamedTuple):
    """Of a photo, in pixels."""

    width: int
    height: int


class Handle(NamedTuple):
    """A point of a box that can be dragged.

    Attributes:
        x: -1 the left edge, 1 the right one, 0 neither.
        y: -1 the upper edge, 1 the lower one, 0 neither.
    """

    x: int
    y: int


HANDLES = tuple(Handle(x, y) for y in (-1, 0, 1) for x in (-1, 0, 1) if x or y)
CORNERS = tuple(handle for handle in HANDLES if handle.x and handle.y)


@dataclass(frozen=True, slots=True)
class Point:
    """A place in pixels of the upright photo, or of the screen."""

    x: float
    y: float


def drawn(start: Point, end: Point, kind: Kind, *, within: Size) -> Box:
    """The box between two corners, made by hand."""
    x_min, x_max = _span(start.x, end.x, within.width)
    y_min, y_max = _span(start.y, end.y, within.height)
    return Box(x_min, y_min, x_max, y_max, kind)


def moved(box: Box, *, dx: float, dy: float, within: Size) -> Box:
    """The box elsewhere, as large as it was; at the edge of the photo it stops."""
    dx, dy = shift_inside((box,), dx=dx, dy=dy, within=within)
    return replace(
        box,
        x_min=box.x_min + dx,
        y_min=box.y_min + dy,
        x_max=box.x_max + dx,
        y_max=box.y_max + dy,
    ).clipped(width=within.width, height=within.height)


def shift_inside(
    boxes: Iterable[Box], *, dx: float, dy: float, within: Size
) -> tuple[float, float]:
    """How far boxes can be moved together without one leaving the photo."""
    for box in boxes:
        dx = min(max(dx, min(-box.x_min, 0.0)), max(within.width - box.x_max, 0.0))
        dy = min(max(dy, min(-box.y_min, 0.0)), max(within.height - box.y_max, 0.0))
    return dx, dy


def resized(box: Box, handle: Handle, to: Point, *, within: Size) -> Box:
    """The box with one edge or corner elsewhere; dragged past the other side it turns over."""
    x_min, x_max = box.x_min, box.x_max
    y_min, y_max = box.y_min, box.y_max
    if handle.x:
        x_min, x_max = _span(x_max if handle.x < 0 else x_min, to.x, within.width)
    if handle.y:
        y_min, y_max = _span(y_max if handle.y < 0 else y_min, to.y, within.height)
    return replace(box, x_min=x_min, y_min=y_min, x_max=x_max, y_max=y_max)


def grown(box: Box, *, dx: float, dy: float, within: Size) -> Box:
    """The box with its right and lower edge elsewhere, for the keyboard."""
    x_max = min(max(box.x_max + dx, box.x_min + SMALLEST), within.width)
    y_max = min(max(box.y_max + dy, box.y_min + SMALLEST), within.height)
    return replace(box, x_max=max(x_max, box.x_min), y_max=max(y_max, box.y_min))


def fitted(box: Box, *, within: Size) -> Box | None:
    """The part of a box from another photo that lies in this one; None if that is nothing."""
    inside = box.clipped(width=within.width, height=within.height)
    if inside.width < SMALLEST or inside.height < SMALLEST:
        return None
    return inside


def handle_place(box: Box, handle: Handle) -> Point:
    """Where a handle is."""
    return Point(
        (box.x_min + box.x_max) / 2 + handle.x * box.width / 2,
        (box.y_min + box.y_max) / 2 + handle.y * box.height / 2,
    )


def handles_of(box: Box, *, scale: float, side: float) -> tuple[Handle, ...]:
    """The handles that a box can show without their covering it.

    Args:
        box: In pixels of the photo.
        scale: Pixels of the screen per pixel of the photo.
        side: Of a handle, in pixels of the screen.
    """
    if min(box.width, box.height) * scale < 3 * side:
        return CORNERS
    return HANDLES


def handle_at(box: Box, at: Point, *, scale: float, side: float) -> Handle | None:
    """The handle under the pointer, the nearest where there are several.

    Args:
        box: In pixels of the photo.
        at: In pixels of the photo.
        scale: Pixels of the screen per pixel of the photo.
        side: Of a handle, in pixels of the screen.

    The handles of a box smaller than they are lie outside it: its inside moves it.
    """
    small = min(box.width, box.height) * scale < 3 * side
    reach = side * (1.25 if small else 0.75) / scale
    if small and box.x_min < at.x < box.x_max and box.y_min < at.y < box.y_max:
        return None

    def way(handle: Handle) -> float:
        place = handle_place(box, handle)
        return max(abs(at.x - place.x), abs(at.y - place.y))

    nearest = min(handles_of(box, scale=scale, side=side), key=way)
    return nearest if way(nearest) <= reach else None


def holds(box: Box, at: Point, *, reach: float) -> bool:
    """Whether a point is in a box, or at most `reach` pixels outside it."""
    return (
        box.x_min - reach <= at.x <= box.x_max + reach
        and box.y_min - reach <= at.y <= box.y_max + reach
    )


def covers(box: Box, other: Box) -> bool:
    """Whether all of another box is in a box."""
    return (
        box.x_min <= other.x_min
        and box.y_min <= other.y_min
        and box.x_max >= other.x_max
        and box.y_max >= other.y_max
    )


def touches(box: Box, other: Box) -> bool:
    """Whether two boxes have a point in common."""
    return (
        box.x_min <= other.x_max
        and other.x_min <= box.x_max
        and box.y_min <= other.y_max
        and other.y_min <= box.y_max
    )


def _span(fixed: float, free: float, length: int) -> tuple[float, float]:
    """The two ends in order, inside [0, length], at least `SMALLEST` apart where there is room."""
    fixed = min(max(fixed, 0.0), float(length))
    free = min(max(free, 0.0), float(length))
    if abs(free - fixed) < SMALLEST:
        forth, back = fixed + SMALLEST, fixed - SMALLEST
        wanted, other = (forth, back) if free >= fixed else (back, forth)
        free = wanted if 0 <= wanted <= length else min(max(other, 0.0), float(length))
    return min(fixed, free), max(fixed, free)
