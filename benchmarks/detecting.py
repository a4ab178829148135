"""What a user's job finds in labelled photos."""

import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from threading import Event
from typing import Self

import numpy as np
from numpy.typing import NDArray

from anonymizer_gui.core.boxes import Kind
from anonymizer_gui.core.detections import KINDS, Detections
from anonymizer_gui.core.settings import Detail, Settings
from anonymizer_gui.detection.detector import default_thresholds_of_all
from anonymizer_gui.engine.job import Job, prepared
from benchmarks.coco import LabelledPhoto


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """What was found of one kind in one photo, before any threshold.

    Attributes:
        photo: The photo.
        boxes: float32 [N, 4], highest score first.
        scores: float32 [N].
        hidden: float32 [N, 4], what is hidden for each of the boxes.
    """

    photo: LabelledPhoto
    boxes: NDArray[np.float32]
    scores: NDArray[np.float32]
    hidden: NDArray[np.float32]

    def above(self, threshold: float) -> Self:
        """What reaches a threshold."""
        chosen = self.scores >= threshold
        return replace(
            self, boxes=self.boxes[chosen], scores=self.scores[chosen], hidden=self.hidden[chosen]
        )


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """What a job found.

    Attributes:
        photos: Photo and all that was found in it.
        thresholds: Per kind, from which score on the job hides something.
        box_scale: How much the job grows its boxes.
        network: Names of the networks.
    """

    photos: Sequence[tuple[LabelledPhoto, Detections]]
    thresholds: Mapping[Kind, float]
    box_scale: float
    network: str

    def answers(self, kind: Kind) -> list[Answer]:
        """What was found of one kind, in the photos in which somebody looked for it."""
        return [
            Answer(photo, one.boxes, one.scores, _hidden(one, self.box_scale))
            for photo, found in self.photos
            if kind in photo.kinds
            for one in [found.of(found.kinds == KINDS.index(kind))]
        ]


def _hidden(found: Detections, box_scale: float) -> NDArray[np.float32]:
    boxes = [box.hidden(box_scale) for box in found.above(dict.fromkeys(Kind, 0.0))]
    corners = [(box.x_min, box.y_min, box.x_max, box.y_max) for box in boxes]
    return np.array(corners, np.float32).reshape(-1, 4)


def found_by_a_job(
    photos: Sequence[LabelledPhoto],
    *,
    detail: Detail = Detail.NORMAL,
    kinds: frozenset[Kind] = frozenset(Kind),
    network: Path | None = None,
) -> Found:
    """Run a job with default settings that writes nothing, for each folder of photos.

    Args:
        photos: At least one.
        detail: How small the things are that are looked for.
        kinds: What is looked for.
        network: Instead of the built-in one of its kind.

    Raises:
        AnonymizerError: The job cannot start, or a photo cannot be read.
    """
    found: list[tuple[LabelledPhoto, Detections]] = []
    for _, group in groupby(photos, lambda photo: photo.folder):
        some = list(group)
        root = Path(os.path.commonpath([photo.path.parent for photo in some]))
        names = {photo.path.relative_to(root).as_posix() for photo in some}
        settings = Settings(
            input=root,
            output=root.with_name(f"{root.name} unwritten"),
            only=tuple(sorted(names)),
            weights=network,
            kinds=kinds,
            detail=detail,
            dry_run=True,
        )
        with prepared(settings) as job:
            seen = _seen(job)
            thresholds = settings.thresholds(default_thresholds_of_all(job.networks.detectors))
            name = ", ".join(detector.card.name for detector in job.networks.detectors)
        found += [(photo, seen[photo.path]) for photo in some]
    return Found(found, thresholds, settings.box_scale, name)


def _seen(job: Job) -> dict[Path, Detections]:
    """All that is found in each photo, down to the score floor."""
    seen = {}
    for outcome in job.outcomes(Event()):
        if outcome.error is not None:
            raise outcome.error
        found = job.store.photos.photo(outcome.image_id).detections
        seen[outcome.task.source] = Detections.none() if found is None else found
        print(f"\r{len(seen)}/{len(job.todo)}", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    return seen
