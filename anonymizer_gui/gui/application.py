"""Starting Qt and the window."""

import logging
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from PySide6.QtWidgets import QApplication

from anonymizer_gui import __version__
from anonymizer_gui.gui.icons import app_icon
from anonymizer_gui.gui.language import Language
from anonymizer_gui.gui.main_window import MainWindow
from anonymizer_gui.gui.remembered import remember_in
from anonymizer_gui.gui.theme import Theme
from anonymizer_gui.paths import kept_in, log_file

logger = logging.getLogger(__name__)


def run(
    arguments: Sequence[str], *, then: Callable[[MainWindow], None] = lambda _window: None
) -> int:
    """Show the window until it is closed.

    Args:
        arguments: As in `sys.argv`; Qt takes its own out of them, then folders or photos may
            follow.
        then: Called once the window is shown.

    Returns:
        The exit code.
    """
    app = QApplication(list(arguments))
    app.setApplicationName("Anonymizer")
    app.setOrganizationName("Anonymizer")
    app.setApplicationVersion(__version__)
    if (folder := kept_in()) is not None:
        remember_in(folder)
    with suppress(OSError):  # the window opens from a drive too that cannot be written to
        logging.basicConfig(
            handlers=[logging.FileHandler(log_file(), encoding="utf-8", delay=True)],
            level=logging.WARNING,
            format="%(asctime)s %(name)s %(message)s",
        )
    sys.excepthook = _log_fault
    Theme(app)
    app.setWindowIcon(app_icon())
    window = MainWindow(Language(app))
    window.show()
    window.take([Path(argument) for argument in app.arguments()[1:]])
    then(window)
    return app.exec()


def _log_fault(
    kind: type[BaseException], fault: BaseException, trace: TracebackType | None
) -> None:
    """Keep what goes wrong in a slot; the window stays open."""
    logger.error("fault in the window", exc_info=(kind, fault, trace))
    sys.__excepthook__(kind, fault, trace)
