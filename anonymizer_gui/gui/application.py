"""Starting Qt and the window."""

from collections.abc import Sequence

from PySide6.QtWidgets import QApplication

from anonymizer_gui import __version__
from anonymizer_gui.gui.main_window import MainWindow


def run(arguments: Sequence[str]) -> int:
    """Show the window until it is closed.

    Args:
        arguments: As in `sys.argv`; Qt takes its own out of them, then a folder may follow.

    Returns:
        The exit code.
    """
    app = QApplication(list(arguments))
    app.setApplicationName("Anonymizer")
    app.setApplicationVersion(__version__)
    window = MainWindow()
    for folder in app.arguments()[1:2]:
        window.set_input(folder)
    window.show()
    return app.exec()
