"""Jobs of a few photos, run to their end or stopped."""

from pathlib import Path
from threading import Event
from typing import Any

from anonymizer_gui.core.settings import Settings
from anonymizer_gui.engine.job import Job, prepared
from anonymizer_gui.engine.pipeline import Outcome

COUNT = 6
"""Photos of a job."""


def settings_for(photos: Path, **fields: Any) -> Settings:
    return Settings(photos, photos.parent / "out", **fields)


def ran(settings: Settings, *, resume: bool = False, stop_after: int = COUNT) -> list[Outcome]:
    with prepared(settings, resume=resume) as job:
        return taken(job, stop_after)


def taken(job: Job, count: int) -> list[Outcome]:
    cancel, outcomes = Event(), []
    for outcome in job.outcomes(cancel):
        outcomes.append(outcome)
        if len(outcomes) >= count:
            cancel.set()
    return outcomes
