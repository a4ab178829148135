"""Photos of one drawn number plate, of which everything is known."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from anonymizer_gui.core.boxes import Box, Kind
from anonymizer_gui.core.images import read_image
from anonymizer_gui.core.settings import DEFAULT_BOX_SCALE
from benchmarks.coco import LabelledPhoto
from benchmarks.privacy.labels import boxes_of
from training.lettering import SANS_BOLD, drawn, from_pattern, text_mask
from training.plate_styles import BLACK, BLUE, YELLOW

SIDECODE = "99-AAA-9"
"""The Dutch pattern that is drawn: millions of plates, all of one length."""

PLATE_HEIGHT, PLATE_WIDTH = 56, 264
_BAND = 24
_INK_HEIGHT, _INK_WIDTH = 42, 218
_OVERSAMPLING = 3
_MARGIN = 64
"""Pixels beside small plates, since whole blocks of 16 pixels are hidden."""


@dataclass(frozen=True, slots=True)
class View:
    """How a plate is seen.

    Attributes:
        width: Of the plate in pixels of the photo.
        shift: Right and down, pixels: where the plate is beside the middle of the photo.
        seed: Of what is around the plate.
        box_shift: Right and down, pixels: how far the box misses the plate.
        box_growth: Factor on the box, beside the box scale.
        around: uint8 [H, W, 3], RGB, of `photo_size`: a real photo in which the plate is drawn;
            None for a drawn bumper.
    """

    width: float = 130.0
    shift: tuple[float, float] = (0.0, 0.0)
    seed: int = 0
    box_shift: tuple[float, float] = (0.0, 0.0)
    box_growth: float = 1.0
    around: NDArray[np.uint8] | None = field(default=None, compare=False)

    @property
    def scale(self) -> float:
        """Pixels of the photo per pixel of the drawn plate."""
        return self.width / PLATE_WIDTH

    @property
    def photo_size(self) -> tuple[int, int]:
        """Width and height of the photo in pixels."""
        return round(1.6 * self.width) + _MARGIN, round(0.6 * self.width) + _MARGIN

    @property
    def plate(self) -> Box:
        """Where the plate is in the photo."""
        (width, height), half = self.photo_size, self.scale * PLATE_HEIGHT / 2
        x, y = width / 2 + self.shift[0], height / 2 + self.shift[1]
        return Box(x - self.width / 2, y - half, x + self.width / 2, y + half, Kind.PLATE)

    @property
    def box(self) -> Box:
        """What is hidden: grown by the default box scale, as a job does."""
        dx, dy = self.box_shift
        plate = self.plate
        found = replace(
            plate,
            x_min=plate.x_min + dx,
            x_max=plate.x_max + dx,
            y_min=plate.y_min + dy,
            y_max=plate.y_max + dy,
        )
        return found.scaled(DEFAULT_BOX_SCALE * self.box_growth)


def plate_texts(count: int, *, seed: int) -> list[str]:
    """So many different texts of plates, drawn at random."""
    random = np.random.default_rng(seed)
    texts: dict[str, None] = {}
    while len(texts) < count:
        texts[from_pattern(SIDECODE, random)] = None
    return list(texts)


def plate_picture(text: str) -> NDArray[np.uint8]:
    """A flat Dutch plate, always the same for the same text.

    Returns:
        uint8 [PLATE_HEIGHT, PLATE_WIDTH, 3], RGB.
    """
    picture = np.empty((PLATE_HEIGHT, PLATE_WIDTH, 3), np.uint8)
    picture[:] = YELLOW
    picture[:, :_BAND] = BLUE
    mask = text_mask(text, font=SANS_BOLD, height=_INK_HEIGHT, width=_INK_WIDTH)
    left = _BAND + (PLATE_WIDTH - _BAND - _INK_WIDTH) // 2
    drawn(picture, mask, x=left, y=(PLATE_HEIGHT - _INK_HEIGHT) // 2, ink=BLACK)
    return picture


def photo_of(picture: NDArray[np.uint8], view: View) -> NDArray[np.uint8]:
    """A photo of a plate on a bumper, without noise.

    Args:
        picture: uint8 [PLATE_HEIGHT, PLATE_WIDTH, 3], RGB.
        view: How it is seen.

    Returns:
        uint8 [H, W, 3], RGB.
    """
    around = _bumper(view.photo_size, view.seed) if view.around is None else view.around
    photo = around.copy()
    rows, columns = view.plate.pixels(width=photo.shape[1], height=photo.shape[0])
    many = _OVERSAMPLING
    part = photo[rows, columns]
    large = np.repeat(np.repeat(part, many, axis=0), many, axis=1)
    scale = view.scale * many
    corner = many * (view.plate.x_min - columns.start), many * (view.plate.y_min - rows.start)
    move = np.array([[scale, 0, corner[0]], [0, scale, corner[1]]])
    move[:, 2] += (scale - 1) / 2  # whole coordinates are the middles of pixels
    size = large.shape[1], large.shape[0]
    edges = cv2.BORDER_TRANSPARENT
    cv2.warpAffine(picture, move, size, dst=large, flags=cv2.INTER_LINEAR, borderMode=edges)
    photo[rows, columns] = cv2.resize(
        large, (part.shape[1], part.shape[0]), interpolation=cv2.INTER_AREA
    )
    return photo


def real_views(photos: Sequence[LabelledPhoto], count: int) -> list[View]:
    """Views of drawn plates in the place of real ones, each in another photo."""
    found: list[View] = []
    for photo in photos:
        if len(found) == count:
            break
        pixels = read_image(photo.path).rgb
        for plate in boxes_of(photo.labels[Kind.PLATE], Kind.PLATE):
            view = View(width=plate.width, shift=(0.3, -0.4))
            width, height = view.photo_size
            left = round((plate.x_min + plate.x_max - width) / 2)
            top = round((plate.y_min + plate.y_max - height) / 2)
            part = pixels[max(top, 0) : top + height, max(left, 0) : left + width]
            if part.shape[:2] == (height, width):
                found.append(replace(view, around=part))
                break
    return found


@lru_cache(maxsize=64)
def _bumper(size: tuple[int, int], seed: int) -> NDArray[np.uint8]:
    """uint8 [H, W, 3], RGB, without a plate."""
    random = np.random.default_rng(seed)
    coarse = random.uniform(40, 200) + random.normal(0, 25, (4, 6, 1)) + random.normal(0, 8, 3)
    smooth = cv2.resize(coarse, size, interpolation=cv2.INTER_CUBIC)
    return np.clip(np.rint(smooth), 0, 255).astype(np.uint8)


def with_noise(
    photo: NDArray[np.uint8], deviation: float, random: np.random.Generator
) -> NDArray[np.uint8]:
    """The photo with the noise of a sensor; the deviation in grey levels."""
    noisy = photo + random.normal(0, deviation, photo.shape)
    return np.clip(np.rint(noisy), 0, 255).astype(np.uint8)
