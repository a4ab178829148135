"""A person's own `.pb`: in the large program as on Linux, in the small one a helpful sentence."""

import json
import shutil
import subprocess
import sys
from pathlib import PureWindowsPath

from installer.checks.photos import MOST_PIXELS, box_difference
from installer.checks.program import SAMPLE, hide, run_linux
from installer.checks.report import Report
from installer.checks.wine import PROGRAM, Ended, Windows

FOLDER = PureWindowsPath("C:\\pb é")
NETWORK = FOLDER / "faces.pb"
NOT_STARTED = 2


def check_small(windows: Windows, report: Report) -> None:
    """The small program must say which installer has TensorFlow."""
    windows.path(FOLDER / "photos").mkdir(parents=True, exist_ok=True)
    shutil.copy(SAMPLE, windows.path(FOLDER / "photos"))
    windows.path(NETWORK).write_bytes(b"\n\x00")
    ended = _hide(windows)
    said = ended.output.strip()
    fine = ended.code == NOT_STARTED and said.count("\n") == 0 and "large-setup.exe" in said
    report.check("the small program says which installer has TensorFlow", fine, said)


def check_large(windows: Windows, report: Report) -> None:
    """The built-in network as a graph must find the same in the large program as on Linux."""
    graphs = windows.work / "graphs"
    subprocess.run([sys.executable, "-m", "training.export", "--graphs", str(graphs)], check=True)
    shutil.copy(graphs / NETWORK.name, windows.path(NETWORK))
    for number in (1, 2):
        ended = _hide(windows)
        report.say(f"a photo with TensorFlow, run {number}: {ended.seconds:.1f} s")
    report.check(
        "a .pb runs in the large program", ended.code == 0, ended.output if ended.code else ""
    )
    record = windows.path(FOLDER / "results" / SAMPLE.name).with_suffix(".json")
    linux = windows.work / "lab" / "pb"
    flags = ("--weights", str(graphs / NETWORK.name), "--faces-only")
    photos, results = windows.path(FOLDER / "photos"), ("--image-output", str(linux))
    run_linux(["-m", "anonymizer_gui.cli", "--input", str(photos), *results, *flags])
    difference = box_difference(record, linux / record.name)
    found = len(json.loads(record.read_text(encoding="utf-8")))
    report.check(
        "it finds what it finds on Linux",
        difference <= MOST_PIXELS and found > 0,
        f"{found} boxes, {difference:.4f} pixels apart",
    )


def _hide(windows: Windows) -> Ended:
    results = FOLDER / "results"
    return hide(
        windows, PROGRAM, FOLDER / "photos", results, "--weights", str(NETWORK), "--faces-only"
    )
