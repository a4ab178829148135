"""Reading a photo, and what it will look like when it is saved: for threads, without widgets."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint

from anonymizer_gui.core.boxes import Box
from anonymizer_gui.core.settings import Settings
from anonymizer_gui.gui.preview.pyramid import PATCH_SMALLEST, Patched, Pyramid, pyramid_of

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
        loaded: The photo.
        boxes: What is hidden, before the box scale.
        settings: How.
    """

    loaded: Loaded
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


def rendered(wanted: Rendering) -> Patched:
    """The photo with its boxes hidden, by the code that saves it, where they change anything."""
    from anonymizer_gui.core.formats.modes import rgb_view
    from anonymizer_gui.core.obfuscation import hidden_boxes, obfuscated_parts

    photo, settings = wanted.loaded.photo, wanted.settings
    hidden = hidden_boxes(photo, wanted.boxes, settings)
    patches = []
    for part in obfuscated_parts(photo, hidden, settings):
        patch = pyramid_of(rgb_view(part.pixels, photo.picture.mode), smallest=PATCH_SMALLEST)
        patches.append((QPoint(part.region.left, part.region.top), patch))
    return Patched(wanted.loaded.before, tuple(patches))
