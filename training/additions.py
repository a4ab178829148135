"""Put drawn plates, and lettering that is none, into a piece of a photo."""

from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from training.augmentation import SMALLEST_WIDTH, Labelled, View, clipped, tilted_height
from training.pasting import Place, light_at, paste
from training.synthetic_plates import synthetic_plate
from training.synthetic_signs import part_of_a_car, synthetic_sign

NEAR_A_PLATE = 0.45
"""Share of the lettering that lies beside a plate, where there is one: badges, lamps."""

SLANTED = 0.15
"""Share of the further plates that are seen from a side."""


@dataclass(frozen=True, slots=True, eq=False)
class PlateSupply:
    """Gives plates to be put into photos.

    Attributes:
        cut_outs: uint8 [H, W, 3] each, RGB: real plates, from edge to edge.
        share: Of those that it gives, so many are real ones.
    """

    cut_outs: list[NDArray[np.uint8]] = field(default_factory=list)
    share: float = 0.35

    def plate(self, rng: np.random.Generator, *, ratio: float | None = None) -> NDArray[np.uint8]:
        """Choose or draw one, uint8 [H, W, 3], RGB.

        Args:
            rng: Decides everything.
            ratio: Wanted width over height.
        """
        if self.cut_outs and rng.random() < self.share:
            chosen = self.cut_outs[rng.integers(len(self.cut_outs))]
            if ratio is None or abs(np.log(chosen.shape[1] / chosen.shape[0] / ratio)) < 0.45:
                return chosen
        return synthetic_plate(rng, ratio=ratio)


def with_plates_replaced(
    piece: Labelled, rng: np.random.Generator, *, view: View, share: float, supply: PlateSupply
) -> Labelled:
    """Cover some of the real plates by others.

    Args:
        piece: Its image is changed.
        rng: Decides which.
        view: How the piece lies in its photo.
        share: Of the plates that are replaced.
        supply: Where the others come from.
    """
    boxes = piece.boxes.copy()
    for index, box in enumerate(piece.boxes):
        width, height = box[2:] - box[:2]
        height -= tilted_height(width, 0.0, tilt=view.tilt())
        if piece.ignored[index] or width < 12 or height < 4 or rng.random() > share:
            continue
        drawing = supply.plate(rng, ratio=width / height)
        grown = rng.uniform(1.02, 1.15, 2)
        place = Place(
            x=float(box[0] + width / 2),
            y=float(box[1] + box[3]) / 2,
            width=float(width * grown[0]),
            height=float(height * grown[1]),
            degrees=view.degrees + float(rng.normal(0, 1)),
            slant=view.slant,
        )
        light = light_at(piece.image, box, percentile=80) * rng.uniform(0.85, 1.15)
        paste(piece.image, drawing, place, rng, light=light)
        boxes[index] = clipped(place.box()[None], side=piece.image.shape[0])[0][0]
    return Labelled(piece.image, boxes, piece.ignored)


def with_more_plates(piece: Labelled, rng: np.random.Generator, *, supply: PlateSupply) -> Labelled:
    """Put one or two further plates anywhere, not over others."""
    side = piece.image.shape[0]
    boxes, ignored = list(piece.boxes), list(piece.ignored)
    for _ in range(rng.integers(1, 3)):
        drawing = supply.plate(rng)
        width = float(np.exp(rng.uniform(np.log(11), np.log(0.5 * side))))
        ratio = drawing.shape[1] / drawing.shape[0] * rng.uniform(0.5, 1.05)
        slant = float(rng.normal(0, 0.2)) if rng.random() < SLANTED else 0.0
        like = Place(0, 0, width, width / ratio, slant=slant)
        place = _free_place(boxes, rng, side=side, like=like)
        if place is None or place.height < 4:
            continue
        light = light_at(piece.image, place.box(), percentile=85) * rng.uniform(0.9, 1.6)
        paste(piece.image, drawing, place, rng, light=light.clip(0.3, 1.1))
        kept, visible = clipped(place.box()[None], side=side)
        boxes.append(kept[0])
        ignored.append(bool(visible[0] < 0.35 or kept[0, 2] - kept[0, 0] < SMALLEST_WIDTH))
    return Labelled(
        piece.image, np.array(boxes, np.float32).reshape(-1, 4), np.array(ignored, np.bool_)
    )


def with_signs(piece: Labelled, rng: np.random.Generator) -> Labelled:
    """Put one to four signs or words beside plates or anywhere: the boxes stay as they are."""
    side = piece.image.shape[0]
    plates = piece.boxes[~piece.ignored]
    for _ in range(rng.integers(1, 5)):
        near = None
        if len(plates) and rng.random() < NEAR_A_PLATE:
            near = plates[rng.integers(len(plates))]
            drawing = part_of_a_car(rng)
            height = float(near[3] - near[1]) * float(rng.uniform(0.35, 1.2))
        else:
            drawing = synthetic_sign(rng)
            height = float(np.exp(rng.uniform(np.log(6), np.log(0.3 * side))))
        ratio = drawing.shape[1] / drawing.shape[0] * rng.uniform(0.6, 1.1)
        like = Place(0, 0, ratio * height, height)
        place = _free_place(list(piece.boxes), rng, side=side, like=like, near=near)
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
    like: Place,
    near: NDArray[np.float32] | None = None,
) -> Place | None:
    """A random place that touches none of the boxes, or None after a few tries.

    Args:
        boxes: float32 [4] each, x_min y_min x_max y_max.
        rng: Decides where.
        side: Of the piece.
        like: Has the size and slant of the wanted place.
        near: One of the boxes, if it is to be beside that.
    """
    reach = 3.0 + 0.1 * like.height
    for _ in range(6):
        x, y = rng.uniform(0, side, 2)
        if near is not None:
            spread = (near[2:] - near[:2]) * [0.9, 2.5]
            x, y = (near[:2] + near[2:]) / 2 + spread * rng.normal(0, 1, 2)
        place = replace(like, x=float(x), y=float(y), degrees=float(rng.normal(0, 3)))
        new = place.box()
        if all(
            new[2] + reach < box[0] or new[0] - reach > box[2]
            or new[3] + reach < box[1] or new[1] - reach > box[3]
            for box in boxes
        ):  # fmt: skip
            return place
    return None
