"""Cut a turned, scaled and stretched piece out of a photo, and say where its plates went."""

from dataclasses import dataclass, replace
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

SMALLEST_VISIBLE = 0.35
SMALLEST_WIDTH = 7.0
"""Plates less visible or narrower than this, in pixels of the piece, are ignored."""

TOLERATED_TILT = 0.06
"""Rows per column that leave a label as it is: 3.4 degrees."""


@dataclass(frozen=True, slots=True, eq=False)
class Labelled:
    """A picture with its boxes.

    Attributes:
        image: uint8 [H, W, 3], RGB.
        boxes: float32 [N, 4], x_min y_min x_max y_max, pixels; not turned with the picture.
        ignored: bool [N], true where it cannot be asked whether it is one.
    """

    image: NDArray[np.uint8]
    boxes: NDArray[np.float32]
    ignored: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class View:
    """How a piece lies in its photo.

    Attributes:
        scale: Pixels of the piece per pixel of the photo, vertically.
        stretch: Factor on the width besides.
        degrees: Turn, clockwise.
        shear: Columns moved to the right per row.
        slant: Rows moved down per column, as when a flank is seen from the front.
        mirrored: Left and right swapped.
        at: x, y in the photo.
        to: x, y in the piece, where `at` comes to lie.
    """

    scale: float
    stretch: float
    degrees: float
    shear: float
    slant: float
    mirrored: bool
    at: tuple[float, float]
    to: tuple[float, float]

    def matrix(self) -> NDArray[np.float64]:
        """float64 [2, 3], from photo to piece; whole numbers are edges of pixels, not centres."""
        angle = np.deg2rad(self.degrees)
        turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
        across = self.scale * self.stretch * (-1 if self.mirrored else 1)
        sheared = np.array([[1, self.shear], [self.slant, 1]])
        linear = turn @ sheared @ np.diag([across, self.scale])
        offset = np.array(self.to) - linear @ np.array(self.at)
        return np.hstack([linear, offset[:, None]])

    def tilt(self) -> float:
        """Rows of the piece that what is level in the photo falls per column."""
        return self.slant + float(np.tan(np.deg2rad(self.degrees)))


def pyramid(image: NDArray[np.uint8], *, levels: int = 4) -> list[NDArray[np.uint8]]:
    """The photo and its halves: a warp never shrinks by more than two then, and does not alias."""
    steps = [image]
    while len(steps) < levels and min(steps[-1].shape[:2]) >= 64:
        height, width = steps[-1].shape[:2]
        half = cv2.resize(steps[-1], (width // 2, height // 2), interpolation=cv2.INTER_AREA)
        steps.append(np.asarray(half, np.uint8))
    return steps


def piece(
    levels: list[NDArray[np.uint8]],
    boxes: NDArray[np.float32],
    ignored: NDArray[np.bool_],
    *,
    view: View,
    side: int,
) -> Labelled:
    """Cut a square out of a photo.

    Args:
        levels: What `pyramid` made of the photo.
        boxes: float32 [N, 4], x_min y_min x_max y_max, pixels of the photo.
        ignored: bool [N].
        view: Where and how.
        side: Of the square, pixels.

    Returns:
        The piece; boxes wholly outside are gone, hardly visible ones are ignored.
    """
    depth = int(np.clip(np.floor(-np.log2(max(view.scale, 1e-6))), 0, len(levels) - 1))
    source = levels[depth]
    factor = np.array([source.shape[1] / levels[0].shape[1], source.shape[0] / levels[0].shape[0]])
    matrix = view.matrix()
    warp = matrix.copy()
    warp[:, :2] /= factor
    warp[:, 2] += warp[:, :2] @ [0.5, 0.5] - 0.5  # OpenCV puts whole numbers on pixel centres
    grey = int(source[::8, ::8].mean())
    image = cv2.warpAffine(
        source, warp, (side, side), flags=cv2.INTER_LINEAR, borderValue=(grey, grey, grey)
    )
    moved = moved_boxes(boxes, view)
    kept, visible = clipped(moved, side=side)
    present = visible > 0
    unclear = (visible < SMALLEST_VISIBLE) | (kept[:, 2] - kept[:, 0] < SMALLEST_WIDTH)
    return Labelled(np.asarray(image, np.uint8), kept[present], (ignored | unclear)[present])


def moved_boxes(boxes: NDArray[np.float32], view: View) -> NDArray[np.float32]:
    """Take boxes from the photo to the piece.

    Their middles follow the turn, their sides keep the unturned length up to a few degrees, as
    `tilted_height` says.
    """
    middles = (boxes[:, :2] + boxes[:, 2:]) / 2
    matrix = view.matrix()
    moved = middles @ matrix[:, :2].T + matrix[:, 2]
    width, height = ((boxes[:, 2:] - boxes[:, :2]) * [view.scale * view.stretch, view.scale]).T
    half = np.stack([width, tilted_height(width, height, tilt=view.tilt())], axis=1) / 2
    return np.hstack([moved - half, moved + half]).astype(np.float32)


def tilted_height(width: Any, height: Any, *, tilt: float) -> Any:
    """Height of the label of a plate that was level and is tilted now.

    The hull of what is tilted a little would teach the network boxes that are too tall.

    Args:
        width: Of the plate.
        height: Of the plate.
        tilt: Rows that its upper edge rises or falls per column.
    """
    return height + width * max(0.0, abs(tilt) - TOLERATED_TILT)


def clipped(
    boxes: NDArray[np.float32], *, side: int
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Cut boxes off at the edges of a square; also returns the share of each that is left, [N]."""
    kept = boxes.clip(0, side)
    left = np.prod(kept[:, 2:] - kept[:, :2], axis=1)
    whole = np.prod(boxes[:, 2:] - boxes[:, :2], axis=1)
    return kept, np.asarray(left / np.maximum(whole, 1e-6), np.float32)


def random_view(
    rng: np.random.Generator,
    *,
    at: tuple[float, float],
    to: tuple[float, float],
    scale: float,
    widening: float,
) -> View:
    """Choose turn, shear, stretch and mirroring; the last three arguments go into the view.

    Args:
        rng: Decides.
        at: x, y in the photo.
        to: x, y in the piece.
        scale: Pixels of the piece per pixel of the photo.
        widening: The largest stretch, for photos that were squeezed; 1 for others.
    """
    strong = rng.random() < 0.12
    aside = rng.random() < 0.12
    narrowing = rng.uniform(0.45, 0.9) if aside else 1.0
    return View(
        scale=scale,
        stretch=float(rng.uniform(1, widening) * narrowing * np.exp(rng.normal(0, 0.05))),
        degrees=float(rng.normal(0, 9 if strong else 2)),
        shear=float(rng.normal(0, 0.08 if strong else 0.025)),
        slant=float(rng.normal(0, 0.15)) if aside else 0.0,
        mirrored=bool(rng.random() < 0.3),
        at=at,
        to=to,
    )


def filling(view: View, *, width: int, height: int, side: int) -> View:
    """Move a view so that a photo of `width` x `height` leaves little of the piece empty."""
    left = width - view.at[0] if view.mirrored else view.at[0]
    across = view.scale * view.stretch
    x = _slid(view.to[0], before=left * across, after=(width - left) * across, side=side)
    down = (height - view.at[1]) * view.scale
    y = _slid(view.to[1], before=view.at[1] * view.scale, after=down, side=side)
    return replace(view, to=(x, y))


def _slid(to: float, *, before: float, after: float, side: int) -> float:
    if before + after < side:
        return to
    return min(max(to, side - after), before)
