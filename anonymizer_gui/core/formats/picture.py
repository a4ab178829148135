"""What every format module reads and writes: a decoded picture, and the functions of a format."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from anonymizer_gui.core.errors import QT_TRANSLATE_NOOP
from anonymizer_gui.core.settings import MetadataPolicy

Pixels = NDArray[np.uint8 | np.uint16]
"""[H, W] or [H, W, C], channels in the order of the `Mode`."""

Mask = NDArray[np.bool_]
"""[H, W]."""

MAX_MEGAPIXELS = 500
"""Larger pictures are refused before they are decoded: 500 megapixels take 1.5 GB and more."""

EMPTY = QT_TRANSLATE_NOOP("errors", "{0} is empty (0 bytes). Copy it again.")
NOT_A_PHOTO = QT_TRANSLATE_NOOP("errors", "{0} is not a JPEG, PNG, HEIC, WebP, TIFF or BMP photo.")
DAMAGED = QT_TRANSLATE_NOOP("errors", "{0} is cut short or damaged. Copy it again.")
MANY_PAGES = QT_TRANSLATE_NOOP(
    "errors", "{0} is animated or has several pages, which would be published unseen."
)
_SURELY_FINE, _MOST_FOR_A_BYTE = 64_000_000, 10_000
"""Pixels."""

TOO_LARGE = QT_TRANSLATE_NOOP("errors", "{0} has {1} megapixels; at most {2} can be handled.")
UNSUPPORTED = QT_TRANSLATE_NOOP("errors", "{0} is of a rare kind that cannot be handled ({1}).")


class FormatError(Exception):
    """A file cannot be read. Arguments: a template whose {0} is the file's name, then the rest."""


class Mode(Enum):
    """What the channels mean."""

    BILEVEL = "1"
    GREY = "L"
    GREY_ALPHA = "LA"
    GREY_BY_ALPHA = "La"
    PALETTE = "P"
    RGB = "RGB"
    RGBA = "RGBA"
    RGBA_BY_ALPHA = "RGBa"
    """What is transparent is stored darker: each colour as it is seen on black."""
    CMYK = "CMYK"


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """A decoded picture as it is stored, that is before its EXIF orientation is applied.

    Attributes:
        pixels: uint8 or uint16, [H, W] or [H, W, C]. Colour is in the order of the mode. A bilevel
            picture holds 0 and 255; one with a palette holds the colours, uint8 RGB [H, W, 3].
        mode: What the channels mean.
        orientation: EXIF orientation, 1 to 8.
        indices: uint8 [H, W], entries of the palette; None without a palette.
        palette: uint8 [N, 3], RGB; None without a palette.
        block: Height and width of the patches of stored pixels that were compressed together:
            what is in a part of a patch has left traces in all of it. 1 and 1 without loss.
    """

    pixels: Pixels
    mode: Mode
    orientation: int = 1
    indices: NDArray[np.uint8] | None = None
    palette: NDArray[np.uint8] | None = None
    block: tuple[int, int] = (1, 1)


@dataclass(frozen=True, slots=True, eq=False)
class Patch:
    """Other pixels for a part of a picture.

    Attributes:
        top: Its first row.
        left: Its first column. Both are multiples of `Picture.block`.
        pixels: [h, w] or [h, w, C], with any strides.
        changed: [h, w], where something was hidden, also if a pixel came out as it was; there may
            be new pixels elsewhere.
    """

    top: int
    left: int
    pixels: Pixels
    changed: Mask

    @property
    def place(self) -> tuple[slice, slice]:
        """Its rows and columns."""
        height, width = self.changed.shape
        return slice(self.top, self.top + height), slice(self.left, self.left + width)


def patched(before: Picture, patches: Sequence[Patch]) -> Pixels:
    """The pixels of a whole picture with those of some patches."""
    if len(patches) == 1 and patches[0].pixels.shape == before.pixels.shape:
        return patches[0].pixels
    result = np.array(before.pixels, order="C")
    for patch in patches:
        result[patch.place] = patch.pixels
    return result


@dataclass(frozen=True, slots=True, eq=False)
class Encoded:
    """A file with other pixels.

    Attributes:
        data: Its bytes.
        untouched: Whether all that no changed pixel touches is exactly as it was: pixels, or in a
            JPEG the coefficients of its blocks. False where the whole picture had to be
            compressed again with some loss.
        picture: What is in it, where it was decoded already to see whether that can be done.
    """

    data: bytes
    untouched: bool
    picture: Picture | None = None


@dataclass(frozen=True, slots=True)
class Format:
    """How one format is read and written.

    Attributes:
        name: As people call it.
        matches: Whether the first bytes of a file are of this format.
        decoded: The picture in the bytes of a file. Raises `FormatError`.
        encoded: A file like the given one, with other pixels: the arguments are that file, its
            picture, patches of it that do not overlap, and what happens to metadata.
        cleaned: The bytes of a file with the picture data untouched and every preview removed;
            the second argument says what else happens to metadata.
        becomes: Extension of what is written, where that is another format: then nothing of the
            file is copied as it is.
    """

    name: str
    matches: Callable[[bytes], bool]
    decoded: Callable[[bytes], Picture]
    encoded: Callable[[bytes, Picture, Sequence[Patch], MetadataPolicy], Encoded]
    cleaned: Callable[[bytes, MetadataPolicy], bytes]
    becomes: str = ""


def check_size(width: int, height: int) -> None:
    """Refuse a picture that is too large to be decoded.

    Raises:
        FormatError: It has more than `MAX_MEGAPIXELS`, or no pixels at all.
    """
    if width < 1 or height < 1:
        raise FormatError(DAMAGED)
    if width * height > MAX_MEGAPIXELS * 1_000_000:
        raise FormatError(TOO_LARGE, round(width * height / 1e6), MAX_MEGAPIXELS)


def check_claim(width: int, height: int, data: bytes) -> None:
    """Refuse a small file that claims to be huge: unpacking that would take a minute.

    For PNG, TIFF and WebP, of which no photo has some thousand pixels for a byte.

    Args:
        width: In pixels.
        height: The same.
        data: The file.

    Raises:
        FormatError: There are more pixels than so many bytes can hold.
    """
    if width * height > max(_SURELY_FINE, _MOST_FOR_A_BYTE * len(data)):
        raise FormatError(DAMAGED)
