"""Photos of a wanted size for measuring speed, made from others."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import cycle, islice
from pathlib import Path

from PIL import Image, ImageOps

QUALITY = 92
MOST_DIFFERENT = 8
"""Photos; further ones are copies."""


@dataclass(frozen=True, slots=True)
class Size:
    """A size of photo: its name, width and height in pixels."""

    name: str
    width: int
    height: int


SIZES = (
    Size("0.3 MP", 640, 480),
    Size("2 MP", 1632, 1224),
    Size("12 MP", 4000, 3000),
    Size("24 MP", 6000, 4000),
    Size("panorama 8192x4096", 8192, 4096),
)
WIDEST_ALONE = 6000
"""Wider photos are put together from several, so that faces keep a likely size."""


def make_photos(folder: Path, sources: Sequence[Path], size: Size, *, count: int) -> None:
    """Write `count` JPEGs of a size, of sources that lie as far apart as they can."""
    folder.mkdir(parents=True)
    different = min(count, MOST_DIFFERENT)
    firsts = [index * len(sources) // different for index in range(different)]
    made = [_made(islice(cycle(sources), first, first + 8), size) for first in firsts]
    for number, data in enumerate(islice(cycle(made), count)):
        (folder / f"{number:05}.jpg").write_bytes(data)


def _made(sources: Iterable[Path], size: Size) -> bytes:
    across, down = (4, 2) if size.width > WIDEST_ALONE else (1, 1)
    part = size.width // across, size.height // down
    whole = Image.new("RGB", (size.width, size.height))
    for place, source in zip(range(across * down), sources, strict=False):
        with Image.open(source) as picture:
            fitted = ImageOps.fit(picture.convert("RGB"), part)
        whole.paste(fitted, (place % across * part[0], place // across * part[1]))
    buffer = BytesIO()
    whole.save(buffer, "JPEG", quality=QUALITY)
    return buffer.getvalue()
