"""`python -m benchmarks.window`: how quick the window is.

Prints the time to the first window, how long the window stood still while photos were searched, the
time to the next photo of 12 megapixels, keystrokes per photo of a reviewer who accepts everything,
and time and memory for a job of 100,000 photos; and how busy the machine was with other work.
"""

import os
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # loading these is part of what is measured
    from PySide6.QtWidgets import QApplication

    from anonymizer_gui.gui.main_window import MainWindow
    from anonymizer_gui.gui.review.photo_stage import PhotoStage

BEGUN = time.perf_counter()
COUNT, WIDTH, HEIGHT = 8, 4000, 3000
MANY = 100_000


def main() -> None:
    """Measure, and print a line for each figure."""
    from PySide6.QtWidgets import QApplication

    from anonymizer_gui.gui.main_window import MainWindow
    from anonymizer_gui.gui.theme import Theme

    print(f"load of the machine: {_load()}")
    app = QApplication(sys.argv)
    imported = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="anonymizer-") as folder:
        from benchmarks.window_driver import own_folders, sample_photos

        own_folders(Path(folder) / "user")
        photos = sample_photos(Path(folder) / "photos", count=COUNT, width=WIDTH, height=HEIGHT)
        begun = time.perf_counter()
        Theme(app)
        window = MainWindow()
        window.show()
        window.activateWindow()  # keys reach nothing else, also where there is no window manager
        app.processEvents()
        print(f"first window: {_ms(imported - BEGUN + time.perf_counter() - begun)}")
        _measure_many(app, Path(folder) / "many")
        _measure_job(app, window, photos)
        window.close()


def _measure_job(app: "QApplication", window: "MainWindow", photos: Path) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QPushButton

    from anonymizer_gui.core.store.values import State
    from anonymizer_gui.gui.review.photo_stage import PhotoStage
    from benchmarks.window_driver import child, wait, worst_stall

    window.take([photos])
    start = child(window, QPushButton, "startButton")
    worst_stall(app, start.isEnabled)
    start.click()
    opening = worst_stall(app, lambda: window.session is not None)
    session = window.session
    assert session is not None
    searching = worst_stall(app, lambda: session.detection is None)
    print(f"longest stand-still: {_ms(opening)} opening, {_ms(searching)} searching")
    stage = child(window, PhotoStage, "photoStage")
    worst_stall(app, lambda: stage.editor is not None)
    before, after, keys = [], [], 0
    for _ in range(COUNT - 1):
        wait(app, 1.5)  # somebody looks at it
        editor, begun = stage.editor, time.perf_counter()
        QTest.keyClick(stage.pair.after, Qt.Key.Key_Return)
        keys += 1
        worst_stall(app, partial(_is_another, stage, editor))
        before.append(time.perf_counter() - begun)
        worst_stall(app, lambda: not stage.pair.after.veiled)
        after.append(time.perf_counter() - begun)
    print(f"next photo: {_ms(_median(before))} before, {_ms(_median(after))} after (median)")
    worst_stall(app, lambda: session.counts()[State.REVIEWED] == keys)
    print(f"{keys / session.counts()[State.REVIEWED]:.2f} keystrokes per photo that is accepted")


def _measure_many(app: "QApplication", folder: Path) -> None:
    from PySide6.QtWidgets import QListView

    from anonymizer_gui.core.settings import Settings
    from anonymizer_gui.core.store.files import PhotoFile
    from anonymizer_gui.core.store.job_store import JobStore
    from anonymizer_gui.gui.job.session import Session
    from anonymizer_gui.gui.review.review_page import ReviewPage
    from benchmarks.window_driver import child, worst_stall

    store = JobStore.create(folder / "job.sqlite", Settings(folder / "in", folder / "out"))
    names = [f"{number // 1000}/{number:06}.jpg" for number in range(MANY)]
    files = [PhotoFile(name, name, f"{name}.json", 1000, mtime_ns=1) for name in names]
    store.files.put(files, changed=[], gone=[])
    memory, begun = _megabytes(), time.perf_counter()
    session = Session(store, store.settings())
    page = ReviewPage(session)
    page.show()
    images = child(page, QListView, "imageList")
    worst_stall(app, lambda: images.model().rowCount() == MANY)
    print(f"{MANY:,} photos: open in {_ms(time.perf_counter() - begun)}")
    bar, longest = images.verticalScrollBar(), 0.0
    for step in range(100):
        begun = time.perf_counter()
        bar.setValue(bar.maximum() * step // 100)
        app.processEvents()
        longest = max(longest, time.perf_counter() - begun)
    print(f"{MANY:,} photos: {_ms(longest)} for the slowest step of scrolling")
    print(f"{MANY:,} photos: {_megabytes() - memory} MB for the window")
    page.close_threads()
    session.close()


def _is_another(stage: "PhotoStage", editor: object) -> bool:
    return stage.editor is not None and stage.editor is not editor


def _median(values: list[float]) -> float:
    return sorted(values)[len(values) // 2]


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms"


def _load() -> str:
    """Programs that want to run, the mean of the last minute."""
    return f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"


def _megabytes() -> float:
    """What the program holds in memory now; 0 where that cannot be read."""
    pages = Path("/proc/self/statm")
    return round(int(pages.read_text().split()[1]) * 4096 / 2**20) if pages.exists() else 0


if __name__ == "__main__":
    main()
