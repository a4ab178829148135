"""`--self-test OUT`: the window takes the sample picture through a whole job by itself.

For those who build the program: it shows that everything is in it. OUT gets `result.json`,
pictures of the pages, the photo, what was saved, and the settings and jobs of this run alone.
"""

import json
import logging
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, QTimer, Slot, qVersion
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from anonymizer_gui import __version__
from anonymizer_gui.core.store.values import State
from anonymizer_gui.gui.application import run
from anonymizer_gui.gui.main_window import MainWindow
from anonymizer_gui.gui.setup.sample import sample_folder
from anonymizer_gui.paths import keep_in

if TYPE_CHECKING:
    from anonymizer_gui.gui.editing.editor import Editor

logger = logging.getLogger(__name__)

PICTURE = "astronaut.jpg"
PACKAGES = ("PySide6", "numpy", "cv2", "PIL", "ai_edge_litert", "tensorflow")
POLL_MS = 10
LIMIT_S = 240.0
"""Seconds that the whole of it may take."""

T = TypeVar("T", bound=QObject)


def run_self_test(out: Path) -> int:
    """Show the window, and drive it.

    Args:
        out: A folder; made if need be, and emptied.

    Returns:
        The exit code: 0 if everything was done.
    """
    shutil.rmtree(out, ignore_errors=True)
    (out / "photos").mkdir(parents=True)
    shutil.copyfile(sample_folder() / PICTURE, out / "photos" / PICTURE)
    keep_in(out / "user")
    test = SelfTest(out)
    return run(sys.argv[:1], then=test.start)


class SelfTest(QObject):
    """Remembers the step at hand, what it waits for, and what is known so far."""

    def __init__(self, out: Path) -> None:
        super().__init__()
        self._out = out
        self._result: dict[str, Any] = {"version": __version__, "seconds": {}}
        self._failure: object = None
        self._is_open = False
        self._timer: QTimer | None = None
        self._is_reached: Callable[[], bool] = lambda: True
        self._steps: Iterator[Callable[[], bool]] = iter(())

    def start(self, window: MainWindow) -> None:
        """Begin, now that the window is there."""
        self._window = window
        self._steps = self._flow(window)
        self._timer = QTimer(self, interval=POLL_MS)
        self._timer.timeout.connect(self.on_poll)
        self._timer.start()

    @Slot()
    def on_poll(self) -> None:
        """Take the next step if what the last one led to is there."""
        try:
            if self._failure is not None:
                raise RuntimeError(self._failure)
            if process_age_s() > LIMIT_S:
                raise TimeoutError("it took too long")
            if self._is_reached():
                self._is_reached = next(self._steps)
        except StopIteration:
            self._end()
        except Exception as error:
            logger.exception("self-test failed")
            self._grab("failed")
            self._end(error)

    @Slot()
    def on_job_opened(self) -> None:
        """Take note that photos are searched from now on."""
        self._is_open = True

    @Slot(object)
    def on_failed(self, error: object) -> None:
        """Take note of what ended the job."""
        self._failure = error

    def _flow(self, window: MainWindow) -> Iterator[Callable[[], bool]]:
        """What a user would do; yields what to wait for."""
        handle = window.windowHandle()
        yield handle.isExposed
        self._mark("window")
        yield lambda: True  # so that it is painted
        self._grab("1-start")
        window.take([self._out / "photos"])
        start = _child(window, QPushButton, "startButton")
        yield start.isEnabled
        self._grab("2-new-job")
        self._mark("started")
        window.job_opened.connect(self.on_job_opened)
        start.click()
        yield lambda: self._is_open
        yield from self._review(window)

    def _review(self, window: MainWindow) -> Iterator[Callable[[], bool]]:
        from anonymizer_gui.gui.review.photo_stage import PhotoStage
        from anonymizer_gui.gui.review.review_page import ReviewPage

        session = window.session
        assert session is not None
        session.failed.connect(self.on_failed)
        actions = _child(window, ReviewPage, "reviewPage").actions_by_name
        stage = _child(window, PhotoStage, "photoStage")
        yield lambda: _is_searched(stage.editor) or session.detection is None
        if session.counts().get(State.FOUND) != 1:
            raise RuntimeError(_child(stage, QLabel, "photoMessage").text())
        yield lambda: _is_searched(stage.editor)
        self._mark("first result")
        yield lambda: session.detection is None and not stage.pair.after.veiled
        self._grab("3-review")
        actions["reviewed"].trigger()
        yield actions["save_all"].isEnabled
        actions["save_all"].trigger()
        yield lambda: session.saving is None and session.counts().get(State.SAVED) == 1
        self._mark("saved")
        self._result["said"] = _child(window, QLabel, "noticeText").text()
        self._grab("4-saved")
        saved = session.settings.output / PICTURE
        self._result["saved"] = str(saved.relative_to(self._out))
        self._result["boxes"] = json.loads(saved.with_suffix(".json").read_text(encoding="utf-8"))

    def _mark(self, name: str) -> None:
        self._result["seconds"][name] = round(process_age_s(), 3)

    def _grab(self, name: str) -> None:
        self._window.grab().save(str(self._out / f"{name}.png"))

    def _end(self, error: Exception | None = None) -> None:
        assert self._timer is not None
        self._timer.stop()
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self._result |= {
            "error": repr(error) if error else None,
            "frozen": bool(getattr(sys, "frozen", False)),
            "platform": f"{sys.platform}, {app.platformName()}",
            "versions": {"python": sys.version, "qt": qVersion()} | _versions(),
        }
        self._window.close()
        text = json.dumps(self._result, indent=2)
        (self._out / "result.json").write_text(text, encoding="utf-8")
        app.exit(1 if error else 0)


def _is_searched(editor: "Editor | None") -> bool:
    """Whether a photo is shown with what was found in it."""
    return editor is not None and editor.boxes.searched


def process_age_s() -> float:
    """Seconds since the system started this process."""
    if sys.platform == "win32":
        import ctypes
        from ctypes import wintypes

        kernel = ctypes.windll.kernel32
        kernel.GetCurrentProcess.restype = wintypes.HANDLE
        created, *others = (wintypes.FILETIME() for _ in range(4))
        kernel.GetProcessTimes(
            wintypes.HANDLE(kernel.GetCurrentProcess()),
            *map(ctypes.byref, (created, *others)),
        )
        since_1601 = (created.dwHighDateTime << 32 | created.dwLowDateTime) / 1e7
        return time.time() - (since_1601 - 11_644_473_600)
    fields = Path("/proc/self/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return time.clock_gettime(time.CLOCK_BOOTTIME) - int(fields[19]) / os.sysconf("SC_CLK_TCK")


def _versions() -> dict[str, str]:
    """Of the packages that are loaded."""
    loaded = {name: sys.modules[name] for name in PACKAGES if name in sys.modules}
    return {name: str(getattr(module, "__version__", "?")) for name, module in loaded.items()}


def _child(parent: QObject, kind: type[T], name: str) -> T:
    found = parent.findChild(kind, name)
    if found is None:
        raise LookupError(name)
    return found
