"""`python -m benchmarks.window [--photos FOLDER] [--runs N]`: how quick the window is.

Prints the time to the first window, how long the window stood still while photos were searched and
saved (the worst of all runs, and without the time in which other work had the processor), the time
to the next photo of 12 megapixels, keystrokes per photo of a reviewer who accepts everything, and
time and memory for a job of 100,000 photos; and how busy the machine was with other work.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # loading these is part of what is measured
    from PySide6.QtWidgets import QApplication

    from anonymizer_gui.gui.job.session import Session
    from anonymizer_gui.gui.main_window import MainWindow
    from anonymizer_gui.gui.review.photo_stage import PhotoStage
    from benchmarks.window_driver import Stall

BEGUN = time.perf_counter()
COUNT, WIDTH, HEIGHT = 8, 4000, 3000
MANY = 100_000


def main() -> None:
    """Measure, and print a line for each figure."""
    from PySide6.QtWidgets import QApplication

    from anonymizer_gui.gui.main_window import MainWindow
    from anonymizer_gui.gui.theme import Theme

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--photos", type=Path, help="other ones than eight of the sample")
    parser.add_argument("--runs", type=int, default=5)
    wanted = parser.parse_args()
    print(f"load of the machine: {_load()}")
    app = QApplication(sys.argv[:1])
    imported = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="anonymizer-") as folder:
        from benchmarks.window_driver import own_folders, sample_photos

        own_folders(Path(folder) / "user")
        photos = wanted.photos or sample_photos(
            Path(folder) / "photos", count=COUNT, width=WIDTH, height=HEIGHT
        )
        begun = time.perf_counter()
        Theme(app)
        window = MainWindow()
        window.show()
        window.activateWindow()  # keys reach nothing else, also where there is no window manager
        app.processEvents()
        print(f"first window: {_ms(imported - BEGUN + time.perf_counter() - begun)}")
        _measure_many(app, Path(folder) / "many")
        results = [Path(folder) / f"results {run}" for run in range(wanted.runs)]
        _measure_search(app, window, photos, results)
        _measure_review(app, window)
        _measure_saving(app, window)
        window.close()


def _measure_search(
    app: "QApplication", window: "MainWindow", photos: Path, results: Sequence[Path]
) -> None:
    """Search the photos once for each folder of results."""
    from PySide6.QtWidgets import QLineEdit, QPushButton

    from benchmarks.window_driver import Stall, child, worst_stall

    opening = searching = Stall()
    first = []
    for folder in results:
        window.take([photos])
        child(window, QLineEdit, "outputFolderEdit").setText(str(folder))
        start = child(window, QPushButton, "startButton")
        worst_stall(app, start.isEnabled)
        begun = time.perf_counter()
        start.click()
        opening = opening.or_worse(worst_stall(app, lambda: window.session is not None))
        session = window.session
        assert session is not None
        until_first = worst_stall(app, partial(_has_found, session))
        first.append(time.perf_counter() - begun)
        rest = worst_stall(app, partial(_has_ended, session))
        searching = searching.or_worse(until_first).or_worse(rest)
    print(f"first result: {_ms(_median(first))} after Start (median of {len(first)})")
    print(f"longest stand-still of {len(results)} runs: {_said(opening)} opening")
    print(f"longest stand-still of {len(results)} runs: {_said(searching)} searching")


def _measure_review(app: "QApplication", window: "MainWindow") -> None:
    """Accept photo after photo."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    from anonymizer_gui.core.store.values import State
    from anonymizer_gui.gui.review.photo_stage import PhotoStage
    from benchmarks.window_driver import child, wait, worst_stall

    session = window.session
    assert session is not None
    stage = child(window, PhotoStage, "photoStage")
    worst_stall(app, lambda: stage.editor is not None)
    before, after, keys = [], [], 0
    for _ in range(min(COUNT, sum(session.counts().values())) - 1):
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


def _measure_saving(app: "QApplication", window: "MainWindow") -> None:
    """Save everything."""
    from anonymizer_gui.core.store.values import View
    from benchmarks.window_driver import worst_stall

    session = window.session
    assert session is not None
    session.save(session.store.images.ids(View()))
    saving = worst_stall(app, lambda: session.saving is None)
    print(f"longest stand-still: {_said(saving)} saving {sum(session.counts().values())} photos")


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
    store.files.put(files)
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


def _has_found(session: "Session") -> bool:
    return session.detection is None or session.detection.done > 0


def _has_ended(session: "Session") -> bool:
    return session.detection is None


def _is_another(stage: "PhotoStage", editor: object) -> bool:
    return stage.editor is not None and stage.editor is not editor


def _median(values: list[float]) -> float:
    return sorted(values)[len(values) // 2]


def _said(stall: "Stall") -> str:
    return f"{_ms(stall.seconds)} ({_ms(stall.own)} without other work on the machine)"


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
