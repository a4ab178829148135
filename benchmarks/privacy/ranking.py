"""Finding out which plate was there by hiding every possible one the same way."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from statistics import median

import numpy as np
from numpy.typing import NDArray

from anonymizer_gui.core.boxes import Box
from benchmarks.intervals import interval
from benchmarks.privacy.scenes import View, as_jpeg, photo_of, plate_picture, with_noise
from benchmarks.privacy.styles import Hide

VIEWS = tuple(
    View(width=width, shift=(0.37 * index, -0.21 * index), seed=index)
    for index, width in enumerate((50.0, 70.0, 100.0, 140.0, 200.0))
)
_BESIDE = 8
"""Pixels beside the box that are compared too: as far as a block of a JPEG reaches."""

_NOISE = 2.0
"""Of the sensor, in grey levels."""

_CAMERA_QUALITY, _PUBLISHED_QUALITY = 92, 90
_CHUNK = 250


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What a guesser sees and knows; always the letter forms, the scene and the box exactly.

    Attributes:
        name: For the table.
        noise: Whether the sensor added noise that the guesser does not know.
        camera_jpeg: Whether the photo was a JPEG before it was hidden.
        published_jpeg: Whether it was compressed again afterwards.
    """

    name: str
    noise: bool = False
    camera_jpeg: bool = False
    published_jpeg: bool = False


KNOWLEDGE = (
    Knowledge("everything exact"),
    Knowledge("noise, then JPEG", noise=True, published_jpeg=True),
    Knowledge("camera JPEG before", noise=True, camera_jpeg=True),
)


@dataclass(frozen=True, slots=True)
class Guessing:
    """How well the true plate stood out.

    Attributes:
        percentile: Median place of the true plate, 0 the first guess, 50 chance.
        low: Lower end of its 95 % interval.
        high: Upper end.
        first: Share of plates that were the first guess (ties count by their part).
    """

    percentile: float
    low: float
    high: float
    first: float


def guessed(
    styles: Mapping[str, Hide],
    texts: Sequence[str],
    *,
    trials: int,
    views: Sequence[View] = VIEWS,
    knowledge: Sequence[Knowledge] = KNOWLEDGE,
) -> dict[tuple[str, str], Guessing]:
    """Hide plates, hide all candidates the same way, and rank these by squared distance.

    Args:
        styles: By name.
        texts: The candidates.
        trials: How many of them are the true one, each once per view.
        views: How the plates are seen.
        knowledge: What the guesser knows.

    Returns:
        By the name of the style and of the knowledge.
    """
    found: dict[tuple[str, str], list[tuple[float, float]]] = {}
    for view, camera_jpeg in product(views, (False, True)):
        asked = [one for one in knowledge if one.camera_jpeg == camera_jpeg]
        clean = [photo_of(plate_picture(text), view) for text in texts] if asked else []
        photos = [as_jpeg(one, _CAMERA_QUALITY) for one in clean] if camera_jpeg else clean
        for (name, hide), one in product(styles.items(), asked):
            random = np.random.default_rng(1)
            true = random.choice(len(texts), min(trials, len(texts)), replace=False)
            seen = np.stack(
                [_seen(_published(clean[index], hide, view, one, random), view)
                 for index in true]
            )  # fmt: skip
            candidates = (_seen(np.asarray(hide(photo, [view.box])), view) for photo in photos)
            distances = _distances(candidates, seen)
            found.setdefault((name, one.name), []).extend(
                _place(row, index) for row, index in zip(distances, true.tolist(), strict=True)
            )
    return {key: _guessing(places) for key, places in found.items()}


def _published(
    photo: NDArray[np.uint8], hide: Hide, view: View, known: Knowledge, random: np.random.Generator
) -> NDArray[np.uint8]:
    if known.noise:
        photo = with_noise(photo, _NOISE, random)
    if known.camera_jpeg:
        photo = as_jpeg(photo, _CAMERA_QUALITY)
    hidden = np.asarray(hide(photo, [view.box]), np.uint8)
    return as_jpeg(hidden, _PUBLISHED_QUALITY) if known.published_jpeg else hidden


def _seen(photo: NDArray[np.generic], view: View) -> NDArray[np.uint8]:
    """The values that are compared, in a row."""
    width, height = view.photo_size
    by, box = _BESIDE, view.box
    part = Box(box.x_min - by, box.y_min - by, box.x_max + by, box.y_max + by, box.kind)
    return np.asarray(photo[part.pixels(width=width, height=height)], np.uint8).ravel()


def _distances(
    candidates: Iterator[NDArray[np.uint8]], seen: NDArray[np.uint8]
) -> NDArray[np.float64]:
    """Squared distances but for a constant per row: whole numbers, so that equal ones are equal.

    Args:
        candidates: N times uint8 [values].
        seen: uint8 [T, values].

    Returns:
        float64 [T, N].
    """
    targets = seen.astype(np.float64)
    parts, chunk = [], list[NDArray[np.uint8]]()
    for one in (*candidates, None):
        if one is not None:
            chunk.append(one)
        if chunk and (one is None or len(chunk) == _CHUNK):
            some = np.stack(chunk).astype(np.float64)
            parts.append(np.square(some).sum(axis=1) - 2 * targets @ some.T)
            chunk = []
    return np.concatenate(parts, axis=1)


def _place(distances: NDArray[np.float64], true: int) -> tuple[float, float]:
    """Place of the true one in percent, ties shared; and its part in the first place."""
    nearer = int((distances < distances[true]).sum())
    tied = int((distances == distances[true]).sum())
    place = 100 * (nearer + (tied - 1) / 2) / max(len(distances) - 1, 1)
    return place, 1 / tied if nearer == 0 else 0.0


def _guessing(places: Sequence[tuple[float, float]]) -> Guessing:
    percentiles = [place for place, _ in places]
    low, high = interval(percentiles, lambda some: float(median(some)))
    return Guessing(median(percentiles), low, high, float(np.mean([part for _, part in places])))
