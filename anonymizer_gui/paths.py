"""Where the files that come with the program are: source tree, wheel and frozen program alike."""

import sys
from pathlib import Path

import platformdirs


def weights_folder() -> Path:
    """The folder of the built-in networks, their model cards and licences."""
    return _root() / "weights"


def resources_folder() -> Path:
    """The folder of icons, style, translations and the sample picture."""
    return _root() / "resources"


def log_file() -> Path:
    """The log for faults; its folder is made if need be. It holds nothing that shows a person."""
    return platformdirs.user_log_path("Anonymizer", appauthor=False, ensure_exists=True) / "log.txt"


def jobs_folder() -> Path:
    """The folder of the job stores, one file each; it need not be there yet."""
    return platformdirs.user_data_path("Anonymizer", appauthor=False) / "jobs"


def _root() -> Path:
    unpacked = getattr(sys, "_MEIPASS", None)
    if unpacked is not None:
        return Path(unpacked)
    package = Path(__file__).parent
    # a wheel has both folders inside the package, the source tree has them beside it
    return package if (package / "weights").is_dir() else package.parent
