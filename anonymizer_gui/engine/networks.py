"""The networks of a job: which are opened, and what tells them from others."""

import hashlib
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from anonymizer_gui.core.boxes import Kind
from anonymizer_gui.core.settings import Settings
from anonymizer_gui.core.store.finder import Finder, Network
from anonymizer_gui.detection.cards import card_of
from anonymizer_gui.detection.detector import Detector, default_thresholds_of_all
from anonymizer_gui.detection.networks import (
    How,
    built_in,
    open_built_in,
    open_network,
    weights_in,
)

MOST_THREADS = 8
"""More threads do not make a network of this size faster."""


@dataclass(frozen=True, slots=True)
class Networks:
    """The networks of a job.

    Attributes:
        detectors: What finds the faces and plates.
        finder: What the job store knows them by.
        at_once: How many small photos may be looked at at once.
        beside: If several: opens the same anew, for one of them; raises `NetworkError`.
    """

    detectors: tuple[Detector, ...]
    finder: Finder
    at_once: int = 1
    beside: Callable[[], Sequence[Detector]] = tuple


def open_networks(
    settings: Settings, *, threads: int | None = None, apart: bool = False
) -> Networks:
    """Open a person's own networks, and built-in ones for what those do not find.

    Args:
        settings: What is looked for, and with which networks.
        threads: How many a network may use; if it is not said all that help, and the graphics card.
        apart: Whether they run in a process of their own, so that a window never waits for them.

    Raises:
        NetworkError: A network cannot be used.
    """
    count = threads or min(os.cpu_count() or 1, MOST_THREADS)
    how: How = {"threads": count, "apart": apart, "graphics_card": threads is None}
    detectors: list[Detector] = []
    known: list[Network] = []
    for path in weights_in(settings.weights) if settings.weights else ():
        detector = open_network(path, detail=settings.detail, **how)
        if settings.kinds.intersection(detector.card.kinds):
            detectors.append(detector)
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            known.append(Network(detector.card.name, digest, detector.card.version))
    found = {kind for detector in detectors for kind in detector.card.kinds}
    missing = [kind for kind in Kind if kind in settings.kinds and kind not in found]
    detectors += open_built_in(missing, detail=settings.detail, **how)
    cards = [card_of(built_in(kind)) for kind in missing]
    known += [Network(card.name, card.sha256.lower(), card.version) for card in cards]
    finder = Finder(tuple(known), settings.detail, default_thresholds_of_all(detectors))
    # Apart there is one process, and of a person's own network nobody knows what it takes
    at_once = 1 if apart or settings.weights else max(count // 2, min(count, 2))
    beside = partial(
        open_built_in, settings.kinds, detail=settings.detail, threads=count // at_once
    )
    return Networks(tuple(detectors), finder, at_once, beside)
