"""What a detector is, whichever kind of network file is behind it."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from anonymizer_gui.core.boxes import Kind
from anonymizer_gui.core.detections import Detections, merged
from anonymizer_gui.detection.cards import ModelCard
from anonymizer_gui.detection.panorama import detections_around


class Detector(Protocol):
    """Finds faces, plates or both in photos, from any thread."""

    @property
    def card(self) -> ModelCard:
        """Which network it is, what it finds and from which scores on."""

    def detect(self, image: NDArray[np.uint8]) -> Detections:
        """Find things.

        Args:
            image: uint8 [H, W, 3], RGB, upright.

        Returns:
            Boxes inside the image, scores down to `SCORE_FLOOR`, each thing once.

        Raises:
            ImageError: The network fails on this image.
        """


def detections_of_all(detectors: Sequence[Detector], image: NDArray[np.uint8]) -> Detections:
    """What several detectors find in one image, highest score first.

    Args:
        detectors: In any number; their boxes do not suppress each other.
        image: uint8 [H, W, 3], RGB, upright.

    Raises:
        ImageError: A network fails on this image.
    """
    return merged([detections_around(detector.detect, image) for detector in detectors])


def default_thresholds_of_all(detectors: Sequence[Detector]) -> dict[Kind, float]:
    """Per kind that any detector finds, the lowest default threshold."""
    pairs = [pair for detector in detectors for pair in detector.card.default_thresholds.items()]
    return {kind: min(value for one, value in pairs if one is kind) for kind in dict(pairs)}


def check_image(image: NDArray[np.uint8]) -> None:
    """Refuse what is not an image.

    Raises:
        ValueError: It is not uint8 [H, W, 3] with H and W at least 1.
    """
    if image.dtype != np.uint8 or image.ndim != 3 or image.shape[2] != 3 or image.size == 0:
        raise ValueError(f"image must be uint8 [H, W, 3], got {image.dtype} {list(image.shape)}")
