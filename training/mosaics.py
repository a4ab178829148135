"""Training samples: one, four or nine pieces of photos in one square."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from training import photometry
from training.additions import PlateSupply, with_more_plates, with_plates_replaced, with_signs
from training.augmentation import Labelled, View, filling, piece, pyramid, random_view
from training.data import Photo, findings, photos

GRID_SHARES = {1: 0.45, 2: 0.32, 3: 0.23}
WIDEST_PLATE = 330.0
MOST_ENLARGED = 3.0
CUT_OUT_WIDTH = 45
ALARM_SHARE = 0.4
"""Of the pieces of a photo with known false alarms, so many show one of those."""


@dataclass(frozen=True, slots=True)
class Source:
    """One set to train on.

    Attributes:
        split: A committed list, or the name of a whole set.
        weight: Share of the pieces.
        widening: Largest stretch that undoes the squeezing of the set.
        cast: Whether its colour cast is to be taken off.
        cut_out: Whether its plates are put into other photos too.
    """

    split: str
    weight: float
    widening: float = 1.0
    cast: bool = False
    cut_out: bool = False


@dataclass(frozen=True, slots=True)
class Mix:
    """How much is done to the pieces: shares of them, or of the real plates.

    Attributes:
        replaced: Real plates that a drawn one covers.
        added: Pieces of photos with plates that get further ones; a plate on a shop front would
            teach that what is around one says nothing.
        signs: Pieces that get lettering that is no plate.
        degraded: Pieces that may be blurred or noisy.
    """

    replaced: float
    added: float
    signs: float
    degraded: float


HARD = Mix(replaced=0.45, added=0.30, signs=0.55, degraded=1.0)
GENTLE = Mix(replaced=0.25, added=0.15, signs=0.45, degraded=0.4)
"""Near to real photos: for the end, so that the network becomes surer of what it sees clearly."""

SOURCES = (
    Source("us_eu_roboflow.train", 0.42, widening=1.5, cut_out=True),
    Source("eu_dashcam_train", 0.20, cast=True),
    Source("rear_views", 0.12, widening=1.3),
    Source("shop_signs_neg.train", 0.26),
)


@dataclass(frozen=True, slots=True, eq=False)
class Loaded:
    """A photo in memory with what the sampling needs to know of it.

    Attributes:
        levels: What `pyramid` made of it.
        boxes: float32 [N, 4], x_min y_min x_max y_max, pixels.
        ignored: bool [N].
        alarms: float32 [M, 4], what an earlier network wrongly took for plates.
        gains: float64 [3], what takes its colour cast off.
        widening: Largest stretch that undoes its squeezing.
    """

    levels: list[NDArray[np.uint8]]
    boxes: NDArray[np.float32]
    ignored: NDArray[np.bool_]
    alarms: NDArray[np.float32]
    gains: NDArray[np.float64]
    widening: float


class Mosaics:
    """Draws endless random samples from photos that it keeps decoded in memory (about 2 GB).

    Attributes:
        side: Of each sample, pixels.
    """

    def __init__(
        self,
        data: Path,
        *,
        side: int,
        seed: int,
        mix: Mix = HARD,
        sources: Sequence[Source] = (),
    ) -> None:
        """Decode the photos.

        Args:
            data: The folder that holds all sets.
            side: Of each sample, pixels.
            seed: Of what is drawn.
            mix: How much is done to the pieces.
            sources: The sets; those of the built-in network if none are named.
        """
        sources = sources or SOURCES
        self.side = side
        self._mix = mix
        self._rng = np.random.default_rng(seed)
        self._weights = [source.weight for source in sources]
        self._loaded = [
            [_loaded(photo, source) for photo in photos(data, source.split)] for source in sources
        ]
        self._supply = PlateSupply(
            [
                plate
                for source, part in zip(sources, self._loaded, strict=True)
                if source.cut_out
                for photo in part
                for plate in _cut_outs(photo)
            ]
        )

    def sample(self) -> Labelled:
        """Make the next one."""
        grid = int(self._rng.choice(list(GRID_SHARES), p=list(GRID_SHARES.values())))
        cell = self.side // grid
        pieces = [self._piece(cell) for _ in range(grid * grid)]
        canvas = np.empty([self.side, self.side, 3], np.uint8)
        boxes = []
        for index, part in enumerate(pieces):
            row, column = divmod(index, grid)
            x, y = column * cell, row * cell
            canvas[y : y + cell, x : x + cell] = part.image
            boxes.append(part.boxes + np.array([x, y, x, y], np.float32))
        return Labelled(
            photometry.compressed(canvas, self._rng),
            np.concatenate(boxes),
            np.concatenate([part.ignored for part in pieces]),
        )

    def _piece(self, side: int) -> Labelled:
        rng = self._rng
        photo = self._photo()
        view = _random_view(photo, rng, side=side)
        part = piece(photo.levels, photo.boxes, photo.ignored, view=view, side=side)
        share, supply = self._mix.replaced, self._supply
        part = with_plates_replaced(part, rng, view=view, share=share, supply=supply)
        if len(photo.boxes) and rng.random() < self._mix.added:
            part = with_more_plates(part, rng, supply=supply)
        if rng.random() < self._mix.signs:
            part = with_signs(part, rng)
        image = photometry.recoloured(part.image, rng, gains=photo.gains)
        if rng.random() < self._mix.degraded:
            image = photometry.blurred(image, rng, longest=_longest_blur(part))
            image = photometry.noisy(image, rng)
        return Labelled(image, part.boxes, part.ignored)

    def _photo(self) -> Loaded:
        loaded = self._loaded[self._rng.choice(len(self._loaded), p=self._weights)]
        return loaded[self._rng.integers(len(loaded))]


def _loaded(photo: Photo, source: Source) -> Loaded:
    image = photo.pixels()
    key, none = (photo.folder, photo.name), np.zeros([0, 4], np.float32)
    unlabelled = findings("unlabelled_plates").get(key, none)
    return Loaded(
        levels=pyramid(image),
        boxes=np.concatenate([photo.boxes, unlabelled]),
        ignored=np.concatenate([photo.ignored, np.ones(len(unlabelled), np.bool_)]),
        alarms=findings("hard_negatives").get(key, none),
        gains=photometry.grey_world_gains(image) if source.cast else np.ones(3),
        widening=source.widening,
    )


def _cut_outs(photo: Loaded) -> list[NDArray[np.uint8]]:
    """The plates of a photo that are large enough to be shown elsewhere."""
    image = photo.levels[0]
    wanted = photo.boxes[~photo.ignored].round().astype(int).clip(0)
    large = wanted[(wanted[:, 2] - wanted[:, 0] >= CUT_OUT_WIDTH) & (wanted[:, 0] > 0)]
    parts = [image[y_min:y_max, x_min:x_max].copy() for x_min, y_min, x_max, y_max in large]
    return [part for part in parts if part.shape[0] >= CUT_OUT_WIDTH // 6]


def _longest_blur(part: Labelled) -> float:
    """A fifth of the narrowest plate: more would wipe it out."""
    widths = (part.boxes[:, 2] - part.boxes[:, 0])[~part.ignored]
    return float(min(widths.min(), 60) / 5) if len(widths) else 9.0


def _random_view(photo: Loaded, rng: np.random.Generator, *, side: int) -> View:
    """A random plate or false alarm at a random size and place, or now and then any spot."""
    height, width = photo.levels[0].shape[:2]
    least = side / min(height, width) * (1.0 if rng.random() < 0.75 else rng.uniform(0.45, 1.0))
    plates = photo.boxes[~photo.ignored]
    if len(photo.alarms) and (rng.random() < ALARM_SHARE or not len(plates)):
        plates = photo.alarms
    if len(plates) and rng.random() < 0.93:
        box = plates[rng.integers(len(plates))]
        x, y = (float(middle) for middle in (box[:2] + box[2:]) / 2)
        wanted = np.exp(rng.uniform(np.log(10), np.log(min(WIDEST_PLATE, 0.9 * side))))
        scale = max(least, min(MOST_ENLARGED, wanted / float(box[2] - box[0])))
        margin = 0.5 * scale * float(box[2] - box[0]) * rng.uniform(0.7, 1.1)
    else:
        x, y = float(rng.uniform(0, width)), float(rng.uniform(0, height))
        scale = least * float(np.exp(rng.uniform(0, np.log(4))))
        margin = 0.3 * side
    low, high = min(margin, 0.5 * side), max(side - margin, 0.5 * side)
    view = random_view(
        rng, at=(x, y), to=(float(rng.uniform(low, high)), float(rng.uniform(low, high))),
        scale=scale, widening=photo.widening,
    )  # fmt: skip
    return filling(view, width=width, height=height, side=side)
