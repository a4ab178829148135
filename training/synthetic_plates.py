"""Number plates drawn from nothing, flat and clean; `pasting` puts them into photos."""

import cv2
import numpy as np
from numpy.typing import NDArray

from training.lettering import (
    MONO_BOLD,
    PILLOW,
    SANS,
    SANS_BOLD,
    SERIF_BOLD,
    drawn,
    from_pattern,
    text_mask,
)
from training.plate_styles import BLUE, RGB, STYLES, PlateStyle

WEIGHTS = np.array([style.weight for style in STYLES])
FONTS = (SANS_BOLD, MONO_BOLD, SANS, PILLOW, SERIF_BOLD)
FONT_SHARES = (0.42, 0.22, 0.18, 0.14, 0.04)
CAPTIONS = ("CALIFORNIA", "TEXAS", "OHIO", "FLORIDA", "NEW YORK", "Sunshine State", "dealer.com")


def synthetic_plate(
    rng: np.random.Generator, *, height: int = 56, ratio: float | None = None
) -> NDArray[np.uint8]:
    """Draw a plate of a random country.

    Args:
        rng: Decides everything; the same state gives the same plate.
        height: In pixels of the result.
        ratio: Wanted width over height: only styles near it are drawn then.

    Returns:
        uint8 [height, W, 3], RGB, the plate from edge to edge.
    """
    weights = WEIGHTS
    if ratio is not None:
        distance = np.abs(np.log([style.ratio / ratio for style in STYLES]))
        weights = WEIGHTS * (distance <= max(0.45, distance.min() + 0.01))
    style = STYLES[rng.choice(len(STYLES), p=weights / weights.sum())]
    width = round(height * style.ratio * rng.uniform(0.93, 1.05))
    image = np.empty([height, width, 3], np.uint8)
    image[:] = _varied(style.ground, rng)
    if style.caption and rng.random() < 0.4:
        _picture(image, rng)
    left, right = _bands(image, style, rng)
    _characters(image, style, rng, left=left, right=right)
    _border(image, style, rng)
    return _washed_out(image, rng) if rng.random() < 0.12 else image


def _varied(colour: RGB, rng: np.random.Generator) -> NDArray[np.uint8]:
    return np.clip(np.array(colour) + rng.normal(0, 9, 3), 0, 255).astype(np.uint8)


def _picture(image: NDArray[np.uint8], rng: np.random.Generator) -> None:
    """A sky, hills, a sunset behind the characters."""
    height, width = image.shape[:2]
    blobs = rng.normal(0, 45, [int(rng.integers(2, 5)), int(rng.integers(2, 6)), 3])
    if rng.random() < 0.5:
        blobs[:] = blobs[:, :1]
    soft = cv2.resize(blobs, (width, height), interpolation=cv2.INTER_LINEAR)
    image[:] = np.clip(image + soft, 0, 255).astype(np.uint8)


def _washed_out(image: NDArray[np.uint8], rng: np.random.Generator) -> NDArray[np.uint8]:
    """A flash or the sun in the plate: its characters are hardly there, or not at all."""
    glare = np.array([255, 255, 250]) if rng.random() < 0.7 else np.median(image, axis=(0, 1))
    share = rng.uniform(0.45, 1.0) if rng.random() < 0.8 else 1.0
    kept = image.copy()
    faded = (image * (1 - share) + glare * share).astype(np.uint8)
    if rng.random() < 0.5:  # what is not retroreflective stays as it was
        edge = int(rng.integers(1, 4))
        faded[:edge], faded[-edge:] = kept[:edge], kept[-edge:]
        faded[:, :edge], faded[:, -edge:] = kept[:, :edge], kept[:, -edge:]
    if rng.random() < 0.5:
        band = image.shape[1] // 11
        faded[:, :band] = kept[:, :band]
    return faded


def _bands(
    image: NDArray[np.uint8], style: PlateStyle, rng: np.random.Generator
) -> tuple[int, int]:
    height, width = image.shape[:2]
    left, right = round(style.band * width), width - round(style.right_band * width)
    if rng.random() < 0.1:
        return 0, width
    blue = _varied(BLUE, rng)
    image[:, :left] = blue
    image[:, right:] = blue
    if left > 6 and style.country:
        size = max(4, height // 5)
        mask = text_mask(style.country, font=SANS_BOLD, height=size, width=min(left - 2, 2 * size))
        drawn(image, mask, x=1, y=round(0.68 * height), ink=(240, 240, 240))
        radius = max(2, left // 4)
        cv2.circle(image, (left // 2, round(0.33 * height)), radius, (230, 200, 40), 1)
    return left, right


def _characters(
    image: NDArray[np.uint8], style: PlateStyle, rng: np.random.Generator, *, left: int, right: int
) -> None:
    height = image.shape[0]
    lines = from_pattern(style.patterns[rng.integers(len(style.patterns))], rng).split("/")
    top, bottom = (0.22, 0.8) if style.caption else (0.12, 0.88)
    font = FONTS[rng.choice(len(FONTS), p=FONT_SHARES)]
    room = right - left
    step = (bottom - top) * height / len(lines)
    for index, line in enumerate(lines):
        size = round(step * rng.uniform(0.76, 0.95))
        mask = text_mask(line, font=font, height=size, squeeze=rng.uniform(0.62, 0.95))
        widest = round(room * rng.uniform(0.82, 0.94))
        if mask.shape[1] > widest:
            squeezed = cv2.resize(mask, (widest, size), interpolation=cv2.INTER_AREA)
            mask = np.asarray(squeezed, np.uint8)
        x = left + (room - mask.shape[1]) // 2
        y = round(top * height + index * step + (step - size) / 2)
        drawn(image, mask, x=x, y=y, ink=_ink(style, rng))
    if style.caption:
        _captions(image, style, rng)


def _captions(image: NDArray[np.uint8], style: PlateStyle, rng: np.random.Generator) -> None:
    height, width = image.shape[:2]
    for y in (0.05, 0.85):
        if rng.random() < 0.8:
            text = CAPTIONS[rng.integers(len(CAPTIONS))]
            mask = text_mask(text, font=SANS, height=max(4, height // 9))
            mask = mask[:, : width - 4]
            drawn(
                image,
                mask,
                x=(width - mask.shape[1]) // 2,
                y=round(y * height),
                ink=_ink(style, rng),
            )
    if rng.random() < 0.4:
        side = height // 5
        image[2 : 2 + side, 2 : 2 + side] = rng.integers(0, 256, 3)


def _ink(style: PlateStyle, rng: np.random.Generator) -> RGB:
    red, green, blue = (int(value) for value in _varied(style.ink, rng))
    return red, green, blue


def _border(image: NDArray[np.uint8], style: PlateStyle, rng: np.random.Generator) -> None:
    height, width = image.shape[:2]
    if rng.random() < 0.45:
        inset = int(rng.integers(0, 3))
        corners = (inset, inset), (width - 1 - inset, height - 1 - inset)
        cv2.rectangle(image, *corners, _ink(style, rng), int(rng.integers(1, 3)))
    elif rng.random() < 0.5:
        # the plate's holder
        edge = int(rng.integers(1, 4))
        shade = [int(rng.integers(10, 60))] * 3
        cv2.rectangle(image, (0, 0), (width - 1, height - 1), shade, edge)
