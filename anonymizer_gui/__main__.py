"""`python -m anonymizer_gui` and `anonymizer-gui`: the window."""

import multiprocessing
import sys
from pathlib import Path


def main() -> int:
    """Open the window and stay until it is closed.

    Returns:
        The exit code.
    """
    multiprocessing.freeze_support()
    if sys.argv[1:2] == ["--self-test"] and len(sys.argv) == 3:
        from anonymizer_gui.gui.self_test import run_self_test

        return run_self_test(Path(sys.argv[2]).absolute())
    from anonymizer_gui.gui.application import run

    return run(sys.argv)


if __name__ == "__main__":
    sys.exit(main())
