"""`python -m benchmarks.screenshots OUT [--readme]`: pictures of every state of the window.

In light and dark, English and Dutch, at two sizes, with parts of the sample picture as the photos.
It needs a screen; without one, `xvfb-run -s "-screen 0 2560x1440x24"` before it. With `--readme`
only the three pictures of the README. `QT_SCALE_FACTOR=2` before it shows a screen of 200 %.
"""

import argparse
import tempfile
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QListView, QPushButton

from anonymizer_gui.core.settings import Style
from anonymizer_gui.gui.language import DUTCH, ENGLISH, Language
from anonymizer_gui.gui.main_window import MainWindow
from anonymizer_gui.gui.review.photo_stage import PhotoStage
from anonymizer_gui.gui.review.review_page import ReviewPage
from anonymizer_gui.gui.setup.start_page import DropArea
from anonymizer_gui.gui.theme import DARK, LIGHT, Theme
from benchmarks.window_driver import child, own_folders, varied_photos, wait, worst_stall

SIZES = ((1280, 800), (2560, 1440))
README = (("start", LIGHT, ENGLISH), ("review", LIGHT, ENGLISH), ("swipe", DARK, DUTCH))
"""The pictures of the README: state, scheme and language, at the first of the sizes."""
COUNT = 12
SETTLED_S = 0.4

States = Iterator[str]
"""The name of each state, while the window shows it."""


def main() -> None:
    """Make all pictures, or those of the README."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--readme", action="store_true")
    wanted = parser.parse_args()
    wanted.out.mkdir(parents=True, exist_ok=True)
    app = QApplication([])
    theme, language = Theme(app), Language(app)
    for tokens, code, size in product((LIGHT, DARK), (ENGLISH, DUTCH), SIZES):
        names = {name for name, *which in README if which == [tokens, code] and size == SIZES[0]}
        if wanted.readme and not names:
            continue
        with tempfile.TemporaryDirectory(prefix="anonymizer-") as folder:
            own_folders(Path(folder) / "user")
            if language.code != code:
                language.switch()
            theme.use(tokens)
            window = MainWindow(language)
            window.resize(*size)
            window.show()
            for name in _states(app, window, varied_photos(Path(folder) / "Haarlem", count=COUNT)):
                wait(app, SETTLED_S)
                if not wanted.readme:
                    ending = f"{tokens.name}-{code}-{size[0]}"
                    window.grab().save(str(wanted.out / f"{name}-{ending}.png"))
                elif name in names:
                    _save_small(window, wanted.out / f"{name}.png")
            window.close()


def _save_small(window: MainWindow, file: Path) -> None:
    """Save what the window shows with 256 colours: a third of the bytes, and nobody sees it."""
    from PIL import Image

    window.grab().save(str(file))
    with Image.open(file) as picture:
        picture.convert("RGB").quantize(256, dither=Image.Dither.NONE).save(file, optimize=True)


def _states(app: QApplication, window: MainWindow, photos: Path) -> States:
    (photos / "IMG_20260312_142001.jpg").write_bytes(b"\xff\xd8\xff no photo")
    yield "start"
    area = child(window, DropArea, "dropArea")
    area._show_over(True)  # a real drag would need a second program
    yield "dropping"
    window.show_about()
    yield "about"
    window.take([photos])
    yield from _set_up(app, window)
    child(window, QPushButton, "startButton").click()
    worst_stall(app, lambda: window.session is not None and window.session.detection is not None)
    yield from _searching(app, window)
    yield from _review(app, window)
    yield from _saving(app, window)
    window.show_start()
    wait(app, SETTLED_S)
    yield "recent"
    child(window, QPushButton, "forgetJobButton").click()
    yield "forget"


def _set_up(app: QApplication, window: MainWindow) -> States:
    start = child(window, QPushButton, "startButton")
    worst_stall(app, start.isEnabled)
    yield "new-job"
    child(window, QPushButton, "moreButton").click()
    yield "new-job-more"
    styles = child(window, QComboBox, "obfuscationCombo")
    styles.setCurrentIndex(styles.findData(Style.GAUSSIAN))
    output = child(window, QLineEdit, "outputFolderEdit")
    results = output.text()
    output.setText(child(window, QLineEdit, "inputFolderEdit").text())
    child(window, QLineEdit, "extensionsEdit").setText("jpg, gif")
    yield "new-job-wrong"
    output.setText(results)
    child(window, QLineEdit, "extensionsEdit").setText("jpg, png")
    styles.setCurrentIndex(styles.findData(Style.PIXELATE))
    worst_stall(app, start.isEnabled)


def _searching(app: QApplication, window: MainWindow) -> States:
    session = window.session
    assert session is not None
    run = session.detection
    assert run is not None
    yield "waiting"
    worst_stall(app, lambda: session.detection is None or run.done > 1)
    yield "searching"
    if session.detection is not None:
        child(window, QPushButton, "pauseButton").click()
        yield "paused"
        child(window, QPushButton, "pauseButton").click()
    worst_stall(app, lambda: session.detection is None)


def _review(app: QApplication, window: MainWindow) -> States:
    stage, page = child(window, PhotoStage, "photoStage"), child(window, ReviewPage, "reviewPage")
    images = child(window, QListView, "imageList")
    _go_to(app, stage, images, 2)
    editor = stage.editor
    assert editor is not None
    editor.select(editor.boxes.hidden_ids()[:1])
    yield "review"
    for name in ("swipe", "after"):
        page.actions_by_name[name].trigger()
        yield name
    page.actions_by_name["both"].trigger()
    page.actions_by_name["keys"].trigger()
    yield "keys"
    page.actions_by_name["keys"].trigger()
    size = window.size()
    window.resize(1000, size.height())
    yield "narrow"
    window.resize(size)
    images.setCurrentIndex(images.model().index(images.model().rowCount() - 1, 0))
    worst_stall(app, lambda: stage.editor is None)
    yield "failed"
    _go_to(app, stage, images, 0)
    page.actions_by_name["reviewed"].trigger()
    child(window, QLineEdit, "searchEdit").setText("nothing is called so")
    wait(app, SETTLED_S)
    yield "nothing-listed"
    child(window, QLineEdit, "searchEdit").clear()


def _saving(app: QApplication, window: MainWindow) -> States:
    session = window.session
    assert session is not None
    child(window, QAction, "exportAction").trigger()
    yield "export"
    child(window, QPushButton, "exportCancelButton").click()
    child(window, QPushButton, "saveEverythingButton").click()
    yield "question"
    child(window, QPushButton, "saveAnywayButton").click()
    worst_stall(app, lambda: session.saving is None)
    yield "saved"


def _go_to(app: QApplication, stage: PhotoStage, images: QListView, row: int) -> None:
    images.setCurrentIndex(images.model().index(row, 0))
    is_there: Callable[[], bool] = lambda: (  # noqa: E731 - one condition
        stage.shown_id == row + 1 and not stage.pair.after.veiled
    )
    worst_stall(app, is_there)


if __name__ == "__main__":
    main()
