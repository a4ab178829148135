"""The networks of a job: which are opened, and what tells them from others."""

import hashlib
import os
from dataclasses import dataclass

import cv2

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

MOST_AT_ONCE, MOST_AT_ONCE_APART, MOST_THREADS = 8, 2, 8
"""Canvases that a network looks at at once, also where each needs a process, and threads of each.

Threads that share the work on a canvas wait for each other actively, also while whoever reads and
writes has the processor. Two canvases at once, of one thread each, take 0.94 of the time of a job
of 2 megapixels on two cores, and 0.73 while another program keeps one of them busy, but 130 MB
more; with a process for each 0.90, 0.77 and 230 MB.
"""


@dataclass(frozen=True, slots=True)
class Networks:
    """The networks of a job.

    Attributes:
        detectors: What finds the faces and plates.
        finder: What the job store knows them by.
        at_once: How many photos may be looked at at once: more would only wait.
    """

    detectors: tuple[Detector, ...]
    finder: Finder
    at_once: int = 1


def open_networks(
    settings: Settings, *, threads: int | None = None, apart: bool = False
) -> Networks:
    """Open a person's own networks, and built-in ones for what those do not find.

    Args:
        settings: What is looked for, and with which networks.
        threads: How many they may use together; if it is not said all that help, and the graphics
            card.
        apart: Whether they run in processes of their own, so that a window never waits for them.

    Raises:
        NetworkError: A network cannot be used.
    """
    # Those of OpenCV wait for each other actively, on processors that the networks need: 4 % of the
    # time of a job of 2 megapixels
    cv2.setNumThreads(1)
    cores = threads or os.cpu_count() or 1
    most = MOST_AT_ONCE_APART if apart else MOST_AT_ONCE
    if settings.weights:  # of a person's own network nobody knows what memory it takes
        most = 1
    at_once = min(max(cores // 2, min(cores, 2)), most)
    how: How = {
        "threads": min(cores // at_once, MOST_THREADS),
        "at_once": at_once,
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
    return Networks(tuple(detectors), finder, at_once)
