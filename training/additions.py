"""Put drawn plates, and lettering that is none, into a piece of a photo."""

import numpy as np
from numpy.typing import NDArray

from training.augmentation import SMALLEST_WIDTH, Labelled, clipped
from training.pasting import Place, light_at, paste
from training.synthetic_plates import synthetic_plate
from training.synthetic_signs import synthetic_sign


def with_plates_replaced(
    piece: Labelled, rng: np.random.Generator, *, degrees: float, share: float
) -> Labelled:
    """Cover some of the real plates by drawn ones.

    Args:
        piece: Its image is changed.
        rng: Decides which.
        degrees: How far the piece was turned.
        share: Of the plates that are replaced.
    """
    boxes = piece.boxes.copy()
    for index, box in enumerate(piece.boxes):
        width, height = box[2:] - box[:2]
        if piece.ignored[index] or width < 12 or height < 4 or rng.random() > share:
            continue
        drawing = synthetic_plate(rng, ratio=width / height)
        grown = rng.uniform(1.02, 1.15, 2)
        place = Place(
            x=float(box[0] + width / 2),
            y=float(box[1] + height / 2),
            width=float(width * grown[0]),
            height=float(height * grown[1]),
            degrees=degrees + float(rng.normal(0, 1)),
        )
        light = light_at(piece.image, box, percentile=80) * rng.uniform(0.85, 1.15)
        paste(piece.image, drawing, place, rng, light=light)
        boxes[index] = clipped(place.box()[None], side=piece.image.shape[0])[0][0]
    return Labelled(piece.image, boxes, piece.ignored)


def with_more_plates(piece: Labelled, rng: np.random.Generator) -> Labelled:
    """Put one or two drawn plates anywhere, not over others."""
    side = piece.image.shape[0]
    boxes, ignored = list(piece.boxes), list(piece.ignored)
    for _ in range(rng.integers(1, 3)):
        drawing = synthetic_plate(rng)
        width = float(np.exp(rng.uniform(np.log(11), np.log(0.5 * side))))
        ratio = drawing.shape[1] / drawing.shape[0] * rng.uniform(0.5, 1.05)
        place = _free_place(boxes, rng, side=side, width=width, height=width / ratio)
        if place is None or place.height < 4:
            continue
        light = light_at(piece.image, place.box(), percentile=85) * rng.uniform(0.9, 1.6)
        paste(piece.image, drawing, place, rng, light=light.clip(0.15, 1.1))
        kept, visible = clipped(place.box()[None], side=side)
        boxes.append(kept[0])
        ignored.append(bool(visible[0] < 0.35 or kept[0, 2] - kept[0, 0] < SMALLEST_WIDTH))
    return Labelled(
        piece.image, np.array(boxes, np.float32).reshape(-1, 4), np.array(ignored, np.bool_)
    )


def with_signs(piece: Labelled, rng: np.random.Generator) -> Labelled:
    """Put one to four signs or words anywhere, not over plates: the boxes stay as they are."""
    side = piece.image.shape[0]
    for _ in range(rng.integers(1, 5)):
        drawing = synthetic_sign(rng)
        height = float(np.exp(rng.uniform(np.log(7), np.log(0.3 * side))))
        ratio = drawing.shape[1] / drawing.shape[0] * rng.uniform(0.6, 1.1)
        place = _free_place(list(piece.boxes), rng, side=side, width=ratio * height, height=height)
        if place is None:
            continue
        light = light_at(piece.image, place.box(), percentile=85) * rng.uniform(0.9, 1.6)
        paste(piece.image, drawing, place, rng, light=light.clip(0.15, 1.1))
    return piece


def _free_place(
    boxes: list[NDArray[np.float32]],
    rng: np.random.Generator,
    *,
    side: int,
    width: float,
    height: float,
) -> Place | None:
    """A random place that touches none of the boxes, or None after a few tries."""
    for _ in range(6):
        x, y = rng.uniform(0, side, 2)
        place = Place(float(x), float(y), width, height, float(rng.normal(0, 3)))
        new = place.box()
        reach = 3.0 + 0.1 * height
        if all(
            new[2] + reach < box[0] or new[0] - reach > box[2]
            or new[3] + reach < box[1] or new[1] - reach > box[3]
            for box in boxes
        ):  # fmt: skip
            return place
    return None
