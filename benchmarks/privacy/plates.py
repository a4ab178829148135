"""How many hidden plates can be read, as they are and after attacks."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from anonymizer_gui.core.boxes import Box, Kind
from anonymizer_gui.core.images import read_image
from anonymizer_gui.core.settings import DEFAULT_BOX_SCALE, Kernel
from benchmarks.coco import LabelledPhoto
from benchmarks.privacy.labels import boxes_of
from benchmarks.privacy.reading import Read, characters, share_read
from benchmarks.privacy.scenes import photo_of, plate_picture
from benchmarks.privacy.styles import Hide
from benchmarks.privacy.undoing import AVERAGED, averaged, flattened, sharpened, shifted_views

WIDTH = 130.0
"""Of the drawn plates, pixels of the photo."""

_SMALLEST = 60.0
"""Narrower real plates are not asked for; pixels."""

_FEWEST_CHARACTERS = 5
KERNELS = (Kernel(21, 2, 9), Kernel(65, 3, 19))
NOISE_TO_SIGNAL = (3e-4, 3e-3)
"""Blurs of these kernels are undone, more and less sharply, each in turn."""

Pictures = list[NDArray[np.uint8]]
Attack = Callable[[NDArray[np.uint8]], NDArray[np.uint8]]


@dataclass(frozen=True, slots=True)
class Readable:
    """How much was read.

    Attributes:
        plates: How many were asked for.
        whole: How many of them were read without a fault.
        characters: Mean share of the characters that were read.
    """

    plates: int
    whole: int
    characters: float


@dataclass(frozen=True, slots=True, eq=False)
class RealPlate:
    """A plate in a photo, with what the reader makes of it before it is hidden.

    Attributes:
        pixels: uint8 [H, W, 3], RGB, the whole photo.
        plates: All plates in it, grown.
        plate: The one that is read, as labelled.
        text: What is read before.
    """

    pixels: NDArray[np.uint8]
    plates: Sequence[Box]
    plate: Box
    text: str


def read_plates(truths: Sequence[str], pictures: Sequence[Pictures], read: Read) -> Readable:
    """Read plates; where there are several pictures of one the best reading counts.

    Args:
        truths: What is on each plate.
        pictures: For each plate those that may be read, uint8 [H, W, 3], RGB.
        read: The reader.
    """
    best = [
        max((share_read(text, answer), characters(text) == answer) for answer in map(read, some))
        for text, some in zip(truths, pictures, strict=True)
    ]
    whole = sum(exact for _, exact in best)
    return Readable(len(best), whole, float(np.mean([share for share, _ in best])))


def drawn_plates(
    hide: Hide, texts: Sequence[str], undone: Attack | None
) -> dict[str, list[Pictures]]:
    """Per attack and plate, the pictures that an outsider gets of drawn plates.

    Args:
        hide: The style.
        texts: Of the plates.
        undone: A network that was trained to undo it; None for none.
    """
    random = np.random.default_rng(5)
    found: dict[str, list[Pictures]] = {}
    for text in texts:
        views = shifted_views(AVERAGED, width=WIDTH, random=random)
        hidden = np.asarray(hide(photo_of(plate_picture(text), views[0]), [views[0].box]), np.uint8)
        plain = flattened(hidden, views[0])
        mean = averaged(hide, text, views)
        pictures = {
            "as it is": [plain],
            "sharpened": [flattened(one, views[0]) for one in (hidden, *sharpened_all(hidden))],
            f"mean of {AVERAGED}": [mean, *sharpened_all(mean)],
        }
        if undone is not None:
            pictures["network"] = [undone(plain)]
        for attack, some in pictures.items():
            found.setdefault(attack, []).append(some)
    return found


def sharpened_all(picture: NDArray[np.uint8]) -> Pictures:
    """The picture with each of the known blurs undone."""
    return [
        sharpened(picture, kernel, strength) for kernel in KERNELS for strength in NOISE_TO_SIGNAL
    ]


def real_plates(photos: Sequence[LabelledPhoto], read: Read) -> list[RealPlate]:
    """The labelled plates that are wide enough and can be read before they are hidden."""
    found = []
    for photo in photos:
        plates = boxes_of(photo.labels[Kind.PLATE], Kind.PLATE)
        if not plates:
            continue
        pixels = read_image(photo.path).rgb
        for plate in plates:
            if plate.width >= _SMALLEST:
                text = read(cut_out(pixels, plate))
                if len(text) >= _FEWEST_CHARACTERS:
                    grown = [one.scaled(DEFAULT_BOX_SCALE) for one in plates]
                    found.append(RealPlate(pixels, grown, plate, text))
    return found


def hidden_plate(hide: Hide, real: RealPlate) -> Pictures:
    """What an outsider gets of a real plate: as it is, and sharpened."""
    hidden = np.asarray(hide(real.pixels, real.plates), np.uint8)
    around = real.plate.scaled(2)
    part = cut_out(hidden, around)
    place = real.plate.clipped(width=hidden.shape[1], height=hidden.shape[0])
    corner = around.pixels(width=hidden.shape[1], height=hidden.shape[0])
    inner = Box(
        place.x_min - corner[1].start,
        place.y_min - corner[0].start,
        place.x_max - corner[1].start,
        place.y_max - corner[0].start,
        Kind.PLATE,
    )
    return [cut_out(one, inner) for one in (part, *sharpened_all(part))]


def cut_out(pixels: NDArray[np.uint8], box: Box) -> NDArray[np.uint8]:
    """The pixels of a box."""
    return pixels[box.pixels(width=pixels.shape[1], height=pixels.shape[0])]
