"""The installed program at work, and the same work from the source."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path, PureWindowsPath
from tempfile import TemporaryDirectory
from typing import Any

from installer.checks.photos import MOST_PIXELS, box_difference, outside_difference
from installer.checks.report import Report
from installer.checks.wine import Ended, Windows

SAMPLE = Path("resources", "sample", "astronaut.jpg")
LONG = "/".join("a folder with a rather long name for a test " + letter * 40 for letter in "abc")
READ_ONLY = "nur lesbar.jpg"
NAMES = ("Größe é/Привет 日本.jpg", f"{LONG}/photo.jpg", READ_ONLY, "niets.png")
"""A name in several scripts, a path that is too long for older programs, a file that cannot be
written to, and a photo with nothing in it."""

STARTS, MOST_WAIT_S = 3, 2
"""How often the window is started, and how soon the quickest must show: other work may slow it."""

SELF_TEST = PureWindowsPath("C:\\self-test é")
FOLDER, RESULTS = PureWindowsPath(r"C:\Foto's é 日本"), PureWindowsPath("C:\\Ergebnis ß")


def check_self_test(
    windows: Windows, program: PureWindowsPath, report: Report, *, pictures: Path
) -> None:
    """Let the window take the sample through a job, here and there.

    Args:
        windows: Where it is installed.
        program: Its folder.
        report: Gets a line for each check.
        pictures: Where pictures of the window are kept.
    """
    out = windows.path(SELF_TEST)
    starts = []
    for _ in range(STARTS):
        ended = windows.run(program / "Anonymizer.exe", "--self-test", str(SELF_TEST))
        result: dict[str, Any] = json.loads((out / "result.json").read_text(encoding="utf-8"))
        starts.append(result["seconds"]["window"])
    report.check("the window takes the sample through a job", not ended.code, result["error"] or "")
    for file in sorted(out.glob("*.png")):
        shutil.copy(file, pictures / file.name)
    seconds = result["seconds"]
    said = ", ".join(f"{start:.2f}" for start in starts)
    report.check(f"window within {MOST_WAIT_S} s of the start", min(starts) < MOST_WAIT_S, said)
    found = seconds["first result"] - seconds["started"]
    report.say(
        f"first result {found:.2f} s after Start, saved {seconds['saved']:.2f} s after start"
    )
    report.say(f"{result['platform']}, {result['versions']}")
    linux = pictures.parent / "lab" / "self-test"
    run_linux(["-m", "anonymizer_gui", "--self-test", str(linux)])
    saved = Path(*PureWindowsPath(result["saved"]).parts)
    _compare(out / saved, linux / saved, report)


def check_command_line(windows: Windows, program: PureWindowsPath, report: Report) -> None:
    """Hide a folder with awkward names, here and there.

    Args:
        windows: Where it is installed.
        program: Its folder.
        report: Gets a line for each check.
    """
    folder, results = windows.path(FOLDER), windows.path(RESULTS)
    for one in (folder, results):
        shutil.rmtree(one, ignore_errors=True)
    for name in NAMES:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(SAMPLE, folder / name)
    shutil.copy(Path("resources", "icons", "app.ico"), folder / "geen foto.ico")
    _make_empty(folder / "niets.png")
    (folder / READ_ONLY).chmod(0o444)
    longest = max(len(str(FOLDER / name)) for name in NAMES)
    ended = hide(windows, program, FOLDER, RESULTS)
    report.check(
        "the command line takes names in all scripts, a read-only file, and long paths",
        not ended.code,
        f"{longest} characters, {ended.seconds:.1f} s",
    )
    linux = windows.work / "lab" / "command-line"
    shutil.rmtree(linux, ignore_errors=True)
    run_linux(["-m", "anonymizer_gui.cli", "--input", str(folder), "--image-output", str(linux)])
    for name in NAMES:
        _compare(results / name, linux / name, report)
    if ended.code:
        report.say(ended.output)


def hide(
    windows: Windows,
    program: PureWindowsPath,
    photos: PureWindowsPath,
    results: PureWindowsPath,
    *more: str,
) -> Ended:
    """Run the command line of the installed program."""
    arguments = ("--input", str(photos), "--image-output", str(results), *more)
    return windows.run(program / "anonymizer-cli.exe", *arguments)


def run_linux(arguments: Sequence[str]) -> None:
    """Run the source with the same packages; it knows no earlier job."""
    with TemporaryDirectory() as data:
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_DATA_HOME": data}
        subprocess.run([sys.executable, *arguments], env=environment, check=True, stdout=sys.stderr)


def _compare(windows: Path, linux: Path, report: Report) -> None:
    boxes = box_difference(windows.with_suffix(".json"), linux.with_suffix(".json"))
    pixels = outside_difference(windows, linux)
    same = "the same file" if windows.read_bytes() == linux.read_bytes() else "not the same file"
    report.check(
        f"“{windows.name}” is as from the source",
        boxes <= MOST_PIXELS and not pixels,
        f"boxes differ by {boxes:.3f} pixels, {pixels} pixels differ outside them, {same}",
    )


def _make_empty(path: Path) -> None:
    from PIL import Image

    Image.new("RGB", (320, 240), (90, 120, 90)).save(path)
