"""The strip at the foot says how fast a run is, and how long it takes yet, as people do."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from anonymizer_gui.gui.job.run import Run
from anonymizer_gui.gui.review.run_strip import RunStrip


@pytest.fixture
def run() -> Iterator[Run]:
    owner = QObject()
    run = Run(lambda _cancel, _tell: iter(()), name="test", parent=owner)
    run.on_started(9)
    yield run
    run.wait()


@pytest.mark.parametrize(
    ("pace", "left", "said"),
    [
        (2.0, 12.6, "2.0 photos/s · 13 s left"),
        (0.5, 38.0, "0.5 photos/s · 40 s left"),
        (1 / 12, 67.0, "12 s per photo · 1 min 10 s left"),
    ],
)
def test_seconds_that_nobody_can_know_are_not_said(
    qtbot: QtBot, run: Run, monkeypatch: pytest.MonkeyPatch, pace: float, left: float, said: str
) -> None:
    monkeypatch.setattr(run, "photos_per_second", lambda: pace)
    monkeypatch.setattr(run, "seconds_left", lambda: left)
    strip = RunStrip(doing="{done} of {count}")
    qtbot.addWidget(strip)

    strip.follow(run)

    assert strip.pace.text() == said
