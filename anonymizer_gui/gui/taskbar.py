"""Progress on the button of the window in the taskbar of Windows; elsewhere nothing happens.

Source: "ITaskbarList3 interface" in Microsoft's Windows documentation.
"""

import ctypes
import logging
import sys
from enum import IntEnum
from typing import Any, Protocol
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication, QWidget

from anonymizer_gui.gui.job.run import Run

logger = logging.getLogger(__name__)

TICK_MS = 250
_TASKBAR_LIST = UUID("56fdf344-fd6d-11d0-958a-006097c9a090")
_TASKBAR_LIST_3 = UUID("ea1afb91-9e28-4b86-90e9-9e9f8a5eefaf")
_IN_THIS_PROCESS = 1
_BEGIN, _SET_VALUE, _SET_STATE = 3, 9, 10
"""Places of the methods in the table of the interface."""


class Look(IntEnum):
    """How the button shows progress."""

    NONE = 0
    UNKNOWN = 1
    RUNNING = 2
    PAUSED = 8


class Button(Protocol):
    """The button of a window in the taskbar."""

    def show_look(self, look: Look) -> None:
        """Show progress, or none."""

    def show_value(self, done: int, count: int) -> None:
        """Show how much is done."""


class ComButton:
    """Remembers the interface and the window."""

    def __init__(self, interface: int, window: int) -> None:
        """A button.

        Args:
            interface: The address of an `ITaskbarList3`.
            window: The handle of the window.
        """
        self._interface, self._window = interface, window
        _call(interface, _BEGIN)

    def show_look(self, look: Look) -> None:
        """Show progress, or none."""
        window = ctypes.c_void_p(self._window)
        _call(self._interface, _SET_STATE, window, ctypes.c_int(look))

    def show_value(self, done: int, count: int) -> None:
        """Show how much is done."""
        window = ctypes.c_void_p(self._window)
        parts = ctypes.c_ulonglong(done), ctypes.c_ulonglong(count)
        _call(self._interface, _SET_VALUE, window, *parts)


class TaskbarProgress(QObject):
    """Shows the run that is followed, and calls for attention when it has ended."""

    def __init__(self, window: QWidget, button: Button | None = None) -> None:
        """Progress of a window.

        Args:
            window: Whose button it is.
            button: None for the one of the taskbar, once there is something to show.
        """
        super().__init__(window)
        self._window = window
        self._button = button
        self._run: Run | None = None
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self.refresh)

    def follow(self, run: Run | None) -> None:
        """Show this run, or none."""
        ended = run is None and self._run is not None
        self._run = run
        if run is not None:
            if self._button is None:
                self._button = _button_of(self._window)
            self._timer.start()
        else:
            self._timer.stop()
        self.refresh()
        if ended:
            QApplication.alert(self._window)  # nothing happens if the user is looking at it

    @Slot()
    def refresh(self) -> None:
        """Show how far the run is."""
        if self._button is None:
            return
        run = self._run
        if run is None:
            self._button.show_look(Look.NONE)
        elif run.count == 0:
            self._button.show_look(Look.UNKNOWN)
        else:
            self._button.show_value(run.done, run.count)
            self._button.show_look(Look.PAUSED if run.is_paused else Look.RUNNING)


def _button_of(window: QWidget) -> Button | None:
    """The button in the taskbar; None where there is no such taskbar."""
    if sys.platform != "win32" or QApplication.platformName() != "windows":
        return None
    interface = ctypes.c_void_p()
    result = ctypes.WinDLL("ole32").CoCreateInstance(
        _TASKBAR_LIST.bytes_le,
        None,
        _IN_THIS_PROCESS,
        _TASKBAR_LIST_3.bytes_le,
        ctypes.byref(interface),
    )
    if result or not interface.value:
        logger.warning("no taskbar: %#x", result & 0xFFFFFFFF)
        return None
    return ComButton(interface.value, int(window.winId()))


def _call(interface: int, place: int, *values: "ctypes._SimpleCData[Any]") -> None:
    """Call a method of a COM interface. A button that cannot be drawn is no reason to stop."""
    table = ctypes.cast(interface, ctypes.POINTER(ctypes.POINTER(ctypes.c_void_p)))[0]
    kinds = (ctypes.c_void_p, *map(type, values))
    method = ctypes.CFUNCTYPE(ctypes.c_long, *kinds)(table[place] or 0)
    method(interface, *values)
