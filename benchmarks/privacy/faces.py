"""Whether hidden faces are found again, and whose they are said to be."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

import numpy as np
from numpy.typing import NDArray

from anonymizer_gui.core.boxes import Box, Kind
from anonymizer_gui.core.images import read_image
from anonymizer_gui.core.settings import DEFAULT_BOX_SCALE, Settings
from anonymizer_gui.detection.detector import default_thresholds_of_all, detections_of_all
from anonymizer_gui.engine.networks import open_networks
from benchmarks.coco import LabelledPhoto, Labels
from benchmarks.intervals import interval
from benchmarks.privacy.labels import boxes_of
from benchmarks.privacy.styles import Hide
from benchmarks.scoring import compared

_SMALLEST = 24.0
"""Lower faces are hidden, but nobody is asked whose they are; pixels."""

_GREY = 127
Embed = Callable[[NDArray[np.uint8], NDArray[np.uint8], Box], NDArray[np.float64]]
"""The photo that is looked at and the one in which eyes and nose are looked for, both uint8
[H, W, 3], RGB, and where the face is, to float64 [128]."""


@dataclass(frozen=True, slots=True, eq=False)
class FacePhoto:
    """A photo with faces.

    Attributes:
        pixels: uint8 [H, W, 3], RGB.
        labels: All of its faces.
    """

    pixels: NDArray[np.uint8]
    labels: Labels

    @property
    def faces(self) -> list[Box]:
        """All faces, as labelled."""
        return boxes_of(self.labels, Kind.FACE)

    @property
    def asked(self) -> list[Box]:
        """The faces that are large and clear enough to be somebody's."""
        pairs = zip(self.faces, self.labels.ignored, strict=True)
        return [face for face, ignored in pairs if not ignored and face.height >= _SMALLEST]

    def hidden(self, hide: Hide) -> "FacePhoto":
        """The photo with all faces hidden."""
        boxes = [face.scaled(DEFAULT_BOX_SCALE) for face in self.faces]
        return replace(self, pixels=np.asarray(hide(self.pixels, boxes), np.uint8))


@dataclass(frozen=True, slots=True)
class Matching:
    """How many hidden faces were matched to the right person.

    Attributes:
        people: Among whom; chance is one of so many.
        asked: How often was guessed: once per hidden face and second view.
        right: How often the right person was the first guess.
        percentile: Median place of the right person, 0 the first guess, 50 chance.
        low: Lower end of its 95 % interval.
        high: Upper end.
    """

    people: int
    asked: int
    right: int
    percentile: float
    low: float
    high: float


def face_photos(photos: Sequence[LabelledPhoto]) -> list[FacePhoto]:
    """The photos with faces, read."""
    return [
        FacePhoto(read_image(photo.path).rgb, photo.labels[Kind.FACE])
        for photo in photos
        if len(photo.labels[Kind.FACE].boxes)
    ]


def found_again(photos: Sequence[FacePhoto]) -> tuple[int, int]:
    """How many of the faces the program's own network finds with its defaults, and of how many."""
    settings = Settings(Path("unread"), Path("unwritten"), kinds=frozenset({Kind.FACE}))
    detectors = open_networks(settings).detectors
    thresholds = settings.thresholds(default_thresholds_of_all(detectors))
    found = asked = 0
    for photo in photos:
        boxes = detections_of_all(detectors, photo.pixels).above(thresholds)
        answer = np.array([[one.x_min, one.y_min, one.x_max, one.y_max] for one in boxes])
        corners = answer.reshape(-1, 4).astype(np.float32)
        result = compared(
            photo.labels.boxes, photo.labels.ignored, corners, size_axis=1, hidden=corners
        )
        found += int(result.loosely_matched.sum())
        asked += len(result.loosely_matched)
    return found, asked


def matching(
    known: Sequence[Sequence[NDArray[np.float64]]], hidden: Sequence[NDArray[np.float64]]
) -> Matching:
    """Match each hidden face to the person whose face is nearest.

    Args:
        known: Per second view of all people one face of each, float64 [128].
        hidden: Of each person, in the same order, a hidden one.
    """
    places = []
    right = 0
    for view in known:
        for index, one in enumerate(hidden):
            distances = np.array([float(np.linalg.norm(one - other)) for other in view]).round(9)
            nearer = int((distances < distances[index]).sum())
            tied = int((distances == distances[index]).sum())
            places.append(100 * (nearer + (tied - 1) / 2) / max(len(view) - 1, 1))
            right += nearer == 0 and tied == 1
    low, high = interval(places, lambda some: float(median(some)))
    return Matching(len(hidden), len(places), right, median(places), low, high)


def embeddings(
    before: Sequence[FacePhoto], after: Sequence[FacePhoto], embed: Embed, *, alone: bool
) -> list[NDArray[np.float64]]:
    """One embedding per face that is asked for.

    Args:
        before: The photos with nothing hidden: where eyes and nose are is taken from them.
        after: The same photos, hidden or not.
        embed: The network.
        alone: Whether all around the hidden boxes is painted grey, so that hair, clothes and
            place cannot tell who it is.
    """
    found = []
    for clear, photo in zip(before, after, strict=True):
        for face in clear.asked:
            pixels = _only(face, photo.pixels) if alone else photo.pixels
            found.append(embed(pixels, clear.pixels, face))
    return found


def _only(face: Box, pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The photo with all but the grown box of one face painted grey."""
    box = face.scaled(DEFAULT_BOX_SCALE).pixels(width=pixels.shape[1], height=pixels.shape[0])
    masked = np.full_like(pixels, _GREY)
    masked[box] = pixels[box]
    return masked
