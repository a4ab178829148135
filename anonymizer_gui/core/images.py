"""Photos: reading any supported file, and writing it back with nothing changed but what is hidden.

The format is told by the content, never by the extension, and stays. Pixels are upright in the
program and go back the way they were stored, so that the orientation tag stays true.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from anonymizer_gui.core.boxes import Box
from anonymizer_gui.core.errors import QT_TRANSLATE_NOOP, ImageError
from anonymizer_gui.core.files import long_path
from anonymizer_gui.core.formats import bmp, heic, jpeg, modes, png, tiff, webp
from anonymizer_gui.core.formats.orientation import as_stored, stored_corner, upright
from anonymizer_gui.core.formats.picture import (
    DAMAGED,
    EMPTY,
    NOT_A_PHOTO,
    UNSUPPORTED,
    Encoded,
    Format,
    FormatError,
    Patch,
    Picture,
    Pixels,
)
from anonymizer_gui.core.regions import Region, moved
from anonymizer_gui.core.settings import MetadataPolicy

FORMATS = (jpeg.FORMAT, png.FORMAT, webp.FORMAT, tiff.FORMAT, bmp.FORMAT, heic.FORMAT)

# Pillow's own limit warns first and is lower; each format checks ours before it decodes
Image.MAX_IMAGE_PIXELS = None

_ENOUGH_TO_TELL = 64
"""First bytes of a file by which its format is told."""

_UNREADABLE = QT_TRANSLATE_NOOP("errors", "{0} cannot be read: {1}.")
_GONE = QT_TRANSLATE_NOOP("errors", "{0} is not there any more.")
_NOT_ALLOWED = QT_TRANSLATE_NOOP("errors", "{0} cannot be read: no permission.")
_TOO_LITTLE_MEMORY = QT_TRANSLATE_NOOP("errors", "{0} is too large for the memory at hand.")


@dataclass(frozen=True, slots=True, eq=False)
class Photo:
    """A photo as it was read.

    Attributes:
        path: Where it came from.
        data: The file, byte for byte.
        format: How it is written back.
        pixels: uint8 or uint16, [H, W] or [H, W, C], upright, contiguous, read-only: grey, grey
            and alpha, RGB, RGBA or CMYK. Of a picture with a palette the colours, RGB.
        rgb: uint8 [H, W, 3], RGB, upright, read-only: what detectors see. The same array as
            `pixels` where that is such an array already.
        picture: As it is stored, before its orientation is applied.
    """

    path: Path
    data: bytes
    format: Format
    pixels: Pixels
    rgb: NDArray[np.uint8]
    picture: Picture

    @property
    def width(self) -> int:
        """Width of the upright photo in pixels."""
        return int(self.pixels.shape[1])

    @property
    def height(self) -> int:
        """Height of the upright photo in pixels."""
        return int(self.pixels.shape[0])

    def native_colour(self, colour: tuple[int, int, int]) -> tuple[int, ...]:
        """A colour (red, green, blue, 0 to 255) in the channels of `pixels`, opaque."""
        return modes.native_colour(colour, self.picture.mode, self.pixels.dtype)


def read_image(path: Path) -> Photo:
    """Read a photo.

    Raises:
        ImageError: It is empty, damaged, no photo, animated, too large, of a rare kind, or its
            file cannot be opened.
    """
    try:
        with long_path(path.absolute()).open("rb") as file:
            # A film that is named .jpg is not read to its end
            start = file.read(_ENOUGH_TO_TELL)
            data = start + file.read() if _is_photo(start) else start
    except FileNotFoundError as error:
        raise ImageError(_GONE, path.name) from error
    except PermissionError as error:
        raise ImageError(_NOT_ALLOWED, path.name) from error
    except OSError as error:
        raise ImageError(_UNREADABLE, path.name, error.strerror or str(error)) from error
    except MemoryError as error:
        raise ImageError(_TOO_LITTLE_MEMORY, path.name) from error
    return photo_from(data, path=path)


def photo_from(data: bytes, *, path: Path, picture: Picture | None = None) -> Photo:
    """The photo in the bytes of a file.

    Args:
        data: The whole file.
        path: Where it came from, for messages and for `Photo.path`.
        picture: What is in it, if it was decoded already.

    Raises:
        ImageError: As `read_image` does.
    """
    try:
        found = _format_of(data)
        stored = picture or found.decoded(data)
        pixels = np.ascontiguousarray(upright(stored.pixels, stored.orientation))
        rgb = modes.rgb_view(pixels, stored.mode)
    except FormatError as problem:
        template, *values = problem.args
        raise ImageError(template, path.name, *values) from problem
    except cv2.error as error:
        raise ImageError(DAMAGED, path.name) from error
    except MemoryError as error:
        raise ImageError(_TOO_LITTLE_MEMORY, path.name) from error
    pixels.flags.writeable = rgb.flags.writeable = False
    # A view of `pixels`, so that no photo is in memory twice
    picture = replace(stored, pixels=as_stored(pixels, stored.orientation))
    return Photo(path, data, found, pixels, rgb, picture)


def encoded_image(
    photo: Photo,
    pixels: Pixels | Mapping[Region, Pixels],
    *,
    hidden: Iterable[Box] = (),
    policy: MetadataPolicy = MetadataPolicy.KEEP,
) -> Encoded:
    """The file of a photo with other pixels: same format, mode, depth, compression, orientation.

    Previews in the metadata show what is now hidden, so they always go. Of a JPEG only the blocks
    are coded anew that boxes or changed pixels touch.

    Args:
        photo: As it was read.
        pixels: Of the shape and type of `photo.pixels`, upright; or of some parts, which do not
            touch and are made of whole blocks of the photo.
        hidden: Where something was hidden, also if a pixel came out as it was; inside the parts.
        policy: What happens to EXIF, XMP and the like.

    Raises:
        ImageError: Its kind cannot be written.
        ValueError: The pixels are of another shape or type.
    """
    if not isinstance(pixels, Mapping):
        pixels = {Region(0, 0, photo.width, photo.height): pixels}
    boxes = list(hidden)
    patches = [_patch(photo, region, part, boxes) for region, part in pixels.items()]
    try:
        return photo.format.encoded(photo.data, photo.picture, patches, policy)
    except MemoryError as error:
        raise ImageError(_TOO_LITTLE_MEMORY, photo.path.name) from error
    except (OSError, RuntimeError, ValueError, cv2.error) as error:
        raise ImageError(UNSUPPORTED, photo.path.name, photo.format.name) from error


def _patch(photo: Photo, region: Region, pixels: Pixels, hidden: Iterable[Box]) -> Patch:
    there = photo.pixels[region.place]
    if pixels.shape != there.shape or pixels.dtype != there.dtype:
        raise ValueError(
            f"pixels must be {there.dtype} {list(there.shape)}, "
            f"got {pixels.dtype} {list(pixels.shape)}"
        )
    covered = np.zeros(pixels.shape[:2], np.bool_)
    for box in hidden:
        covered[moved(box, region).pixels(width=there.shape[1], height=there.shape[0])] = True
    turned = photo.picture.orientation
    height, width = photo.picture.pixels.shape[:2]
    corner = stored_corner(region.place, (height, width), turned)
    return Patch(*corner, as_stored(pixels, turned), as_stored(covered, turned))


def copied_image(photo: Photo, *, policy: MetadataPolicy = MetadataPolicy.KEEP) -> Encoded:
    """The file of a photo in which nothing is to be hidden: the picture data is byte for byte.

    Unless its format cannot be written, so that the picture has to be compressed again.

    Args:
        photo: As it was read.
        policy: What happens to EXIF, XMP and the like.

    Raises:
        ImageError: There is too little memory.
    """
    try:
        data = photo.format.cleaned(photo.data, policy)
    except MemoryError as error:
        raise ImageError(_TOO_LITTLE_MEMORY, photo.path.name) from error
    return Encoded(data, untouched=not photo.format.becomes)


def _is_photo(start: bytes) -> bool:
    return any(known.matches(start) for known in FORMATS)


def _format_of(data: bytes) -> Format:
    if not data:
        raise FormatError(EMPTY)
    for known in FORMATS:
        if known.matches(data):
            return known
    raise FormatError(NOT_A_PHOTO)
