"""Obfuscation: hiding what is inside the boxes of a photo.

What was compressed together is hidden together: where a box touches a block of a JPEG, the rest of
that block shows faint waves of what is in the box, enough to tell which number plate it was
(`benchmarks.privacy`). So there boxes are grown to whole blocks, and blocks beside them stay
bit for bit.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from math import ceil, floor

import numpy as np

from anonymizer_gui.core.boxes import Box
from anonymizer_gui.core.formats.jpeg import SMEAR
from anonymizer_gui.core.formats.orientation import upright_edges
from anonymizer_gui.core.formats.picture import Pixels
from anonymizer_gui.core.gaussian import with_gaussian
from anonymizer_gui.core.images import Photo
from anonymizer_gui.core.mosaic import with_mosaic
from anonymizer_gui.core.regions import GRID, Edges, Region, moved, regions_of
from anonymizer_gui.core.settings import Settings, Style


@dataclass(frozen=True, slots=True, eq=False)
class Hidden:
    """A part of a photo in which something was hidden.

    Attributes:
        region: Which part.
        boxes: What was hidden there, in pixels of the part.
        pixels: The new ones.
    """

    region: Region
    boxes: tuple[Box, ...]
    pixels: Pixels


def hidden_boxes(photo: Photo, boxes: Iterable[Box], settings: Settings) -> list[Box]:
    """What is hidden for some boxes: they are grown, in a JPEG to whole blocks.

    `Style.GAUSSIAN` repeats an older tool, which knows neither heads nor blocks.

    Args:
        photo: As it was read.
        boxes: In pixels of the upright photo.
        settings: `box_scale` and `style` are used.
    """
    if settings.style is Style.GAUSSIAN:
        return [box.scaled(settings.box_scale) for box in boxes]
    grown = [box.hidden(settings.box_scale) for box in boxes]
    picture = photo.picture
    if picture.block == (1, 1):
        return grown
    visible = [box for box in grown if _is_visible(box, photo)]
    return [_in_whole_blocks(box, *block_edges(photo)) for box in visible]


def block_edges(photo: Photo) -> tuple[Edges, Edges]:
    """Edges of the blocks of a photo, for its rows and columns."""
    height, width = photo.picture.pixels.shape[:2]
    return upright_edges((height, width), photo.picture.block, photo.picture.orientation)


def obfuscated_parts(
    photo: Photo,
    boxes: Iterable[Box],
    settings: Settings,
    *,
    edges: tuple[Edges, Edges] = (GRID, GRID),
) -> Iterator[Hidden]:
    """The parts of `obfuscated` in which something is hidden: less work, and no second photo.

    Args:
        photo: As it was read.
        boxes: What `hidden_boxes` gives.
        settings: `style`, `colour` and `kernel` are used.
        edges: Of rows and of columns, where parts begin and end unless the photo does.
    """
    found = regions_of(boxes, settings, width=photo.width, height=photo.height, edges=edges)
    for region, inside in found.items():
        # Halves are rounded to even numbers, so what is worked on must begin at even ones
        odd = region.top % 2, region.left % 2
        even = region._replace(top=region.top - odd[0], left=region.left - odd[1])
        part = replace(photo, pixels=photo.pixels[even.place])
        pixels = obfuscated(part, [moved(box, even) for box in inside], settings)
        boxes = tuple(moved(box, region) for box in inside)
        yield Hidden(region, boxes, pixels[odd[0] :, odd[1] :])


def obfuscated(photo: Photo, boxes: Iterable[Box], settings: Settings) -> Pixels:
    """The pixels of a photo with every box hidden.

    Outside the boxes nothing changes, but for `Style.GAUSSIAN`, which repeats an older tool.

    Args:
        photo: As it was read.
        boxes: What `hidden_boxes` gives; they may overlap, reach beyond the photo, and come in
            any order.
        settings: `style`, `colour` and `kernel` are used.

    Returns:
        Of the shape and type of `photo.pixels`, upright.
    """
    match settings.style:
        case Style.PIXELATE:
            return _with_mosaic(photo, list(boxes))
        case Style.GAUSSIAN:
            return with_gaussian(photo.pixels, boxes, settings.kernel)
        case Style.SOLID:
            return with_colour(photo.pixels, boxes, photo.native_colour(settings.colour))


def with_colour(pixels: Pixels, boxes: Iterable[Box], colour: tuple[int, ...]) -> Pixels:
    """A copy with every box in one colour.

    Args:
        pixels: uint8 or uint16, [H, W] or [H, W, C].
        boxes: Already grown.
        colour: One value per channel.
    """
    result = np.array(pixels, order="C")
    for box in boxes:
        result[box.pixels(width=pixels.shape[1], height=pixels.shape[0])] = (
            colour if pixels.ndim == 3 else colour[0]
        )
    return result


def _is_visible(box: Box, photo: Photo) -> bool:
    """Whether the box touches a pixel, and not just a block that goes on beyond the photo."""
    inside = box.pixels(width=photo.width, height=photo.height)
    return all(span.start < span.stop for span in inside)


def _in_whole_blocks(box: Box, rows: tuple[int, int], columns: tuple[int, int]) -> Box:
    """The box grown to edges of blocks; of each axis the place of one edge and the distance."""
    (y, height), (x, width) = rows, columns
    return replace(
        box,
        x_min=x + floor((box.x_min - x) / width) * width,
        y_min=y + floor((box.y_min - y) / height) * height,
        x_max=x + ceil((box.x_max - x) / width) * width,
        y_max=y + ceil((box.y_max - y) / height) * height,
    )


def _with_mosaic(photo: Photo, boxes: list[Box]) -> Pixels:
    """The mosaic, made of pixels into which nothing that is hidden was mixed."""
    if photo.picture.block == (1, 1):
        return with_mosaic(photo.pixels, boxes)
    frames = [_framed(box, SMEAR) for box in boxes]
    result = with_mosaic(photo.pixels, frames)
    size = {"width": photo.width, "height": photo.height}
    parts = [(inside := box.pixels(**size), result[inside].copy()) for box in boxes]
    for frame in frames:
        result[frame.pixels(**size)] = photo.pixels[frame.pixels(**size)]
    for inside, part in parts:
        result[inside] = part
    return result


def _framed(box: Box, by: float) -> Box:
    return replace(
        box,
        x_min=box.x_min - by,
        y_min=box.y_min - by,
        x_max=box.x_max + by,
        y_max=box.y_max + by,
    )
