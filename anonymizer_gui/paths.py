"""Where the program is, and what it keeps: source tree, wheel and frozen program alike."""

import sys
from pathlib import Path

import platformdirs

_kept_in: Path | None = None


def weights_folder() -> Path:
    """The folder of the built-in networks, their model cards and licences."""
    return _root() / "weights"


def resources_folder() -> Path:
    """The folder of icons, style, translations and the sample picture."""
    return _root() / "resources"


def tensorflow_folder() -> Path | None:
    """The folder from which TensorFlow is imported beside a frozen program; None elsewhere.

    The large installer puts it there; with the small one there is no such folder.
    """
    return Path(sys.executable).parent / "tensorflow" if getattr(sys, "frozen", False) else None


def keep_in(folder: Path) -> None:
    """Keep jobs, settings and the log in this folder from now on, not in the user's own ones."""
    global _kept_in
    _kept_in = folder


def kept_in() -> Path | None:
    """The folder of jobs, settings and the log; None for the user's own folders.

    A frozen program beside which a file `portable` lies keeps everything in a folder beside it.
    """
    if _kept_in is None and getattr(sys, "frozen", False):
        beside = Path(sys.executable).parent
        if (beside / "portable").exists():
            return beside / "data"
    return _kept_in


def log_file() -> Path:
    """The log for faults; its folder is made if need be. It holds nothing that shows a person."""
    folder = kept_in() or platformdirs.user_log_path("Anonymizer", appauthor=False)
    folder.mkdir(parents=True, exist_ok=True)
    return folder / "log.txt"


def jobs_folder() -> Path:
    """The folder of the job stores, one file each; it need not be there yet."""
    return (kept_in() or platformdirs.user_data_path("Anonymizer", appauthor=False)) / "jobs"


def thumbnails_folder() -> Path:
    """The folder of small pictures for lists, one file for each job; it need not be there yet."""
    return (kept_in() or platformdirs.user_cache_path("Anonymizer", appauthor=False)) / "thumbnails"


def _root() -> Path:
    unpacked = getattr(sys, "_MEIPASS", None)
    if unpacked is not None:
        return Path(unpacked)
    package = Path(__file__).parent
    # a wheel has both folders inside the package, the source tree has them beside it
    return package if (package / "weights").is_dir() else package.parent
