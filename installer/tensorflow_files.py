"""`python -m installer.tensorflow_files OUT`: what the large installer lays beside the programs.

OUT/tensorflow is a folder that the frozen program imports from when somebody chooses a `.pb`:
TensorFlow and its packages as pip installs them for Windows, and the part of Python's library that
the small program does without. Run it with the Python version that the program has; the system
does not matter.
"""

import argparse
import compileall
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from py_compile import PycInvalidationMode

HERE = Path(__file__).parent

NOT_NEEDED = (
    "bin",
    "share",
    "tensorflow/include",
    "tensorflow/**/*.lib",
    "h5py/tests",
    "**/*.pyi",
    "**/*.pdb",
)
"""For building with TensorFlow, and tests; TensorFlow imports many of its own when it starts."""

NOT_OF_THE_LIBRARY = {
    "__pycache__", "config-*", "dist-packages", "distutils", "ensurepip", "idlelib", "lib-dynload",
    "lib2to3", "site-packages", "test", "tests", "tkinter", "turtle.py", "turtledemo",
    "venv", "_sysconfigdata*", "LICENSE.txt",
}  # fmt: skip
"""Of Python's library."""


def install(folder: Path, *, wheels: Path | None) -> None:
    """Put the packages for Windows into a folder.

    Args:
        folder: Must not be there yet.
        wheels: A folder in which pip keeps what it downloads; None for none.
    """
    pins = HERE / "requirements-tensorflow.txt"
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    wanted = (
        *("--no-deps", "--only-binary=:all:", "--platform=win_amd64", "--implementation=cp"),
        *(f"--python-version={version}", f"--requirement={pins}"),
    )
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet")
    found: tuple[str, ...] = ()
    if wheels is not None:
        found = (f"--find-links={wheels}",)
        subprocess.run([*pip, "download", *wanted, *found, f"--dest={wheels}"], check=True)
        found = (*found, "--no-index")
    subprocess.run(
        [*pip, "install", "--no-compile", *wanted, *found, f"--target={folder}"], check=True
    )


def prune(folder: Path) -> None:
    """Remove what only developers need."""
    for pattern in NOT_NEEDED:
        for path in sorted(folder.glob(pattern)):
            if path.is_dir():
                shutil.rmtree(path)
            elif path.exists():
                path.unlink()


def add_library(folder: Path) -> None:
    """Add Python's library, without what needs a compiled part that is not there."""
    shutil.copytree(
        sysconfig.get_path("stdlib"),
        folder,
        ignore=shutil.ignore_patterns(*NOT_OF_THE_LIBRARY),
        dirs_exist_ok=True,
    )


def main() -> None:
    """Make the folder."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--wheels", type=Path, help="keep what is downloaded here")
    arguments = parser.parse_args()
    folder = arguments.out / "tensorflow"
    shutil.rmtree(folder, ignore_errors=True)
    install(folder, wheels=arguments.wheels)
    prune(folder)
    add_library(folder)
    # The program never writes .pyc files; without them each start would compile all of it
    compileall.compile_dir(
        folder, quiet=2, invalidation_mode=PycInvalidationMode.UNCHECKED_HASH, workers=2
    )


if __name__ == "__main__":
    main()
