"""Put a flat drawing into a photo: turned, seen at an angle, lit and blurred like the rest."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from training.augmentation import tilted_height


@dataclass(frozen=True, slots=True)
class Place:
    """Where a drawing goes.

    Attributes:
        x: Column of the middle, pixels.
        y: Row of the middle, pixels.
        width: Pixels, before it is turned.
        height: Pixels, before it is turned.
        degrees: How far it is turned, clockwise.
        slant: Rows that it falls per column besides, as seen from a side.
    """

    x: float
    y: float
    width: float
    height: float
    degrees: float = 0.0
    slant: float = 0.0

    def box(self) -> NDArray[np.float32]:
        """float32 [4]: x_min y_min x_max y_max, as `augmentation.tilted_height` says."""
        tilt = self.slant + np.tan(np.deg2rad(self.degrees))
        height = tilted_height(self.width, self.height, tilt=tilt)
        middle, half = np.array([self.x, self.y]), np.array([self.width, height]) / 2
        return np.concatenate([middle - half, middle + half]).astype(np.float32)


def paste(
    image: NDArray[np.uint8],
    drawing: NDArray[np.uint8],
    place: Place,
    rng: np.random.Generator,
    *,
    light: NDArray[np.float64],
) -> None:
    """Draw into `image`.

    Args:
        image: uint8 [H, W, 3], RGB; changed.
        drawing: uint8 [h, w, 3] RGB or [h, w, 4] RGBA, from edge to edge.
        place: May lie partly outside.
        rng: Decides angle, shading, dirt and blur.
        light: [3], factor on each channel: how bright white paint is there.
    """
    size = max(2, round(place.width)), max(2, round(place.height))
    shrinks = size[0] < drawing.shape[1]
    small = cv2.resize(drawing, size, interpolation=cv2.INTER_AREA if shrinks else cv2.INTER_LINEAR)
    colours = _shaded(small[..., :3].astype(np.float32), rng) * light.astype(np.float32)
    alpha = (
        small[..., 3:].astype(np.float32) / 255
        if small.shape[2] == 4
        else np.ones([*small.shape[:2], 1])
    )
    quad = _corners(place, rng)
    low = np.floor(quad.min(0) - 2).astype(int).clip(0)
    high = np.minimum(np.ceil(quad.max(0) + 2).astype(int), image.shape[1::-1])
    if (high <= low).any():
        return
    across, down = size
    source = np.array([[0, 0], [across, 0], [across, down], [0, down]], np.float32) - 0.5
    matrix = cv2.getPerspectiveTransform(source, (quad - low - 0.5).astype(np.float32))
    layers = np.dstack([colours * alpha, alpha]).astype(np.float32)
    extent = int(high[0] - low[0]), int(high[1] - low[1])
    warped = cv2.warpPerspective(layers, matrix, extent, flags=cv2.INTER_LINEAR)
    sigma = float(abs(rng.normal(0, 0.35))) + place.width / 400 * float(rng.random())
    if sigma > 0.25:
        warped = cv2.GaussianBlur(warped, (0, 0), sigma)
    under = image[low[1] : high[1], low[0] : high[0]]
    under[:] = np.clip(under * (1 - warped[..., 3:]) + warped[..., :3], 0, 255).astype(np.uint8)


def _corners(place: Place, rng: np.random.Generator) -> NDArray[np.float64]:
    """float64 [4, 2]: x, y of the corners, clockwise from the top left."""
    half = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * [place.width / 2, place.height / 2]
    taper = rng.normal(0, 0.15 if place.slant else 0.05)
    half[:, 1] *= 1 + taper * np.sign(half[:, 0])
    half += rng.normal(0, 0.012, [4, 2]) * [place.height, place.height]
    half[:, 1] += place.slant * half[:, 0]
    angle = np.deg2rad(place.degrees)
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    return np.asarray(half @ turn + [place.x, place.y])


def _shaded(colours: NDArray[np.float32], rng: np.random.Generator) -> NDArray[np.float32]:
    """Light that falls off across the drawing, now and then dirt or the edge of a shadow."""
    height, width = colours.shape[:2]
    across = np.linspace(-1, 1, width, dtype=np.float32)[None, :, None]
    down = np.linspace(-1, 1, height, dtype=np.float32)[:, None, None]
    slope = rng.normal(0, 0.08, 2)
    shade = 1 + np.float32(slope[0]) * across + np.float32(slope[1]) * down
    if rng.random() < 0.2:
        edge = across * np.float32(rng.normal()) + down * np.float32(rng.normal()) > rng.normal(
            0, 0.5
        )
        shade = shade * np.where(edge, np.float32(rng.uniform(0.4, 0.8)), np.float32(1))
    if rng.random() < 0.25:
        blotches = rng.random([3, 8], dtype=np.float32)
        dirt = cv2.resize(blotches, (width, height), interpolation=cv2.INTER_CUBIC)[..., None]
        shade = shade * (1 - np.float32(rng.uniform(0.1, 0.5)) * dirt.clip(0, 1))
    return np.asarray(colours * shade, np.float32)


def light_at(
    image: NDArray[np.uint8], box: NDArray[np.float32], *, percentile: float
) -> NDArray[np.float64]:
    """How bright white paint would be in a box.

    Args:
        image: uint8 [H, W, 3], RGB.
        box: float32 [4], x_min y_min x_max y_max; may lie partly outside.
        percentile: Of the pixels there, taken as a white to be matched.

    Returns:
        [3], factor per channel in 0.2..1.1.
    """
    x_min, y_min, x_max, y_max = (int(edge) for edge in box.clip(0))
    region = image[y_min : max(y_max, y_min + 1), x_min : max(x_max, x_min + 1)]
    if region.size == 0:
        return np.ones(3)
    levels = np.percentile(region.reshape(-1, 3), percentile, axis=0)
    # half of the cast: the other half is the colour of what is there
    return np.asarray(np.clip((levels + levels.mean()) / 2 / 235, 0.2, 1.1))
