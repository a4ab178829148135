"""Finding out which plate was there by hiding every possible one the same way."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from statistics import median
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from anonymizer_gui.core.boxes import Box
from benchmarks.intervals import interval
from benchmarks.privacy.jpeg import from_jpeg, to_jpeg
from benchmarks.privacy.scenes import View, photo_of, plate_picture, with_noise
from benchmarks.privacy.styles import PUBLISHED, STYLES

VIEWS = tuple(
    View(width=width, shift=(0.37 * index, -0.21 * index), seed=index)
    for index, width in enumerate((50.0, 70.0, 100.0, 140.0, 200.0))
)
_BESIDE = 18
"""Pixels beside the box that are compared too: further than a block of a JPEG reaches."""

_NOISE = 2.0
"""Of the sensor, in grey levels."""

_PUBLISHED_QUALITY = 90
_CHUNK = 250


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What a guesser sees and knows; always the letter forms, the scene and the box exactly.

    Attributes:
        name: For the table.
        noise: Whether the sensor added noise that the guesser does not know.
        published_jpeg: Whether the photo was compressed after it was hidden.
        camera_jpeg: Whether it was a JPEG file before already, and is hidden as such.
    """

    name: str
    noise: bool = False
    published_jpeg: bool = False
    camera_jpeg: bool = False


KNOWLEDGE = (
    Knowledge("everything exact"),
    Knowledge("noise, then JPEG", noise=True, published_jpeg=True),
    Knowledge("JPEG of the camera", camera_jpeg=True),
    Knowledge("noise, JPEG of the camera", noise=True, camera_jpeg=True),
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
    styles: Iterable[str],
    texts: Sequence[str],
    *,
    trials: int,
    views: Sequence[View] = VIEWS,
    knowledge: Sequence[Knowledge] = KNOWLEDGE,
) -> dict[tuple[str, str], Guessing]:
    """Hide plates, hide all candidates the same way, and rank these by squared distance.

    Args:
        styles: Names.
        texts: The candidates.
        trials: How many of them are the true one, each once per view.
        views: How the plates are seen.
        knowledge: What the guesser knows.

    Returns:
        By the name of the style and of the knowledge.
    """
    found: dict[tuple[str, str], list[tuple[float, float]]] = {}
    for view in views:
        photos = [photo_of(plate_picture(text), view) for text in texts]
        true = np.random.default_rng(1).choice(len(texts), min(trials, len(texts)), replace=False)
        for camera_jpeg, name in product((False, True), styles):
            asked = [one for one in knowledge if one.camera_jpeg == camera_jpeg]
            if not asked:
                continue
            seen = [_published(photos[index], name, view, one) for one in asked for index in true]
            exact = Knowledge("", camera_jpeg=camera_jpeg)
            candidates = (_published(photo, name, view, exact) for photo in photos)
            distances = _distances(candidates, np.stack(seen))
            for one, rows in zip(asked, np.split(distances, len(asked)), strict=True):
                found.setdefault((name, one.name), []).extend(map(_place, rows, true.tolist()))
    return {key: _guessing(places) for key, places in found.items()}


def _published(
    photo: NDArray[np.uint8], style: str, view: View, known: Knowledge
) -> NDArray[np.uint8]:
    """What is compared of a photo that was hidden and published, in a row."""
    if known.noise:
        photo = with_noise(photo, _NOISE, np.random.default_rng(crc32(photo.tobytes())))
    if known.camera_jpeg:
        return _seen(from_jpeg(PUBLISHED[style](to_jpeg(photo), [view.box])), view)
    hidden = np.asarray(STYLES[style](photo, [view.box]), np.uint8)
    if known.published_jpeg:
        hidden = from_jpeg(to_jpeg(hidden, _PUBLISHED_QUALITY))
    return _seen(hidden, view)


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
