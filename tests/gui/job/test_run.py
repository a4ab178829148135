"""How fast a run is and how long it takes yet is told from photo to photo."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from anonymizer_gui.gui.job import run as module
from anonymizer_gui.gui.job.run import Run


class Clock:
    """Shows the milliseconds that a test says."""

    now = 0

    def start(self) -> None:
        self.now = 0

    def elapsed(self) -> int:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(module, "QElapsedTimer", lambda: clock)
    return clock


@pytest.fixture
def begun(qtbot: QtBot, clock: Clock) -> Iterator[Run]:
    """Five photos to do."""
    owner = QObject()
    run = Run(lambda _cancel, _tell: iter(()), name="test", parent=owner)
    run.on_started(5)
    yield run
    run.wait()


@pytest.fixture
def run(begun: Run, clock: Clock) -> Run:
    """The first of the five has taken twelve seconds."""
    clock.now = 12_000
    begun.on_step_done(None)
    return begun


def test_the_time_left_counts_down_between_photos(run: Run, clock: Clock) -> None:
    left = []
    for now in range(12_000, 24_000, 250):
        clock.now = now
        left.append(run.seconds_left())

    assert left == [pytest.approx(48 - tick / 4) for tick in range(48)]


def test_the_pace_stays_between_photos(run: Run, clock: Clock) -> None:
    clock.now = 23_000

    assert run.photos_per_second() == pytest.approx(1 / 12)


def test_the_time_left_is_never_below_nothing(run: Run, clock: Clock) -> None:
    clock.now = 100_000

    assert run.seconds_left() == 0


def test_each_photo_tells_anew(run: Run, clock: Clock) -> None:
    clock.now = 32_000
    run.on_step_done(None)

    assert run.photos_per_second() == pytest.approx(1 / 16)
    assert run.seconds_left() == pytest.approx(3 * 16)


def test_pauses_do_not_count(run: Run, clock: Clock) -> None:
    clock.now = 14_000
    run.pause(True)
    clock.now = 60_000
    assert run.seconds_left() == pytest.approx(46)
    run.pause(False)
    clock.now = 70_000
    run.on_step_done(None)

    assert run.photos_per_second() == pytest.approx(1 / 12)
    assert run.seconds_left() == pytest.approx(36)


def test_before_the_first_photo_nothing_is_told(begun: Run, clock: Clock) -> None:
    clock.now = 5_000

    assert begun.photos_per_second() == 0
    assert begun.seconds_left() is None
