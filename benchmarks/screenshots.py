"""`python -m benchmarks.screenshots OUT`: pictures of every page of the window.

In light and dark, English and Dutch, at two sizes, with the sample picture as the photos. It needs
a screen; without one, `xvfb-run -s "-screen 0 2560x1440x24"` before it.
"""

import sys
import tempfile
from itertools import product
from pathlib import Path

from PySide6.QtWidgets import QApplication, QPushButton

from anonymizer_gui.gui.language import DUTCH, ENGLISH, Language
from anonymizer_gui.gui.main_window import MainWindow
from anonymizer_gui.gui.review.photo_stage import PhotoStage
from anonymizer_gui.gui.review.review_page import ReviewPage
from anonymizer_gui.gui.theme import DARK, LIGHT, Theme
from benchmarks.window_driver import child, own_folders, sample_photos, wait, worst_stall

SIZES = ((1280, 800), (2560, 1440))
COUNT = 12
SETTLED_S = 0.4


def main() -> None:
    """Make all pictures."""
    out = Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    app = QApplication(sys.argv[:1])
    theme, language = Theme(app), Language(app)
    for tokens, code, size in product((LIGHT, DARK), (ENGLISH, DUTCH), SIZES):
        with tempfile.TemporaryDirectory(prefix="anonymizer-") as folder:
            own_folders(Path(folder) / "user")
            if language.code != code:
                language.switch()
            photos = sample_photos(Path(folder) / "Haarlem", count=COUNT, width=1600, height=1200)
            theme.use(tokens)
            pictures = _Pictures(app, out, f"{tokens.name}-{code}-{size[0]}")
            _show_all(MainWindow(language), app, photos, size, pictures)


class _Pictures:
    """Remembers where pictures go, and how their names end."""

    def __init__(self, app: QApplication, out: Path, ending: str) -> None:
        self._app, self._out, self._ending = app, out, ending

    def take(self, window: MainWindow, name: str) -> None:
        """Keep what the window shows."""
        wait(self._app, SETTLED_S)
        window.grab().save(str(self._out / f"{name}-{self._ending}.png"))


def _show_all(
    window: MainWindow,
    app: QApplication,
    photos: Path,
    size: tuple[int, int],
    pictures: _Pictures,
) -> None:
    window.resize(*size)
    window.show()
    pictures.take(window, "start")
    window.show_about()
    pictures.take(window, "about")
    window.take([photos])
    start = child(window, QPushButton, "startButton")
    worst_stall(app, start.isEnabled)
    pictures.take(window, "new-job")
    child(window, QPushButton, "moreButton").click()
    pictures.take(window, "new-job-more")
    start.click()
    worst_stall(app, lambda: window.session is not None and window.session.detection is not None)
    session = window.session
    assert session is not None
    worst_stall(app, lambda: session.detection is None or session.detection.done > 1)
    pictures.take(window, "searching")
    worst_stall(app, lambda: session.detection is None)
    stage = child(window, PhotoStage, "photoStage")
    worst_stall(app, lambda: stage.editor is not None and not stage.pair.after.veiled)
    assert stage.editor is not None
    stage.editor.select(stage.editor.boxes.hidden_ids()[:1])
    pictures.take(window, "review")
    page = child(window, ReviewPage, "reviewPage")
    page.actions_by_name["keys"].trigger()
    pictures.take(window, "keys")
    page.actions_by_name["keys"].trigger()
    child(window, QPushButton, "saveEverythingButton").click()
    pictures.take(window, "question")
    child(window, QPushButton, "saveAnywayButton").click()
    worst_stall(app, lambda: session.saving is None)
    pictures.take(window, "saved")
    window.show_start()
    pictures.take(window, "recent")
    window.close()


if __name__ == "__main__":
    main()
