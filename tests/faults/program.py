"""Command line or window with a detector without a network, to be killed at any moment.

`python -m tests.faults.program cli|window KEPT TRAIL SETTINGS...`: job and settings are kept in
KEPT, TRAIL is told what is begun, the rest is for the command line.
"""

import hashlib
import sys
import time
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray

from anonymizer_gui import paths
from anonymizer_gui.cli import main
from anonymizer_gui.core.detections import Detections
from anonymizer_gui.core.store.photos import Written
from anonymizer_gui.engine import job, work
from anonymizer_gui.engine.plan import Task
from anonymizer_gui.engine.saving import save
from tests.engine.photos import FakeDetector
from tests.faults.trail import Trail

PACE_S = 0.01
"""How long a photo is looked at."""


def fingerprint(image: NDArray[np.uint8]) -> str:
    """Tells photos apart by their pixels, uint8 [H, W, 3]."""
    return hashlib.sha256(image.tobytes()).hexdigest()[:16]


def found_in(image: NDArray[np.uint8]) -> Detections:
    """A face above the threshold and one below it, in other places in every photo."""
    x, y = (int(digits, 16) % 20 for digits in (fingerprint(image)[:2], fingerprint(image)[2:4]))
    boxes = np.array([[x, y, x + 16, y + 18], [x + 24, y, x + 34, y + 12]], np.float32)
    return Detections(boxes, np.array([0.9, 0.3], np.float32), np.zeros(2, np.uint8))


class TellingDetector(FakeDetector):
    """Tells a trail of each photo in which it looks. Remembers the trail."""

    def __init__(self, trail: Trail) -> None:
        super().__init__()
        self._trail = trail

    def detect(self, image: NDArray[np.uint8]) -> Detections:
        self._trail.add("asked", fingerprint(image))
        time.sleep(PACE_S)
        return found_in(image)


def run(mode: str, kept: Path, trail: Trail, settings: list[str]) -> int:
    """Do a job, and tell the trail what is begun."""

    def telling_save(task: Task, *arguments: Any) -> Written:
        trail.add("saving", task.source.name)
        return save(task, *arguments)

    paths.keep_in(kept)
    with (
        patch.object(job, "open_networks", TellingDetector(trail).networks),
        patch.object(work, "save", telling_save),
    ):
        if mode == "cli":
            trail.add("ready")
            return main([*settings, "--resume"])
        from tests.faults.hands import review

        return review(Path(settings[1]), Path(settings[3]), trail)


if __name__ == "__main__":
    sys.exit(run(sys.argv[1], Path(sys.argv[2]), Trail(Path(sys.argv[3])), sys.argv[4:]))
