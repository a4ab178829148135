"""Which network looks at which photo when."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from threading import BoundedSemaphore

import numpy as np
from numpy.typing import NDArray

from anonymizer_gui.core.detections import Detections
from anonymizer_gui.core.images import Photo
from anonymizer_gui.core.settings import Detail
from anonymizer_gui.detection.detector import Detector, detections_of_all
from anonymizer_gui.detection.tiling import canvas_pixels
from anonymizer_gui.engine.networks import Beside, Networks

Detect = Callable[[NDArray[np.uint8]], Detections]
"""What is in an image, uint8 [H, W, 3] RGB."""

SMALL = 500_000
"""Pixels of canvas up to which a photo is small.

Threads that share the work on a small canvas wait for each other, and for whoever reads and writes.
With networks of fewer threads beside each other a job takes 0.87 of the time at 0.3 megapixels,
0.94 at 0.5, 0.96 at 0.9 and no less at 2 and 12 (two cores), and each takes 140 bytes of memory per
pixel. A graphics card, which looks at one after the other, has the larger photos.
"""


class Turns:
    """Hands the networks of a job to photos, from any thread. Remembers those that are open."""

    def __init__(self, networks: Networks, detail: Detail) -> None:
        """Nothing is opened yet.

        Args:
            networks: Of the job.
            detail: Its setting.
        """
        self.networks = networks
        self._detail = detail
        self._large = _Pool(networks.large, networks.detectors)
        self._small = self._large if networks.small is None else _Pool(networks.small)

    @contextmanager
    def taken(self, photo: Photo) -> Iterator[Detect]:
        """What looks at a photo, and at no other until it is given back.

        Raises:
            NetworkError: It cannot be opened.
        """
        pixels = canvas_pixels(width=photo.width, height=photo.height, detail=self._detail)
        with (self._small if pixels <= SMALL else self._large).taken() as detectors:
            yield partial(detections_of_all, detectors)


class _Pool:
    """Networks that are opened once there is a photo for them. Remembers those that are idle."""

    def __init__(self, beside: Beside, *opened: Sequence[Detector]) -> None:
        self._open = beside.opened
        self._room = BoundedSemaphore(beside.at_once)
        self._idle = list(opened)

    @contextmanager
    def taken(self) -> Iterator[Sequence[Detector]]:
        with self._room:
            try:
                detectors = self._idle.pop()
            except IndexError:
                detectors = self._open()
            try:
                yield detectors
            finally:
                self._idle.append(detectors)
