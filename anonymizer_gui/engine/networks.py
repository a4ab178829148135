"""The networks of a job: which are opened, and what tells them from others."""

import hashlib
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from anonymizer_gui.core.boxes import Kind
from anonymizer_gui.core.settings import Settings
from anonymizer_gui.core.store.finder import Finder, Network
from anonymizer_gui.detection.detector import Detector, default_thresholds_of_all
from anonymizer_gui.detection.networks import built_in, open_network, weights_in

MOST_THREADS = 8
"""More threads do not make a network of this size faster."""


@dataclass(frozen=True, slots=True)
class Networks:
    """The networks of a job.

    Attributes:
        detectors: What finds the faces and plates.
        finder: What the job store knows them by.
    """

    detectors: tuple[Detector, ...]
    finder: Finder


def open_networks(settings: Settings) -> Networks:
    """Open a person's own networks, and built-in ones for what those do not find.

    Raises:
        NetworkError: A network cannot be used.
    """
    opened = _opened(weights_in(settings.weights), settings) if settings.weights else []
    opened = [(path, one) for path, one in opened if settings.kinds.intersection(one.card.kinds)]
    found = {kind for _, detector in opened for kind in detector.card.kinds}
    missing = [kind for kind in Kind if kind in settings.kinds and kind not in found]
    opened += _opened(map(built_in, missing), settings)
    detectors = tuple(detector for _, detector in opened)
    finder = Finder(
        tuple(
            Network(detector.card.name, hashlib.sha256(path.read_bytes()).hexdigest())
            for path, detector in opened
        ),
        settings.detail,
        default_thresholds_of_all(detectors),
    )
    return Networks(detectors, finder)


def _opened(files: Iterable[Path], settings: Settings) -> list[tuple[Path, Detector]]:
    threads = min(os.cpu_count() or 1, MOST_THREADS)
    return [(path, open_network(path, detail=settings.detail, threads=threads)) for path in files]
