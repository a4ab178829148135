"""A clock that is set back, a store that is damaged or in use, and what is rebuilt."""

import os
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
from tests.engine.photos import FakeDetector, photos_in
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
        assert list(job.todo) == []
        assert job.store.photos.boxes(2) == (DRAWN,)
    assert detector.asked == COUNT
    (recent,) = recent_jobs()
    assert recent.last_used < datetime.now(UTC) - timedelta(days=700)


def damage(settings: Settings, *, pages: slice = slice(0, None)) -> None:
    """Overwrite pages with zeros, as a broken disk does; of the first all but who it is."""
    file = job_file(settings)
    content = bytearray(file.read_bytes())
    size = int.from_bytes(content[16:18], "big")
    begin, end, _ = pages.indices(len(content) // size)
    begin, end = max(begin * size, 100), end * size
    content[begin:end] = bytes(end - begin)
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


def test_of_a_store_that_is_cut_short_what_was_said_first_is_kept(many: Settings) -> None:
    with prepared(many) as job:
        for task in job.todo:
            job.store.photos.put_review(task.image_id, Review((DRAWN,), searched=False))
        list(job.detected(Event()))
    file = job_file(many)
    os.truncate(file, file.stat().st_size * 2 // 3)

    with prepared(many, resume=True) as job:
        kept = [job.store.photos.photo(task.image_id).boxes for task in job.todo]

    assert "What was known of this job is damaged" in str(job.notice)
    assert kept.count((DRAWN,)) > 50


@pytest.fixture
def many(tmp_path: Path) -> Settings:
    """So many photos that each table has many pages."""
    return Settings(photos_in(tmp_path / "photos", 300), tmp_path / "out")


@pytest.mark.parametrize("lost", [(0.5, 0.55), (0.95, 1.0)])
def test_of_a_damaged_store_all_is_kept_that_can_be_read(
    many: Settings, detector: FakeDetector, lost: tuple[float, float]
) -> None:
    moved = EditedBox(Box(1, 1, 9, 9, kind=Kind.PLATE, score=0.9), source=0)
    with prepared(many) as job:
        list(job.detected(Event()))
        said = {}
        for task in job.todo:
            boxes = ((DRAWN,), (moved,), ())[task.image_id % 3]
            job.store.photos.put_review(task.image_id, Review(boxes, done=True))
            said[task.source.name] = boxes
    pages = job_file(many).stat().st_size // 4096
    damage(many, pages=slice(*(int(pages * part) for part in lost)))

    with prepared(many, resume=True) as job:
        kept = {task.source.name: job.store.photos.photo(task.image_id) for task in job.todo}

    assert "What was known of this job is damaged" in str(job.notice)
    whole = [name for name, photo in kept.items() if photo.review.done]
    assert len(whole) > 100
    assert all(kept[name].boxes == said[name] for name in whole)


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
