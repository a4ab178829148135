"""A Windows under Wine: its files seen from Linux, its programs, its registry."""

import hashlib
import os
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath

HERE = Path(__file__).parent.parent
HOME = PureWindowsPath(Path.home() if os.name == "nt" else r"C:\users\root")
"""The user's own folder; under Wine that of the only one."""

PROGRAM = HOME / "AppData" / "Local" / "Programs" / "Anonymizer"
DATA = HOME / "AppData" / "Local" / "Anonymizer"
START_MENU = HOME / "AppData" / "Roaming" / "Microsoft" / "Windows" / "Start Menu"
DESKTOP = HOME / "Desktop"


@dataclass(frozen=True, slots=True)
class Ended:
    """How a program ended.

    Attributes:
        code: Its exit code; the last eight bits, more is not seen from Linux.
        output: What it printed.
        seconds: How long it took.
    """

    code: int
    output: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Windows:
    """A prefix.

    Attributes:
        work: The folder with the chroot.
        prefix: Its name in `work/lab`.
    """

    work: Path
    prefix: str

    def run(self, program: PureWindowsPath | str, *arguments: str, limit_s: float = 900) -> Ended:
        """Run a Windows program to its end."""
        began = time.monotonic()
        done = subprocess.run(
            self._command(program, arguments),
            capture_output=True,
            encoding="cp1252",  # what Wine writes in
            errors="replace",
            timeout=limit_s,
            check=False,
        )
        return Ended(done.returncode % 256, done.stdout, time.monotonic() - began)

    def start(self, program: PureWindowsPath | str, *arguments: str) -> "subprocess.Popen[bytes]":
        """Start a Windows program and leave it running."""
        return subprocess.Popen(self._command(program, arguments), stdout=subprocess.DEVNULL)

    def path(self, windows: PureWindowsPath | str) -> Path:
        """Where a file of drive C: is on Linux."""
        inside = PureWindowsPath(windows).relative_to("C:\\")
        return self.work / "lab" / self.prefix / "drive_c" / Path(*inside.parts)

    def name(self, file: Path) -> str:
        """What a file in `work/lab` is called on Windows."""
        return str(PureWindowsPath("Z:\\lab", *file.relative_to(self.work / "lab").parts))

    def value(self, key: str, name: str) -> str | None:
        """A text or number below HKEY_CURRENT_USER; None if there is none. No name: the default."""
        wanted = ("/v", name) if name else ("/ve",)
        answer = self.run("reg", "query", rf"HKCU\{key}", *wanted).output
        for line in answer.splitlines():
            words = line.strip().split("    ", 2)
            if len(words) == 3 and words[1].startswith("REG_"):
                return words[2].strip()
        return None

    def keys(self, word: str) -> set[str]:
        """All keys and values of the user's registry in which a word occurs."""
        exported = self.work / "lab" / "registry.reg"
        self.run("reg", "export", "HKCU", self.name(exported), "/y")
        found, key = set(), ""
        for line in exported.read_text(encoding="utf-16").splitlines():
            key = line if line.startswith("[") else key
            if word.casefold() in line.casefold():
                found.add(f"{key} {line if line != key else ''}".strip())
        return found

    def files(self) -> set[str]:
        """All files and folders of drive C: but those in folders for temporary files."""
        top = self.path("C:\\")
        found = set()
        for folder, folders, files in os.walk(top):
            inside = Path(folder).relative_to(top)
            folders[:] = [one for one in folders if one.casefold() != "temp"]
            found |= {str(inside / name) for name in (*folders, *files)}
        return found

    def picture(self, file: Path) -> None:
        """Keep what the screen shows."""
        subprocess.run(["import", "-window", "root", str(file)], check=True)

    def _command(self, program: PureWindowsPath | str, arguments: tuple[str, ...]) -> list[str]:
        script = str(HERE / "wine" / "in_wine.sh")
        return [script, self.prefix, "wine", str(program), *arguments]


def wait_until(is_so: Callable[[], bool], *, limit_s: float = 60) -> bool:
    """Wait until something is so; False if it is not in time."""
    end = time.monotonic() + limit_s
    while not is_so():
        if time.monotonic() > end:
            return False
        time.sleep(0.2)
    return True


def tree(folder: Path) -> dict[str, str]:
    """The SHA-256 of each file in a folder."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def megabytes(path: Path) -> float:
    """The size of a file or of all files in a folder."""
    files = [path] if path.is_file() else [one for one in path.rglob("*") if one.is_file()]
    return sum(file.stat().st_size for file in files) / 1e6
