"""Text as masks, in fonts that come with our dependencies: DejaVu (matplotlib) and Pillow's own."""

import functools
from pathlib import Path

import matplotlib
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
PLATE_LETTERS = "BDFGHJKLMNPRSTVWXYZACEU"
DIGITS = "0123456789"

SANS_BOLD = "DejaVuSans-Bold"
SANS = "DejaVuSans"
MONO_BOLD = "DejaVuSansMono-Bold"
SERIF_BOLD = "DejaVuSerif-Bold"
PILLOW = ""
FONTS = (SANS_BOLD, SANS, MONO_BOLD, SERIF_BOLD, "DejaVuSerif", "DejaVuSans-BoldOblique", PILLOW)


@functools.lru_cache(maxsize=64)
def _font(name: str, size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    if name == PILLOW:
        return ImageFont.load_default(size)
    return ImageFont.truetype(
        Path(matplotlib.get_data_path()) / "fonts" / "ttf" / f"{name}.ttf", size
    )


def text_mask(
    text: str, *, font: str, height: int, width: int | None = None, squeeze: float = 1.0
) -> NDArray[np.uint8]:
    """Draw one line of text, cropped to its ink.

    Args:
        text: At least one visible character.
        font: One of `FONTS`.
        height: Of the result, in pixels.
        width: Of the result, in pixels; by default as wide as the font makes it, times `squeeze`.
        squeeze: Factor on the natural width.

    Returns:
        uint8 [height, W], 255 where there is ink.
    """
    drawn_with = _font(font, max(8, height))
    left, top, right, bottom = (round(edge) for edge in drawn_with.getbbox(text))
    canvas = Image.new("L", (max(1, right - left), max(1, bottom - top)))
    ImageDraw.Draw(canvas).text((-left, -top), text, fill=255, font=drawn_with)
    natural = canvas.width * height / canvas.height * squeeze
    size = (max(1, width if width is not None else round(natural)), max(1, height))
    return np.asarray(canvas.resize(size, Image.Resampling.BILINEAR), np.uint8)


def drawn(
    image: NDArray[np.uint8], mask: NDArray[np.uint8], *, x: int, y: int, ink: tuple[int, int, int]
) -> None:
    """Paint `ink` (RGB) through a mask whose top left corner is put at x, y; changes `image`.

    Args:
        image: uint8 [H, W, 3], RGB.
        mask: uint8 [h, w]; what lies outside the image is cut off.
        x: Column, may be negative.
        y: Row, may be negative.
        ink: RGB.
    """
    x_min, y_min = max(0, x), max(0, y)
    x_max = min(image.shape[1], x + mask.shape[1])
    y_max = min(image.shape[0], y + mask.shape[0])
    if x_max <= x_min or y_max <= y_min:
        return
    cut = mask[y_min - y : y_max - y, x_min - x : x_max - x, None].astype(np.float32) / 255
    under = image[y_min:y_max, x_min:x_max]
    image[y_min:y_max, x_min:x_max] = (under * (1 - cut) + np.array(ink, np.float32) * cut).astype(
        np.uint8
    )


def from_pattern(pattern: str, rng: np.random.Generator) -> str:
    """Fill a pattern: `A` a letter, `9` a digit, `*` either, anything else as it is."""
    pools = {"A": PLATE_LETTERS, "9": DIGITS, "*": LETTERS + DIGITS}
    return "".join(
        pools[sign][rng.integers(len(pools[sign]))] if sign in pools else sign for sign in pattern
    )
