"""Small photos, and a detector without a network that says what it was asked."""

from dataclasses import dataclass, field
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from anonymizer_gui.core.boxes import Kind
from anonymizer_gui.core.detections import Detections
from anonymizer_gui.core.settings import Settings
from anonymizer_gui.core.store.finder import Finder, Network
from anonymizer_gui.detection.cards import ModelCard
from anonymizer_gui.engine.networks import Networks

FACE = Detections(
    np.array([[8, 8, 24, 24]], np.float32), np.array([0.9], np.float32), np.array([0], np.uint8)
)
FACE_AND_MAYBE = Detections(
    np.array([[8, 8, 24, 24], [28, 4, 40, 16]], np.float32),
    np.array([0.9, 0.3], np.float32),
    np.array([0, 0], np.uint8),
)


def noise(*, height: int = 32, width: int = 48, seed: int = 1) -> NDArray[np.uint8]:
    return np.random.default_rng(seed).integers(0, 256, (height, width, 3), np.uint8)


def write_png(path: Path, pixels: NDArray[np.uint8]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(cv2.imencode(".png", pixels)[1].tobytes())
    return path


def pixels_of(path: Path) -> NDArray[np.uint8]:
    return np.asarray(
        cv2.imdecode(np.frombuffer(path.read_bytes(), np.uint8), cv2.IMREAD_COLOR), np.uint8
    )


def photos_in(folder: Path, count: int) -> Path:
    for number in range(count):
        write_png(folder / f"{number:02}.png", noise(seed=number))
    return folder


@dataclass
class FakeDetector:
    """Finds the same in every photo, and remembers how often it was asked."""

    found: Detections = FACE_AND_MAYBE
    asked: int = 0
    sha256: str = "a" * 64
    card: ModelCard = field(
        default_factory=lambda: ModelCard("Fake", (Kind.FACE,), default_thresholds={Kind.FACE: 0.5})
    )

    def detect(self, image: NDArray[np.uint8]) -> Detections:
        self.asked += 1
        return self.found

    def networks(self, settings: Settings, *, apart: bool = False) -> Networks:
        """In place of `open_networks`."""
        network = Network(self.card.name, self.sha256)
        return Networks((self,), Finder((network,), settings.detail, self.card.default_thresholds))
