"""Driving the real window for measurements and pictures, away from what the user has set."""

import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, TypeVar

import cv2
import numpy as np
from PySide6.QtCore import QEventLoop, QObject
from PySide6.QtWidgets import QApplication

from anonymizer_gui.gui.remembered import remember_in
from anonymizer_gui.paths import keep_in, resources_folder

T = TypeVar("T", bound=QObject)


def own_folders(folder: Path) -> None:
    """Let the program keep settings and jobs in this folder, from now on."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    keep_in(folder)
    remember_in(folder)


def sample_photos(folder: Path, *, count: int, width: int, height: int) -> Path:
    """The sample picture so large, so many times.

    Args:
        folder: Made if need be.
        count: Of photos.
        width: In pixels.
        height: In pixels.
    """
    folder.mkdir(parents=True, exist_ok=True)
    sample = cv2.imread(str(resources_folder() / "sample" / "astronaut.jpg"))
    assert sample is not None
    side = max(width, height)
    large = cv2.resize(sample, (side, side), interpolation=cv2.INTER_CUBIC)[:height, :width]
    for number in range(count):
        cv2.imwrite(str(folder / f"street {number + 1:03}.jpg"), large)
    return folder


def varied_photos(folder: Path, *, count: int) -> Path:
    """Photos of 1600 x 1200 pixels that differ: parts of the sample picture.

    Args:
        folder: Made if need be.
        count: Of photos.
    """
    folder.mkdir(parents=True, exist_ok=True)
    sample = cv2.imread(str(resources_folder() / "sample" / "astronaut.jpg"))
    assert sample is not None
    random = np.random.default_rng(5)
    for number in range(count):
        width = int(random.integers(300, 500))
        x, y = (int(random.integers(0, 513 - side)) for side in (width, width * 3 // 4))
        part = sample[y // 3 : y // 3 + width * 3 // 4, x : x + width]
        if number % 2:
            part = part[:, ::-1]
        photo = cv2.resize(part, (1600, 1200), interpolation=cv2.INTER_CUBIC)
        cv2.imwrite(str(folder / f"IMG_20260312_{141500 + 37 * number}.jpg"), photo)
    return folder


class Stall(NamedTuple):
    """How long a window stood still.

    Attributes:
        seconds: In all.
        own: Without the time in which other work had the processor; as long where the system does
            not tell.
    """

    seconds: float = 0.0
    own: float = 0.0

    def or_worse(self, other: "Stall") -> "Stall":
        """The longer of each."""
        return Stall(max(self.seconds, other.seconds), max(self.own, other.own))


def worst_stall(app: QApplication, until: Callable[[], bool], *, limit_s: float = 600.0) -> Stall:
    """Handle events until something is so.

    Returns:
        The longest time in which events were handled without a pause.

    Raises:
        TimeoutError: It was not so in time.
    """
    worst, end = Stall(), time.perf_counter() + limit_s
    while not until():
        begun, queued = time.perf_counter(), _queued_s()
        if begun > end:
            raise TimeoutError
        app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 5)
        seconds = time.perf_counter() - begun
        worst = worst.or_worse(Stall(seconds, seconds - (_queued_s() - queued)))
        time.sleep(0.001)
    return worst


def _queued_s() -> float:
    """How long this thread has waited for a processor in all; 0 where the system does not tell."""
    try:
        return int(Path("/proc/thread-self/schedstat").read_text().split()[1]) / 1e9
    except OSError:
        return 0.0


def wait(app: QApplication, seconds: float) -> None:
    """Handle events for a while."""
    end = time.perf_counter() + seconds
    worst_stall(app, lambda: time.perf_counter() >= end)


def child(parent: QObject, kind: type[T], name: str) -> T:
    """The widget of this name.

    Raises:
        LookupError: There is none.
    """
    found = parent.findChild(kind, name)
    if found is None:
        raise LookupError(name)
    return found
