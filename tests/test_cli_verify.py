"""`--report` and `anonymizer verify`, as somebody at a terminal sees them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from anonymizer_gui.cli import main
from anonymizer_gui.engine import job
from tests.engine.photos import FakeDetector, photos_in

FOLDER = Path(__file__).parents[1]


@pytest.fixture
def results(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(job, "open_networks", FakeDetector().networks)
    photos = photos_in(tmp_path / "photos", 2)
    assert main(["--input", str(photos), "--image-output", str(tmp_path / "out"), "--report"]) == 0
    return tmp_path / "out"


def test_what_was_reported_is_confirmed(results: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["verify", str(results / "report.html"), "--photos", str(results / "../photos")])

    said = capsys.readouterr().out
    assert code == 0
    assert "Results compared: 2; photos compared: 2. All is as it was written." in said
    assert said.split("Seal: ")[1].strip() in (results / "report.html").read_text(encoding="utf-8")


def test_a_changed_result_is_named(results: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (results / "01.png").write_bytes(b"other")

    code = main(["verify", str(results / "report.csv")])

    assert code == 1
    assert "01.png is not the result that was written." in capsys.readouterr().out


def test_what_is_no_report_is_said(results: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", str(results / "00.png")]) == 2
    assert "00.png is not a report of this program." in capsys.readouterr().err


def test_a_report_that_cannot_be_written_is_said_and_the_photos_are_done(
    results: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (results / "report.csv").write_text("somebody's own")
    photos = results.parent / "photos"

    code = main(["--input", str(photos), "--image-output", str(results), "--report", "nl"])

    captured = capsys.readouterr()
    assert code == 1
    assert "report.csv is there already and is no report" in captured.err
    assert "2 photos done" in captured.out


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such pipes")
def test_a_reader_that_has_read_enough_is_no_fault(results: Path) -> None:
    command = [sys.executable, "-u", "-m", "anonymizer_gui.cli"]
    command += ["verify", str(results / "report.csv")]
    reading, writing = os.pipe()
    os.close(reading)
    try:
        ended = subprocess.run(
            command, check=False, stdout=writing, stderr=subprocess.PIPE, cwd=FOLDER
        )
    finally:
        os.close(writing)

    assert (ended.returncode, ended.stderr) == (1, b"")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names")
def test_a_name_cannot_lead_a_terminal_astray(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(job, "open_networks", FakeDetector().networks)
    photos, out = photos_in(tmp_path / "photos", 1), tmp_path / "out"
    (photos / "00.png").rename(photos / "a\x1b[2J.png")
    (photos / "b\n[1.png").write_bytes(b"no photo")

    code = main(["--input", str(photos), "--image-output", str(out), "--report"])
    (out / "a\x1b[2J.png").unlink()
    main(["verify", str(out / "report.csv")])

    said = capsys.readouterr().out
    assert code == 1
    assert "[1/2] a?[2J.png: 1 face" in said
    assert "b?[1.png is not a JPEG" in said
    assert "a?[2J.png is not there." in said
    assert "\x1b" not in said
