"""Nothing is sent anywhere: neither the command line nor the window opens an internet socket."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from anonymizer_gui.paths import resources_folder
from tests.engine.photos import photos_in

_FOLDER = Path(__file__).parents[1]

GUARD = """
import os, socket, sys
def guard(event, arguments):
    if event == "socket.__new__" and arguments[1] in (socket.AF_INET, socket.AF_INET6):
        os.write(2, b"a socket was opened")
        os._exit(99)
    if event in ("socket.getaddrinfo", "socket.gethostbyname", "urllib.Request"):
        os.write(2, f"{event} {arguments}".encode())
        os._exit(98)
sys.addaudithook(guard)
"""

CLI = "from anonymizer_gui.cli import main; sys.exit(main(sys.argv[1:]))"
WINDOW = """
from pathlib import Path
from tests.faults.program import run
from tests.faults.trail import Trail
kept = Path(sys.argv[4]).parent / "kept"
sys.exit(run("window", kept, Trail(kept.with_name("trail")), sys.argv[1:]))
"""
PROGRAMS = {"cli": CLI, "window": WINDOW}


def arguments_for(way: str, folder: Path) -> list[str]:
    photos = resources_folder() / "sample" if way == "cli" else photos_in(folder / "photos", 3)
    return ["--input", str(photos), "--image-output", str(folder / "out")]


@pytest.fixture(autouse=True)
def _no_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")


@pytest.mark.parametrize("way", PROGRAMS)
def test_python_opens_no_socket(tmp_path: Path, way: str) -> None:
    command = [sys.executable, "-c", GUARD + PROGRAMS[way], *arguments_for(way, tmp_path)]

    done = subprocess.run(command, cwd=_FOLDER, check=False, capture_output=True, text=True)

    assert done.returncode == 0, done.stderr
    assert list((tmp_path / "out").iterdir())


@pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace")
@pytest.mark.parametrize("way", PROGRAMS)
def test_nor_does_any_library(tmp_path: Path, way: str) -> None:
    trace = tmp_path / "trace"
    command = ["strace", "-f", "-qq", "-e", "trace=socket,connect,sendto", "-o", str(trace)]
    command += [sys.executable, "-c", "import sys\n" + PROGRAMS[way], *arguments_for(way, tmp_path)]

    done = subprocess.run(command, cwd=_FOLDER, check=False, capture_output=True, text=True)
    if "ptrace" in done.stderr:
        pytest.skip("programs cannot be traced here")

    assert done.returncode == 0, done.stderr
    assert re.findall(r".*AF_INET.*", trace.read_text(encoding="utf-8")) == []


def test_the_guard_would_notice() -> None:
    code = "import socket; socket.socket(socket.AF_INET)"

    done = subprocess.run([sys.executable, "-c", GUARD + code], check=False, capture_output=True)

    assert done.returncode == 99
