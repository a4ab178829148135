"""Reading a photo, and what it will look like when it is saved: for threads, without widgets."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from anonymizer_gui.core.boxes import Box
from anonymizer_gui.core.settings import Settings
from anonymizer_gui.gui.preview.pyramid import Pyramid, pyramid_of

if TYPE_CHECKING:  # loads slowly; the window is on screen before
    from anonymizer_gui.core.images import Photo


@dataclass(frozen=True, slots=True, eq=False)
class Loaded:
    """A photo, ready to be shown."""

    photo: "Photo"
    before: Pyramid


@dataclass(frozen=True, slots=True, eq=False)
class Rendering:
    """A photo that is to be shown with its boxes hidden.

    Attributes:
        photo: As it was read.
        boxes: What is hidden, before the box scale.
        settings: How.
    """

    photo: "Photo"
    boxes: tuple[Box, ...]
    settings: Settings


def loaded(path: Path) -> Loaded:
    """Read a photo.

    Raises:
        ImageError: It cannot be read.
    """
    from anonymizer_gui.core.images import read_image

    photo = read_image(path)
    return Loaded(photo, pyramid_of(photo.rgb))


def rendered(wanted: Rendering) -> Pyramid:
    """The photo with its boxes hidden, by the code that saves it."""
    from anonymizer_gui.core.formats.modes import rgb_view
    from anonymizer_gui.core.obfuscation import obfuscated

    photo, settings = wanted.photo, wanted.settings
    pixels = obfuscated(photo, scaled(wanted.boxes, settings), settings)
    return pyramid_of(rgb_view(pixels, photo.picture.mode))


def scaled(boxes: Sequence[Box], settings: Settings) -> list[Box]:
    """The boxes as large as what is hidden."""
    return [box.scaled(settings.box_scale) for box in boxes]
