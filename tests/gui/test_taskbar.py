"""The taskbar is told what the run at work is told."""

import ctypes
from collections.abc import Callable, Iterator
from threading import Event
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from anonymizer_gui.gui.job.run import Run
from anonymizer_gui.gui.taskbar import ComButton, Look, TaskbarProgress

COUNT = 4


class FakeButton:
    """Remembers what it was told."""

    def __init__(self) -> None:
        self.looks: list[Look] = []
        self.values: list[tuple[int, int]] = []

    def show_look(self, look: Look) -> None:
        self.looks.append(look)

    def show_value(self, done: int, count: int) -> None:
        self.values.append((done, count))


def steps(cancel: Event, tell: Callable[[int], None]) -> Iterator[int]:
    tell(COUNT)
    for number in range(COUNT):
        if cancel.is_set():
            return
        yield number


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    return window


def test_the_button_follows_a_run_to_its_end(window: QWidget, qtbot: QtBot) -> None:
    button = FakeButton()
    taskbar = TaskbarProgress(window, button)
    run = Run(steps, name="test", parent=window)
    taskbar.follow(run)
    with qtbot.waitSignal(run.finished):
        run.start()

    taskbar.refresh()
    taskbar.follow(None)

    assert button.looks[0] is Look.UNKNOWN
    assert button.looks[-2:] == [Look.RUNNING, Look.NONE]
    assert button.values[-1] == (COUNT, COUNT)


def test_a_paused_run_is_shown_so(window: QWidget, qtbot: QtBot) -> None:
    button = FakeButton()
    taskbar = TaskbarProgress(window, button)
    run = Run(steps, name="test", parent=window)
    run.pause(True)
    taskbar.follow(run)
    with qtbot.waitSignal(run.step_done):
        run.start()

    taskbar.refresh()

    assert button.looks[-1] is Look.PAUSED
    run.wait()


def test_without_a_taskbar_nothing_happens(window: QWidget) -> None:
    taskbar = TaskbarProgress(window)
    taskbar.follow(Run(steps, name="test", parent=window))
    taskbar.follow(None)


def test_the_interface_of_windows_is_called_as_it_is_laid_out() -> None:
    said: list[tuple[Any, ...]] = []
    kinds = {
        3: (),
        9: (ctypes.c_void_p, ctypes.c_ulonglong, ctypes.c_ulonglong),
        10: (ctypes.c_void_p, ctypes.c_int),
    }

    def method(place: int) -> Any:
        kind = ctypes.CFUNCTYPE(ctypes.c_long, ctypes.c_void_p, *kinds[place])

        def called(*values: object) -> int:
            said.append((place, *values))
            return 0

        return kind(called)

    methods = {place: method(place) for place in kinds}
    table = (ctypes.c_void_p * 21)()
    for place, one in methods.items():
        table[place] = ctypes.cast(one, ctypes.c_void_p)
    this = ctypes.pointer(table)
    address = ctypes.addressof(this)

    button = ComButton(address, window=77)
    button.show_value(3, 9)
    button.show_look(Look.PAUSED)

    assert said == [(3, address), (9, address, 77, 3, 9), (10, address, 77, 8)]
