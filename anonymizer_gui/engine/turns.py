"""Which photo is looked at when."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from threading import BoundedSemaphore

import numpy as np
from numpy.typing import NDArray

from anonymizer_gui.core.detections import Detections
from anonymizer_gui.detection.detector import detections_of_all
from anonymizer_gui.engine.networks import Networks

Detect = Callable[[NDArray[np.uint8]], Detections]
"""What is in an image, uint8 [H, W, 3] RGB."""


class Turns:
    """Hands the networks of a job to photos, from any thread. Remembers for how many there is room.

    Attributes:
        networks: Of the job.
    """

    def __init__(self, networks: Networks) -> None:
        self.networks = networks
        self._room = BoundedSemaphore(networks.at_once)

    @contextmanager
    def taken(self) -> Iterator[Detect]:
        """What looks at a photo, and at no other until it is given back."""
        with self._room:
            yield partial(detections_of_all, self.networks.detectors)
