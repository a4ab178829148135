"""Between the channels of a picture and RGB: for the detectors, and for palettes and colours."""

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from anonymizer_gui.core.formats.picture import Mode, Picture, Pixels

COLOURS_AT_ONCE = 4096


def rgb_view(pixels: Pixels, mode: Mode) -> NDArray[np.uint8]:
    """The picture as the detectors see it; the very same array where it is that already.

    Args:
        pixels: uint8 or uint16, [H, W] or [H, W, C], contiguous.
        mode: What the channels mean.

    Returns:
        uint8 [H, W, 3], RGB, contiguous. Transparency is ignored: what is there can be uncovered.
    """
    eight = (pixels if pixels.dtype == np.uint8 else pixels >> 8).astype(np.uint8, copy=False)
    match mode:
        case Mode.RGB | Mode.PALETTE:
            return eight
        case Mode.CMYK:
            return np.array(Image.fromarray(eight, "CMYK").convert("RGB"))
        case Mode.RGBA_BY_ALPHA | Mode.GREY_BY_ALPHA:
            plain = Image.fromarray(eight, mode.value).convert(mode.value.upper())
            return np.array(plain.convert("RGB"))
        case Mode.RGBA:
            rgb = cv2.cvtColor(eight, cv2.COLOR_RGBA2RGB)
        case _:
            grey = eight if eight.ndim == 2 else np.ascontiguousarray(eight[..., 0])
            rgb = cv2.cvtColor(grey, cv2.COLOR_GRAY2RGB)
    return rgb.astype(np.uint8, copy=False)


def native_colour(
    colour: tuple[int, int, int], mode: Mode, dtype: np.dtype[np.uint8 | np.uint16]
) -> tuple[int, ...]:
    """An opaque colour in the channels of a picture.

    Args:
        colour: Red, green, blue, 0 to 255.
        mode: What the channels mean.
        dtype: uint8, or uint16 where 255 becomes 65535.
    """
    red, green, blue = colour
    match mode:
        case Mode.RGB | Mode.PALETTE:
            channels: tuple[int, ...] = colour
        case Mode.RGBA | Mode.RGBA_BY_ALPHA:
            channels = (*colour, 255)
        case Mode.CMYK:
            channels = (255 - red, 255 - green, 255 - blue, 0)
        case _:
            # Source: luma of ITU-R BT.601, which JPEG uses
            grey = round(0.299 * red + 0.587 * green + 0.114 * blue)
            is_opaque = mode in (Mode.GREY_ALPHA, Mode.GREY_BY_ALPHA)
            channels = (grey, 255) if is_opaque else (grey,)
    return tuple(value * (257 if dtype == np.uint16 else 1) for value in channels)


def palette_of(image: Image.Image) -> NDArray[np.uint8]:
    """The palette of an opened image, uint8 [N, 3], RGB."""
    return np.array(image.getpalette("RGB"), np.uint8).reshape(-1, 3)


def picture_with_palette(
    indices: NDArray[np.uint8], palette: NDArray[np.uint8], orientation: int = 1
) -> Picture:
    """A picture from entries of a palette.

    Args:
        indices: uint8 [H, W].
        palette: uint8 [N, 3], RGB; entries that it lacks are black, as in other programs.
        orientation: EXIF orientation, 1 to 8.
    """
    padded = np.zeros((256, 3), np.uint8)
    padded[: len(palette)] = palette
    return Picture(padded[indices], Mode.PALETTE, orientation, indices, palette)


def palette_indices(
    before: Picture, after: Pixels, *, usable: NDArray[np.bool_] | None = None
) -> NDArray[np.uint8]:
    """The palette entries for new pixels: where nothing changed the old ones, else the nearest.

    Args:
        before: A picture with a palette.
        after: uint8 RGB [H, W, 3].
        usable: bool [N], entries that new pixels may use; None for all.
    """
    assert before.indices is not None
    assert before.palette is not None
    indices = before.indices.copy()
    changed = (after != before.pixels).any(axis=2)
    if not changed.any():
        return indices
    entries = np.arange(len(before.palette)) if usable is None else np.flatnonzero(usable)
    palette = before.palette[entries].astype(np.int32)
    colours, where = np.unique(after[changed], axis=0, return_inverse=True)
    nearest = np.empty(len(colours), np.intp)
    for start in range(0, len(colours), COLOURS_AT_ONCE):
        part = colours[start : start + COLOURS_AT_ONCE, None].astype(np.int32)
        nearest[start : start + COLOURS_AT_ONCE] = (
            ((part - palette) ** 2).sum(axis=2).argmin(axis=1)
        )
    indices[changed] = entries[nearest[where.reshape(-1)]]
    return indices
