"""What changes in JPEG photos outside what is hidden: nothing, bit for bit.

`python -m benchmarks.untouched FOLDER` hides three boxes at drawn places in each JPEG of a folder
and its sub-folders, and reads both files back with jpeglib's own functions. It prints how many DCT
coefficients differ in blocks that no hidden pixel touches, how large the files are when nothing
is hidden, and how long making them takes. Nothing is kept.
"""

import argparse
import random
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import jpeglib
import numpy as np
from numpy.typing import NDArray

from anonymizer_gui.core.boxes import Box, Kind
from anonymizer_gui.core.errors import ImageError
from anonymizer_gui.core.formats.jpeg_frame import Frame, frame_of
from anonymizer_gui.core.formats.jpeg_segments import parted
from anonymizer_gui.core.formats.orientation import as_stored
from anonymizer_gui.core.images import Photo, encoded_image, read_image
from anonymizer_gui.core.obfuscation import hidden_boxes, obfuscated
from anonymizer_gui.core.settings import Settings

BOXES = 3
_SETTINGS = Settings(Path("in"), Path("out"))
_BLOCK = 8
_LIBRARY = "turbo210"
"""Of the builds of libjpeg in jpeglib one that reads every kind of JPEG."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was measured in one photo.

    Attributes:
        untouched: Whether the program says that it changed the touched blocks alone.
        differ: Coefficients that differ in other blocks.
        compared: Coefficients in other blocks.
        size: Bytes of the picture data with nothing hidden, as a share of what they were.
        seconds: That hiding took, without reading, the mosaic and the disk.
    """

    untouched: bool
    differ: int
    compared: int
    size: float
    seconds: float


def measured(photo: Photo, boxes: list[Box], folder: Path) -> Outcome:
    """Hide boxes in a JPEG and compare.

    Args:
        photo: A JPEG.
        boxes: What is hidden.
        folder: For temporary files.
    """
    hidden = hidden_boxes(photo, boxes, _SETTINGS)
    after = obfuscated(photo, hidden, _SETTINGS)
    started = time.perf_counter()
    result = encoded_image(photo, after, hidden=hidden)
    seconds = time.perf_counter() - started
    same = encoded_image(photo, photo.pixels)
    covered = np.zeros((photo.height, photo.width), np.bool_)
    for box in hidden:
        covered[box.pixels(width=photo.width, height=photo.height)] = True
    stored = as_stored(covered, photo.picture.orientation)
    parts = parted(photo.data)
    differ = compared = 0
    for old, new, mask in zip(
        coefficients(photo.data, folder),
        coefficients(result.data, folder),
        touched(frame_of(parts), stored),
        strict=True,
    ):
        differ += int(np.count_nonzero(old[~mask] != new[~mask]))
        compared += old[~mask].size
    size = len(parted(same.data).scans) / len(parts.scans)
    return Outcome(result.untouched, differ, compared, size, seconds)


def coefficients(data: bytes, folder: Path) -> list[NDArray[np.int16]]:
    """The quantised coefficients of a JPEG, per component int16 [rows, columns, 8, 8]."""
    path = folder / "coefficients.jpg"
    path.write_bytes(data)
    with jpeglib.version(_LIBRARY):
        found = jpeglib.read_dct(str(path))
        found.load()
    planes = (found.Y, found.Cb, found.Cr, found.K)
    return [np.asarray(plane) for plane in planes[: found.num_components]]


def touched(frame: Frame, hidden: NDArray[np.bool_]) -> list[NDArray[np.bool_]]:
    """The blocks with a sample over a hidden pixel, per component bool [rows, columns].

    Args:
        frame: Of the file.
        hidden: bool [H, W], as it is stored.
    """
    y, x = np.nonzero(hidden)
    result = []
    for one in frame.components:
        mask = np.zeros(frame.block_size(one), np.bool_)
        down, across = frame.down // one.down, frame.across // one.across
        mask[y // (_BLOCK * down), x // (_BLOCK * across)] = True
        result.append(mask)
    return result


def drawn_boxes(photo: Photo, drawing: random.Random) -> list[Box]:
    """Boxes of the size of faces, anywhere in a photo."""
    width, height = photo.width / 16, photo.height / 12
    corners = [
        (drawing.uniform(0, photo.width - width), drawing.uniform(0, photo.height - height))
        for _ in range(BOXES)
    ]
    return [Box(x, y, x + width, y + height, Kind.FACE) for x, y in corners]


def outcomes(paths: list[Path]) -> Iterator[Outcome]:
    """What was measured in each JPEG among the files; others are passed over."""
    drawing = random.Random(1)
    with tempfile.TemporaryDirectory() as folder:
        for path in paths:
            try:
                photo = read_image(path)
            except ImageError:
                continue
            if photo.format.name == "JPEG":
                yield measured(photo, drawn_boxes(photo, drawing), Path(folder))


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--limit", type=int, default=200, help="photos that are measured at most")
    options = parser.parse_args()
    paths = sorted(
        one for one in options.folder.rglob("*") if one.suffix.lower() in (".jpg", ".jpeg")
    )
    random.Random(1).shuffle(paths)
    found = list(outcomes(paths[: options.limit]))
    if not found:
        parser.error(f"there are no JPEG photos in {options.folder}")
    lossless = sum(one.untouched for one in found)
    sizes = [one.size for one in found]
    print(
        f"{len(found)} photos, {lossless} without compressing them again; "
        f"{sum(one.differ for one in found)} of {sum(one.compared for one in found)} coefficients "
        f"differ outside the touched blocks; picture data with nothing hidden "
        f"{100 * min(sizes):.2f} to {100 * max(sizes):.2f} % of what it was; "
        f"{1e3 * median(one.seconds for one in found):.0f} ms per photo"
    )


if __name__ == "__main__":
    main()
