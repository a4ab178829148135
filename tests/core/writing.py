"""Writing photos as the program does, in one step."""

from collections.abc import Iterable
from pathlib import Path

from anonymizer_gui.core.boxes import Box
from anonymizer_gui.core.files import write_whole
from anonymizer_gui.core.formats.picture import Pixels
from anonymizer_gui.core.images import Photo, copied_image, encoded_image
from anonymizer_gui.core.settings import MetadataPolicy


def write_image(
    photo: Photo,
    pixels: Pixels,
    target: Path,
    *,
    hidden: Iterable[Box] = (),
    policy: MetadataPolicy = MetadataPolicy.KEEP,
) -> bool:
    """Write a photo with other pixels, and say whether all else is as it was."""
    result = encoded_image(photo, pixels, hidden=hidden, policy=policy)
    write_whole(target, result.data, source=photo.path)
    return result.untouched


def copy_image(photo: Photo, target: Path, *, policy: MetadataPolicy = MetadataPolicy.KEEP) -> bool:
    """Write a photo in which nothing is hidden, and say whether its picture is as it was."""
    result = copied_image(photo, policy=policy)
    write_whole(target, result.data, source=photo.path)
    return result.untouched
