"""The Windows that Python runs on: the same as `wine.py` offers, without Wine.

What is looked at there is what belongs to the user, for others write to the disk as well.
"""

from contextlib import suppress
from pathlib import Path, PureWindowsPath

from typing_extensions import override

from installer.checks.wine import DESKTOP, PROGRAM, START_MENU, Windows


class ThisWindows(Windows):
    """A machine whose user may have nothing of the program on it."""

    @override
    def path(self, windows: PureWindowsPath | str) -> Path:
        return Path(windows)

    @override
    def name(self, file: Path) -> str:
        return str(file)

    @override
    def files(self) -> set[str]:
        folders = [Path(one) for one in (PROGRAM.parent, START_MENU, DESKTOP)]
        return {str(path) for folder in folders for path in folder.rglob("*")}

    @override
    def picture(self, file: Path) -> None:
        from PIL import ImageGrab

        with suppress(OSError):  # not every machine has a screen
            ImageGrab.grab().save(file)

    @override
    def _command(self, program: PureWindowsPath | str, arguments: tuple[str, ...]) -> list[str]:
        return [str(program), *arguments]
