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
"""Of a network. More cores have more networks instead, ..."""

MOST_LARGE, MOST_SMALL = 4, 8
"""... but no more than these for large and for small photos: they take 160 and 70 MB each."""


@dataclass(frozen=True, slots=True)
class Beside:
    """Networks that each look at a photo of their own.

    Attributes:
        at_once: How many photos may be looked at at once.
        opened: Opens the same anew, for one of them; raises `NetworkError`.
    """

    at_once: int = 1
    opened: Callable[[], Sequence[Detector]] = tuple


@dataclass(frozen=True, slots=True)
class Networks:
    """The networks of a job.

    Attributes:
        detectors: What finds the faces and plates.
        finder: What the job store knows them by.
        large: The detectors, and others like them where there are many cores.
        small: Others, of fewer threads, for small photos; None if those have the same as all.
    """

    detectors: tuple[Detector, ...]
    finder: Finder
    large: Beside = Beside()
    small: Beside | None = None


def open_networks(
    settings: Settings, *, threads: int | None = None, apart: bool = False
) -> Networks:
    """Open a person's own networks, and built-in ones for what those do not find.

    Args:
        settings: What is looked for, and with which networks.
        threads: How many they may use together; if it is not said all that help, and the graphics
            card.
        apart: Whether they run in a process of their own, so that a window never waits for them.

    Raises:
        NetworkError: A network cannot be used.
    """
    cores = threads or os.cpu_count() or 1
    how: How = {
        "threads": min(cores, MOST_THREADS),
        "apart": apart,
        "graphics_card": threads is None,
    }
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
    if apart or settings.weights:
        return Networks(tuple(detectors), finder)
    beside = partial(open_built_in, settings.kinds, detail=settings.detail)
    large = min(max(cores // MOST_THREADS, 1), MOST_LARGE)
    small = min(max(cores // 2, min(cores, 2)), MOST_SMALL)
    return Networks(
        tuple(detectors),
        finder,
        Beside(large, partial(beside, threads=how["threads"])),
        Beside(small, partial(beside, threads=cores // small)) if small > 1 else None,
    )
