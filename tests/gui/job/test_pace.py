"""How long a job will take is told by how fast the last one was."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from anonymizer_gui.core.settings import Detail, Settings
from anonymizer_gui.engine.pipeline import Outcome
from anonymizer_gui.engine.plan import Task
from anonymizer_gui.gui.job import pace as module
from anonymizer_gui.gui.job.pace import Pace, remember_pace, remembered_pace
from anonymizer_gui.gui.setup.new_job_page import NewJobPage
from tests.gui.reviewing import child, make_photos

SETTINGS = Settings(Path("in"), Path("out"))
OUTCOME = Outcome(Task(Path(), Path(), Path()))


def test_pauses_do_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = 0.0
    monkeypatch.setattr(module, "monotonic", lambda: clock)

    def outcomes() -> Iterator[Outcome]:
        nonlocal clock
        for _ in range(4):
            clock += 2.0
            yield OUTCOME

    pace = Pace()
    for _ in pace.timed(outcomes(), lambda _: 4_000_000):
        clock += 100.0

    assert pace.seconds_per_megapixel == pytest.approx(0.5)


def test_two_photos_say_nothing() -> None:
    pace = Pace()
    list(pace.timed(iter([OUTCOME, OUTCOME]), lambda _: 4_000_000))

    assert pace.seconds_per_megapixel is None


def test_each_way_to_search_has_a_pace_of_its_own() -> None:
    remember_pace(SETTINGS, 0.25)

    assert remembered_pace(SETTINGS) == 0.25
    assert remembered_pace(replace(SETTINGS, detail=Detail.THOROUGH)) is None


def test_the_time_is_estimated_before_the_start(qtbot: QtBot, tmp_path: Path) -> None:
    photos = make_photos(tmp_path)  # three of 0.12 megapixels
    page = NewJobPage()
    qtbot.addWidget(page)
    note = child(page, QLabel, "inputFolderNote")
    page.set_folders(photos)
    qtbot.waitUntil(lambda: "after the first photos" in note.text())
    remember_pace(page.settings(), 1000.0)

    page.set_folders(photos)

    qtbot.waitUntil(lambda: "about 6 minutes" in note.text())
    page.close_threads()
