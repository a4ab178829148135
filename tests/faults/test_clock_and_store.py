"""A clock that is set back, a store that is damaged or in use, and what is rebuilt."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from anonymizer_gui.core.boxes import Box, Kind
from anonymizer_gui.core.settings import Settings
from anonymizer_gui.core.store import job_store, photos
from anonymizer_gui.core.store.values import EditedBox, Review, State
from anonymizer_gui.engine.job import prepared, saved
from anonymizer_gui.engine.job_files import job_file, recent_jobs
from tests.engine.photos import FakeDetector
from tests.faults.conftest import COUNT

pytestmark = pytest.mark.usefixtures("detector")

DRAWN = EditedBox(Box(30, 2, 44, 12, kind=Kind.PLATE))


def set_clock_back(monkeypatch: pytest.MonkeyPatch, days: int) -> None:
    class Earlier(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> "datetime":  # type: ignore[override]
            return datetime.now(tz) - timedelta(days=days)

    for module in (job_store, photos):
        monkeypatch.setattr(module, "datetime", Earlier)


def test_a_clock_that_is_set_back_costs_nothing(
    settings: Settings, detector: FakeDetector, monkeypatch: pytest.MonkeyPatch
) -> None:
    with prepared(settings) as job:
        outcomes = job.outcomes(Event())
        next(outcomes)
        set_clock_back(monkeypatch, days=800)
        list(outcomes)
        job.store.photos.put_review(2, Review((DRAWN,), done=True))
        list(saved(job.store, [2], Event()))

    with prepared(settings, resume=True) as job:
        assert job.todo == ()
        assert job.store.photos.boxes(2) == (DRAWN,)
    assert detector.asked == COUNT
    (recent,) = recent_jobs()
    assert recent.last_used < datetime.now(UTC) - timedelta(days=700)


def damage(settings: Settings) -> None:
    file = job_file(settings)
    content = bytearray(file.read_bytes())
    content[100:] = bytes(len(content) - 100)
    file.write_bytes(content)


def test_of_a_damaged_store_the_boxes_that_people_drew_come_back(
    settings: Settings, detector: FakeDetector
) -> None:
    with prepared(settings) as job:
        list(job.detected(Event()))
        for image_id in (1, 2):
            found = job.store.photos.boxes(image_id)
            job.store.photos.put_review(image_id, Review((*found, DRAWN), done=True))
        list(saved(job.store, [1], Event()))
    damage(settings)

    with prepared(settings, resume=True) as job:
        outcomes = list(job.outcomes(Event()))

        assert "What was known of this job is damaged" in str(job.notice)
        kinds = [sorted(box.kind for box in outcome.boxes) for outcome in outcomes]
        assert kinds == [["face", "plate"], ["face"], ["face"], ["face"]]
        assert job.store.images.counts()[State.SAVED] == COUNT
    assert len(list(job_file(settings).parent.glob("*.damaged"))) == 1


def test_a_second_program_on_the_same_job_is_told_so(settings: Settings, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.engine.fake_program", str(tmp_path / "asked")]
    command += ["--input", str(settings.input), "--image-output", str(settings.output)]
    with prepared(settings):
        other = subprocess.run(
            command, check=False, capture_output=True, text=True, cwd=Path(__file__).parents[2]
        )

    assert other.returncode == 2
    assert "open in another window or program; close it there first" in other.stderr
    assert not (tmp_path / "asked").exists()
