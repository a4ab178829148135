"""Detections: what networks answered, before any threshold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from anonymizer_gui.core.boxes import Box, Kind, Origin

KINDS = tuple(Kind)
"""Kinds in the order of `Detections.kinds`."""

SCORE_FLOOR = 0.05
"""Detections are kept down to this score, so that a threshold can be moved afterwards."""


@dataclass(frozen=True, slots=True, eq=False)
class Detections:
    """What was found in one image, highest score first.

    Attributes:
        boxes: float32 [N, 4], x_min y_min x_max y_max, pixels of the upright image.
        scores: float32 [N], in [0, 1].
        kinds: uint8 [N], indices into `KINDS`.
    """

    boxes: NDArray[np.float32]
    scores: NDArray[np.float32]
    kinds: NDArray[np.uint8]

    def __post_init__(self) -> None:
        count = len(self.scores)
        if self.boxes.shape != (count, 4):
            raise ValueError(f"boxes must be [{count}, 4], got {list(self.boxes.shape)}")
        if self.kinds.shape != (count,):
            raise ValueError(f"kinds must be [{count}], got {list(self.kinds.shape)}")
        for array in (self.boxes, self.scores, self.kinds):
            array.flags.writeable = False

    def __len__(self) -> int:
        return len(self.scores)

    @classmethod
    def none(cls) -> Self:
        """Nothing found."""
        return cls(np.zeros((0, 4), np.float32), np.zeros(0, np.float32), np.zeros(0, np.uint8))

    def of(self, chosen: NDArray[np.bool_] | NDArray[np.intp]) -> Self:
        """The chosen ones, by mask or by index.

        Args:
            chosen: bool [N], or indices into the N detections.
        """
        return type(self)(self.boxes[chosen], self.scores[chosen], self.kinds[chosen])

    def above(self, thresholds: Mapping[Kind, float]) -> list[Box]:
        """The boxes to hide: those that reach the threshold of their kind.

        Args:
            thresholds: Per kind, in [0, 1]; a kind that is not named is left out.
        """
        return [self.box(index) for index in self.reaching(thresholds)]

    def reaching(self, thresholds: Mapping[Kind, float]) -> list[int]:
        """The indices of the same."""
        return [
            index
            for index, (score, kind) in enumerate(
                zip(self.scores.tolist(), (KINDS[one] for one in self.kinds), strict=True)
            )
            if kind in thresholds and score >= thresholds[kind]
        ]

    def box(self, index: int) -> Box:
        """One of the detections."""
        x_min, y_min, x_max, y_max = self.boxes[index].tolist()
        return Box(
            x_min,
            y_min,
            x_max,
            y_max,
            kind=KINDS[self.kinds[index]],
            score=float(self.scores[index]),
            origin=Origin.DETECTED,
        )


def merged(parts: Sequence[Detections]) -> Detections:
    """All detections of several parts, highest score first."""
    if not parts:
        return Detections.none()
    scores = np.concatenate([part.scores for part in parts])
    order = np.argsort(-scores, kind="stable")
    return Detections(
        np.concatenate([part.boxes for part in parts])[order],
        scores[order],
        np.concatenate([part.kinds for part in parts])[order],
    )
