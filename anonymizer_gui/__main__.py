"""`python -m anonymizer_gui` and `anonymizer-gui`: the window."""

import multiprocessing
import sys


def main() -> int:
    """Open the window and stay until it is closed.

    Returns:
        The exit code.
    """
    multiprocessing.freeze_support()
    from anonymizer_gui.gui.application import run

    return run(sys.argv)


if __name__ == "__main__":
    sys.exit(main())
