"""A job that was stopped, however rudely, goes on without doing anything twice for nothing."""

import errno
import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import Any

import numpy as np
import pytest

from anonymizer_gui.core.boxes import Box, Kind, Origin
from anonymizer_gui.core.detections import Detections
from anonymizer_gui.core.errors import ImageError
from anonymizer_gui.core.settings import Detail, Style
from anonymizer_gui.core.store.finder import Redo
from anonymizer_gui.core.store.values import EditedBox, Review, State
from anonymizer_gui.engine import stock
from anonymizer_gui.engine.chunks import Chunk, ChunkStore
from anonymizer_gui.engine.job import Job, prepared
from anonymizer_gui.engine.job_files import open_store
from anonymizer_gui.engine.pipeline import Outcome
from anonymizer_gui.engine.plan import Task
from anonymizer_gui.engine.turns import Turns
from anonymizer_gui.engine.work import Work
from tests.engine.photos import FakeDetector, noise, photos_in, pixels_of, write_png
from tests.engine.running import COUNT, ran, settings_for, taken

THRESHOLDS = {Kind.FACE: 0.5, Kind.PLATE: 0.5}
FACE_AND_PLATE = Detections(
    np.array([[8, 8, 24, 24], [28, 4, 40, 16]], np.float32),
    np.array([0.9, 0.8], np.float32),
    np.array([0, 1], np.uint8),
)


def names(outcomes: list[Outcome]) -> list[str]:
    return [outcome.task.source.name for outcome in outcomes]


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_what_was_saved_before_is_left_alone(photos: Path, detector: FakeDetector) -> None:
    first = names(ran(settings_for(photos), stop_after=2))

    rest = names(ran(settings_for(photos), resume=True))

    assert first + rest == [f"{number:02}.png" for number in range(COUNT)]
    assert detector.asked == COUNT


def test_where_there_is_nothing_to_resume_it_starts(photos: Path, detector: FakeDetector) -> None:
    assert len(ran(settings_for(photos), resume=True)) == COUNT
    assert ran(settings_for(photos), resume=True) == []


def test_without_resuming_everything_is_done_again(photos: Path, detector: FakeDetector) -> None:
    ran(settings_for(photos))

    assert len(ran(settings_for(photos))) == COUNT
    assert detector.asked == 2 * COUNT


def test_tasks_have_whole_paths(
    photos: Path, detector: FakeDetector, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(photos.parent)

    (first, *_) = ran(replace(settings_for(photos), input=Path("photos"), output=Path("out")))

    assert first.task.source == photos / "00.png"
    assert first.task.target == photos.parent / "out" / "00.png"
    assert ran(settings_for(photos), resume=True) == []


def test_other_folders_are_another_job(photos: Path, detector: FakeDetector) -> None:
    ran(settings_for(photos))

    elsewhere = replace(settings_for(photos), output=photos.parent / "elsewhere")

    assert len(ran(elsewhere, resume=True)) == COUNT


def test_a_photo_that_has_changed_is_done_again(photos: Path, detector: FakeDetector) -> None:
    ran(settings_for(photos))
    write_png(photos / "03.png", noise(seed=99))

    again = ran(settings_for(photos), resume=True)

    assert names(again) == ["03.png"]
    assert detector.asked == COUNT + 1
    before, after = pixels_of(photos / "03.png"), pixels_of(photos.parent / "out" / "03.png")
    assert (before[:, 28:] == after[:, 28:]).all()


def test_a_photo_of_which_only_the_time_has_changed_is_not(
    photos: Path, detector: FakeDetector
) -> None:
    ran(settings_for(photos))
    os.utime(photos / "03.png", ns=(1, 1))

    assert ran(settings_for(photos), resume=True) == []


def test_what_was_said_of_a_photo_that_cannot_be_read_for_a_moment_is_kept(
    photos: Path, detector: FakeDetector, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = EditedBox(Box(2, 2, 20, 20, Kind.FACE, 1.0, Origin.MANUAL), None)
    with prepared(settings_for(photos)) as job:
        taken(job, COUNT)
        job.store.photos.put_review(1, Review((drawn,), done=True))
    ran(settings_for(photos), resume=True)
    result = (photos.parent / "out" / "00.png").read_bytes()
    os.utime(photos / "00.png", ns=(1, 1))  # as all of a memory card when summer time ends
    opened = Path.open

    def is_held(path: Path, *arguments: Any, **named: Any) -> Any:
        if path == photos / "00.png":
            raise PermissionError(errno.EACCES, "another program has it open")
        return opened(path, *arguments, **named)

    with monkeypatch.context() as held:
        held.setattr(Path, "open", is_held)
        assert ran(settings_for(photos), resume=True) == []

    with prepared(settings_for(photos), resume=True) as job:
        assert taken(job, COUNT) == []
        assert [one.box for one in job.store.photos.boxes(1)] == [drawn.box]
        assert job.store.photos.photo(1).state is State.SAVED
    assert (photos.parent / "out" / "00.png").read_bytes() == result


def test_a_photo_that_could_not_be_read_is_compared_the_next_time(
    photos: Path, detector: FakeDetector, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran(settings_for(photos))
    content = bytearray((photos / "00.png").read_bytes())
    content[-1] ^= 1
    (photos / "00.png").write_bytes(content)
    os.utime(photos / "00.png", ns=(1, 1))
    with monkeypatch.context() as held:
        held.setattr(stock, "_sha256", lambda _path: None)
        assert ran(settings_for(photos), resume=True) == []

    assert names(ran(settings_for(photos), resume=True)) == ["00.png"]


def test_a_photo_that_changes_in_time_and_content_but_not_in_size_is_done_again(
    photos: Path, detector: FakeDetector
) -> None:
    ran(settings_for(photos))
    content = bytearray((photos / "03.png").read_bytes())
    content += b"tail"
    (photos / "03.png").write_bytes(content)
    assert names(ran(settings_for(photos), resume=True)) == ["03.png"]
    (photos / "03.png").write_bytes(content[:-4] + b"liat")
    os.utime(photos / "03.png", ns=(1, 1))

    assert names(ran(settings_for(photos), resume=True)) == ["03.png"]
    assert detector.asked == COUNT + 2


@pytest.mark.parametrize("damage", [b"", None])
def test_a_result_that_is_not_as_it_was_written_is_written_again(
    photos: Path, detector: FakeDetector, damage: bytes | None
) -> None:
    ran(settings_for(photos))
    result = photos.parent / "out" / "02.png"
    before = result.read_bytes()
    result.unlink() if damage is None else result.write_bytes(damage)

    assert names(ran(settings_for(photos), resume=True)) == ["02.png"]
    assert result.read_bytes() == before
    assert detector.asked == COUNT


def test_a_record_that_would_have_another_name_by_now_is_written_anew(
    photos: Path, detector: FakeDetector
) -> None:
    (photos / "00.png").rename(photos / "00.jpg")
    write_png(photos / "00.png", noise())
    ran(settings_for(photos), stop_after=COUNT + 1)
    (photos / "00.png").unlink()

    assert names(ran(settings_for(photos), resume=True)) == ["00.jpg"]

    out = photos.parent / "out"
    assert (out / "00.json").read_text() == (out / "00.jpg.json").read_text()
    assert detector.asked == COUNT + 1


def test_a_result_that_is_gone_is_written_again_after_a_later_failure_too(
    photos: Path, detector: FakeDetector
) -> None:
    with prepared(settings_for(photos)) as job:
        taken(job, COUNT)
        job.store.photos.put_failed(3, ImageError("{0} cannot be written.", "02.png"))
    (photos.parent / "out" / "02.png").unlink()

    assert names(ran(settings_for(photos), resume=True)) == ["02.png"]


def test_photos_that_failed_are_tried_again(photos: Path, detector: FakeDetector) -> None:
    content = (photos / "04.png").read_bytes()
    (photos / "04.png").write_bytes(b"")
    assert [outcome.error is None for outcome in ran(settings_for(photos))].count(False) == 1
    (photos / "04.png").write_bytes(content)

    again = ran(settings_for(photos), resume=True)

    assert names(again) == ["04.png"]
    assert again[0].error is None


def test_another_style_or_threshold_needs_no_network(photos: Path, detector: FakeDetector) -> None:
    ran(settings_for(photos))

    again = ran(settings_for(photos, style=Style.SOLID, face_threshold=0.2), resume=True)

    assert len(again) == COUNT
    assert all(len(outcome.boxes) == 2 for outcome in again)
    assert detector.asked == COUNT


@pytest.mark.parametrize("as_chunk", [False, True])
def test_a_photo_that_was_edited_is_looked_at_for_a_kind_that_is_wanted_now(
    photos: Path, detector: FakeDetector, as_chunk: bool
) -> None:
    detector.card = replace(detector.card, kinds=tuple(Kind), default_thresholds=THRESHOLDS)
    detector.found = FACE_AND_PLATE
    faces = settings_for(photos, kinds=frozenset({Kind.FACE}))
    with prepared(faces) as job:
        taken(job, COUNT)
        (face,) = job.store.photos.boxes(1)
        moved = EditedBox(replace(face.box, x_min=2, origin=Origin.MOVED), face.source)
        job.store.photos.put_review(1, Review((moved,)))

    with prepared(settings_for(photos), resume=True) as job:
        assert job.redo == Redo(detect=1, save=COUNT - 1)
        if as_chunk:
            (outcome,) = in_a_chunk(job, next(iter(job.todo)))
        else:
            outcome = taken(job, COUNT)[0]
        (record,) = {one.file.record for one in job.store.files.known() if one.id == 1}
        assert job.store.photos.photo(1).state is State.SAVED

    assert outcome.boxes == (moved.box, FACE_AND_PLATE.box(1))
    assert len(json.loads((photos.parent / "out" / record).read_text())) == 2
    assert detector.asked == COUNT + 1


def in_a_chunk(job: Job, task: Task) -> list[Outcome]:
    """Do one photo as a worker of a cluster does."""
    chunk = Chunk.of(job.store, [task])
    stand_in = ChunkStore(chunk, job.store.thresholds())
    turns = Turns(job.networks)
    work = Work(stand_in, job.settings, turns, saving=True)
    outcomes = list(work.outcomes(chunk.tasks, Event()))
    return [stand_in.photos.done(one).stored(job.store, task, job.settings) for one in outcomes]


def test_another_network_looks_again(photos: Path, detector: FakeDetector) -> None:
    ran(settings_for(photos))
    detector.sha256 = "b" * 64

    assert len(ran(settings_for(photos), resume=True)) == COUNT
    assert detector.asked == 2 * COUNT


@pytest.mark.parametrize(
    ("change", "redo"),
    [
        ({}, Redo(detect=0, save=0)),
        ({"face_threshold": 0.2}, Redo(detect=0, save=COUNT)),
        ({"detail": Detail.FAST}, Redo(detect=COUNT, save=COUNT)),
    ],
)
def test_what_must_be_redone_is_said_before_it_is_done(
    photos: Path, detector: FakeDetector, change: dict[str, Any], redo: Redo
) -> None:
    ran(settings_for(photos))

    with prepared(settings_for(photos, **change), resume=True) as job:
        assert job.redo == redo


def test_a_new_photo_is_done_and_one_that_is_gone_is_not_missed(
    photos: Path, detector: FakeDetector
) -> None:
    ran(settings_for(photos))
    (photos / "00.png").unlink()
    write_png(photos / "sub" / "new.png", noise(seed=50))

    assert names(ran(settings_for(photos), resume=True)) == ["new.png"]


@pytest.mark.skipif(sys.platform != "linux", reason="names are Unicode there")
def test_a_photo_whose_name_is_no_unicode_is_done_and_remembered(
    photos: Path, detector: FakeDetector
) -> None:
    (photos / "05.png").rename(photos / os.fsdecode(b"caf\xe9.png"))

    assert all(outcome.error is None for outcome in ran(settings_for(photos)))
    assert ran(settings_for(photos), resume=True) == []
    with open_store(settings_for(photos), resume=True).store as store:
        assert store.images.rows([COUNT])[0].path.name == os.fsdecode(b"caf\xe9.png")


def test_a_dry_run_leaves_what_is_stored_alone(photos: Path, detector: FakeDetector) -> None:
    first = ran(settings_for(photos), stop_after=1)
    ran(settings_for(photos, dry_run=True))

    assert len(ran(settings_for(photos), resume=True)) == COUNT - len(first) > 0


def test_a_file_that_a_killed_run_left_is_removed(photos: Path, detector: FakeDetector) -> None:
    out = photos.parent / "out"
    out.mkdir()
    (out / ".anonymizer-0123456789abcdef.tmp").touch()
    (out / "mine.tmp").touch()

    ran(settings_for(photos), resume=True)

    assert [path.name for path in out.glob("*.tmp")] == ["mine.tmp"]


@pytest.mark.parametrize("photos_done", [0, 1, 5, 12, 19])
def test_a_killed_job_that_goes_on_gives_the_same_as_one_that_was_not(
    tmp_path: Path, photos_done: int
) -> None:
    photos = photos_in(tmp_path / "photos", 20)
    asked = tmp_path / "asked"

    def command(output: str) -> list[str]:
        program = [sys.executable, "-m", "tests.engine.fake_program", str(asked)]
        return [*program, "--input", str(photos), "--image-output", str(tmp_path / output)]

    subprocess.run(command("undisturbed"), check=True, capture_output=True)
    asked.unlink()
    with subprocess.Popen(command("out"), stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        for line in process.stdout:
            if line.startswith(("20 photos found", f"[{photos_done}/20]")[photos_done > 0]):
                process.kill()
    before = contents(tmp_path / "out")

    subprocess.run([*command("out"), "--resume"], check=True, capture_output=True)

    after = contents(tmp_path / "out")
    assert after == contents(tmp_path / "undisturbed")
    assert all(after[name] == data for name, data in before.items() if not name.endswith(".tmp"))
    # of the photo at hand when it was killed, what was found may not have been stored yet
    assert 20 <= len(asked.read_text().splitlines()) <= 21
