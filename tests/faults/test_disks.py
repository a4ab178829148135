"""Disks that are full, read-only or gone, and what comes of a job then."""

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event, Thread
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from anonymizer_gui.core.detections import Detections
from anonymizer_gui.core.errors import SettingsError
from anonymizer_gui.core.files import TEMPORARY_PREFIX
from anonymizer_gui.core.settings import Settings
from anonymizer_gui.core.store.job_store import JobStore
from anonymizer_gui.core.store.values import State
from anonymizer_gui.engine import job as job_module
from anonymizer_gui.engine.job import prepared, saved
from anonymizer_gui.engine.pipeline import Outcome
from tests.engine.photos import FACE, FakeDetector, noise, photos_in, write_png

COUNT = 6


class HookedDetector(FakeDetector):
    """Lets something happen as soon as so many photos are saved."""

    def __init__(self, count: int, happens: Callable[[], object]) -> None:
        super().__init__(found=FACE)
        self._count, self._happens = count, happens
        self.store: JobStore | None = None

    def detect(self, image: NDArray[np.uint8]) -> Detections:
        if self.asked == self._count:
            assert self.store is not None
            while self.store.images.counts()[State.SAVED] < self._count:
                pass
            self._happens()
        return super().detect(image)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(photos_in(tmp_path / "photos", COUNT), tmp_path / "out")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 64 kB, which can be mounted anew."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if sys.platform != "linux" or os.geteuid() != 0 or not _mount(folder, "size=64k"):
        pytest.skip("only root may mount a disk, on Linux")
    yield folder
    subprocess.run(["umount", folder], check=True)


def _mount(folder: Path, options: str) -> bool:
    command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


def ran(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, detector: FakeDetector, *, resume: bool
) -> list[Outcome]:
    monkeypatch.setattr(job_module, "open_networks", detector.networks)
    with prepared(settings, resume=resume) as job:
        if isinstance(detector, HookedDetector):
            detector.store = job.store
        return list(job.outcomes(Event()))


def sentences(outcomes: list[Outcome]) -> list[str]:
    return [str(outcome.error) for outcome in outcomes if outcome.error is not None]


def check_all_done(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """All results are there, as those of a job that nothing has happened to; nothing else is."""
    undisturbed = Settings(settings.input, settings.input.parent / "undisturbed")
    ran(undisturbed, monkeypatch, FakeDetector(found=FACE), resume=False)
    for path in undisturbed.output.iterdir():
        assert (settings.output / path.name).read_bytes() == path.read_bytes()
    assert not list(settings.output.glob(f"{TEMPORARY_PREFIX}*"))


def test_a_full_disk_fails_what_does_not_fit_and_the_rest_follows(
    settings: Settings, small_disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(settings.input, small_disk / "out")
    for number in range(COUNT):
        write_png(settings.input / f"{number:02}.png", noise(height=64, width=96, seed=number))

    first = ran(settings, monkeypatch, FakeDetector(found=FACE), resume=False)

    failed = sentences(first)
    assert 0 < len(failed) < COUNT
    assert all("the disk is full" in sentence for sentence in failed)
    assert not any(outcome.task.record.exists() for outcome in first if outcome.error)
    assert not list(settings.output.glob(f"{TEMPORARY_PREFIX}*"))
    subprocess.run(["mount", "-o", "remount,size=10m", small_disk], check=True)
    detector = FakeDetector(found=FACE)
    again = ran(settings, monkeypatch, detector, resume=True)
    assert sentences(again) == []
    assert len(again) == len(failed)
    assert detector.asked == 0
    check_all_done(settings, monkeypatch)


def test_a_disk_that_turns_read_only_half_way(
    settings: Settings, small_disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(settings.input, small_disk / "out")
    command = ["mount", "-o", "remount,ro", str(small_disk)]
    detector = HookedDetector(3, lambda: subprocess.run(command, check=True))

    first = ran(settings, monkeypatch, detector, resume=False)

    assert "read-only" in sentences(first)[-1]
    subprocess.run(["mount", "-o", "remount,rw,size=10m", small_disk], check=True)
    again = ran(settings, monkeypatch, FakeDetector(found=FACE), resume=True)
    assert sentences(again) == []
    assert len(again) == len(sentences(first))
    check_all_done(settings, monkeypatch)


def test_results_that_are_taken_away_half_way_are_not_claimed(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def take_away() -> None:
        settings.output.rename(settings.output.with_name("elsewhere"))

    first = ran(settings, monkeypatch, HookedDetector(3, take_away), resume=False)

    # A network drive that is gone must not be made anew on the disk below its name
    assert not settings.output.exists()
    assert len(sentences(first)) == COUNT - 3
    assert all("the folder of the results is gone" in sentence for sentence in sentences(first))
    settings.output.with_name("elsewhere").rename(settings.output)
    again = ran(settings, monkeypatch, FakeDetector(found=FACE), resume=True)
    assert sentences(again) == []
    assert len(again) == len(sentences(first))
    check_all_done(settings, monkeypatch)


def test_a_folder_of_results_that_is_gone_is_not_made_anew_by_saving(settings: Settings) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(job_module, "open_networks", FakeDetector(found=FACE).networks)
        with prepared(settings) as job:
            list(job.detected(Event()))
            settings.output.rename(settings.output.with_name("elsewhere"))

            with pytest.raises(SettingsError, match=r"The folder of the results, .+, is gone"):
                list(saved(job.store, [1], Event()))

    assert not settings.output.exists()


@pytest.fixture
def vanished(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Takes the share with the results away: Windows gives an error that pathlib does not know."""
    asked = os.stat

    def gone(place: Any, **named: Any) -> os.stat_result:
        if str(place).startswith(str(settings.output)):
            raise OSError(errno.EINVAL, "The specified network name is no longer available", place)
        return asked(place, **named)

    return lambda: monkeypatch.setattr(os, "stat", gone)


def test_a_share_that_vanishes_half_way_is_said_of_each_photo(
    settings: Settings, vanished: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    detector = HookedDetector(2, vanished)
    monkeypatch.setattr(job_module, "open_networks", detector.networks)
    with prepared(settings) as job:
        detector.store = job.store
        outcomes = list(job.outcomes(Event()))

    said = [str(outcome.error) for outcome in outcomes if outcome.error]
    assert len(said) == COUNT - 2
    assert all("the folder of the results is gone" in one for one in said)


def test_a_share_that_has_vanished_is_said_before_the_first_photo(
    settings: Settings, vanished: Callable[[], None]
) -> None:
    vanished()
    with (
        pytest.raises(SettingsError, match=r"cannot be read .+ no longer available"),
        prepared(settings),
    ):
        pass


def test_results_that_are_deleted_are_made_again(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    remove = HookedDetector(3, lambda: shutil.rmtree(settings.output, ignore_errors=True))
    ran(settings, monkeypatch, remove, resume=False)

    detector = FakeDetector(found=FACE)
    ran(settings, monkeypatch, detector, resume=True)

    assert detector.asked == 0
    check_all_done(settings, monkeypatch)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such pipes")
def test_a_drive_that_hangs_holds_the_job_up_and_no_more(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = settings.input / "02.png"
    content = slow.read_bytes()

    def hang() -> None:
        slow.unlink()
        os.mkfifo(slow)  # whoever opens it waits for the other end

    monkeypatch.setattr(job_module, "open_networks", FakeDetector(found=FACE).networks)
    outcomes: list[Outcome] = []
    with prepared(settings) as job:
        hang()
        thread = Thread(target=lambda: outcomes.extend(job.outcomes(Event())))
        thread.start()
        with slow.open("wb") as pipe:  # waits until the job reads: the drive is back
            pipe.write(content)
        thread.join(timeout=60)

    assert not thread.is_alive()
    assert sentences(outcomes) == []
    assert len(outcomes) == COUNT
    slow.unlink()
    slow.write_bytes(content)
    check_all_done(settings, monkeypatch)


def test_a_folder_of_photos_that_is_gone_fails_the_rest(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def take_away() -> None:
        settings.input.rename(settings.input.with_name("unplugged"))

    first = ran(settings, monkeypatch, HookedDetector(2, take_away), resume=False)

    failed = sentences(first)
    assert 0 < len(failed) < COUNT
    assert all("is not there any more" in sentence for sentence in failed)
    with pytest.raises(SettingsError, match="There is no folder"):
        ran(settings, monkeypatch, FakeDetector(found=FACE), resume=True)
    settings.input.with_name("unplugged").rename(settings.input)
    ran(settings, monkeypatch, FakeDetector(found=FACE), resume=True)
    check_all_done(settings, monkeypatch)


@pytest.mark.parametrize("stopped", [False, True])
def test_a_drive_of_results_that_hangs_holds_the_job_up_and_no_more(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, stopped: bool
) -> None:
    hangs, is_back, cancel = Event(), Event(), Event()

    def hanging(number: int) -> None:
        hangs.set()
        assert is_back.wait(timeout=60)
        real(number)

    real = os.fsync
    monkeypatch.setattr(os, "fsync", hanging)  # where a write waits for the drive
    monkeypatch.setattr(job_module, "open_networks", FakeDetector(found=FACE).networks)
    outcomes: list[Outcome] = []
    with prepared(settings) as job:
        thread = Thread(target=lambda: outcomes.extend(job.outcomes(cancel)))
        thread.start()
        assert hangs.wait(timeout=60)
        before = list(settings.output.glob("*.png")), outcomes.copy()
        if stopped:
            cancel.set()
        is_back.set()
        thread.join(timeout=60)

    assert before == ([], [])  # nothing is claimed that is not on the drive
    assert not thread.is_alive()
    assert sentences(outcomes) == []
    assert len(outcomes) < COUNT if stopped else len(outcomes) == COUNT
    ran(settings, monkeypatch, FakeDetector(found=FACE), resume=True)
    check_all_done(settings, monkeypatch)
