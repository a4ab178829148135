"""A job from its settings to its last photo: what the command line and the window run."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from threading import Event

from anonymizer_gui.core.boxes import Kind
from anonymizer_gui.core.settings import Settings
from anonymizer_gui.detection.detector import (
    Detector,
    default_thresholds_of_all,
    detections_of_all,
)
from anonymizer_gui.detection.networks import built_in, open_network, weights_in
from anonymizer_gui.engine.pipeline import Outcome, run
from anonymizer_gui.engine.plan import Plan, check_writable, plan

MOST_THREADS = 8
"""More threads do not make a network of this size faster."""


@dataclass(frozen=True, slots=True)
class Job:
    """A job that has been checked and can start.

    Attributes:
        settings: How.
        plan: Which photos, and where to.
        detectors: What finds the faces and plates.
    """

    settings: Settings
    plan: Plan
    detectors: tuple[Detector, ...]

    def outcomes(self, cancel: Event) -> Iterator[Outcome]:
        """Do the photos in order; see `pipeline.run`."""
        return run(
            self.plan.tasks,
            detect=partial(detections_of_all, self.detectors),
            thresholds=self.settings.thresholds(default_thresholds_of_all(self.detectors)),
            settings=self.settings,
            cancel=cancel,
        )


def prepared(settings: Settings) -> Job:
    """Check all that can be checked before the first photo.

    Raises:
        SettingsError: A folder is unsuitable, or there is nothing to do.
        NetworkError: A network cannot be used.
    """
    todo = plan(settings)
    if not settings.dry_run:
        check_writable(settings.output)
    return Job(settings, todo, open_detectors(settings))


def open_detectors(settings: Settings) -> tuple[Detector, ...]:
    """Open the networks of a job: a person's own, and built-in ones for what those do not find.

    Raises:
        NetworkError: A network cannot be used.
    """
    threads = min(os.cpu_count() or 1, MOST_THREADS)
    opened = partial(open_network, detail=settings.detail, threads=threads)
    own = [opened(path) for path in weights_in(settings.weights)] if settings.weights else []
    wanted = [detector for detector in own if settings.kinds.intersection(detector.kinds)]
    found = {kind for detector in wanted for kind in detector.kinds}
    missing = [kind for kind in Kind if kind in settings.kinds and kind not in found]
    return (*wanted, *(opened(built_in(kind)) for kind in missing))
