"""The speed benchmark measures what it says, with the program itself."""

import json
import os
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image

from anonymizer_gui.paths import resources_folder
from benchmarks import speed
from benchmarks.programs import Run, run
from benchmarks.speed import Measured
from benchmarks.speed_photos import SIZES, Size, make_photos

SAMPLE = resources_folder() / "sample" / "astronaut.jpg"


def program(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def test_the_memory_of_a_program_includes_what_it_starts() -> None:
    child = "memory = bytearray(150_000_000); print('[1/1] a', flush=True); input()"
    parent = (
        "import subprocess, sys\n"
        f"child = subprocess.Popen([sys.executable, '-c', {child!r}], stdin=subprocess.PIPE)\n"
        "import psutil\n"
        "while psutil.Process(child.pid).memory_info().rss < 150_000_000: pass\n"
        "import threading; threading.Event().wait(0.3)\n"
        "child.communicate(b'\\n')\n"
    )

    assert run(program(parent)).peak > 150_000_000


def test_photos_are_counted_from_the_first_one_on() -> None:
    lines = "".join(f"print('[{number}/3] a', flush=True);" for number in (1, 2, 3))

    measured = run(program(f"print('3 photos found.');{lines}"))

    assert measured.per_photo < measured.to_first <= measured.seconds


def test_a_program_that_fails_is_not_measured() -> None:
    with pytest.raises(RuntimeError, match="out of paper"):
        run(program("import sys; sys.exit('out of paper')"))


@pytest.mark.parametrize("size", [SIZES[0], Size("wide", 8192, 4096)])
def test_photos_have_the_size_that_is_measured(tmp_path: Path, size: Size) -> None:
    make_photos(tmp_path / "photos", [SAMPLE], size, count=2)

    files = sorted((tmp_path / "photos").iterdir())
    assert len(files) == 2
    for file in files:
        with Image.open(file) as picture:
            assert picture.size == (size.width, size.height)


def test_ratios_are_taken_within_a_round(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    stages = {"read": [0.1] * 2, "networks": [1.0, 2.0], "hide and write": [0.2] * 2}
    ours = [Run(seconds=3.0, to_first=1.0, per_photo=1.1, peak=1), Run(6.0, 2.0, 2.4, 1)]
    peer = [Run(6.0, 6.0, 0, 1), Run(8.0, 8.0, 0, 1)]

    measured = Measured(SIZES[0], 2, stages, [2.0, 4.0], [1, 1], ours, peer)

    assert measured.limit() == "networks"
    assert measured.to_limit() == pytest.approx([1.1, 1.2])
    assert measured.to_processor() == pytest.approx([1.1, 1.2])
    assert measured.to_peer() == pytest.approx([0.5, 0.75])


@pytest.mark.slow
def test_a_measurement_prints_keeps_and_draws_its_figures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed = ["speed", "--sizes", "0.3", "--rounds", "1", "--deface", ""]
    typed += ["--json", str(tmp_path / "a.json"), "--picture", str(tmp_path / "a.png")]
    monkeypatch.setattr(sys, "argv", typed)
    monkeypatch.setattr(speed, "MOST_PHOTOS", 3)

    speed.main()

    said = capsys.readouterr().out
    assert "0.3 MP, 3 photos, 1 rounds, 1.0 faces and plates a photo" in said
    assert "whole job / networks alone: " in said
    (kept,) = json.loads((tmp_path / "a.json").read_text())
    assert all(len(kept["stages"][stage]) == 1 for stage in speed.STAGES)
    assert kept["ours"][0]["peak"] > 100e6
    with Image.open(tmp_path / "a.png") as picture:
        assert picture.width > 200


@pytest.mark.parametrize(("size", "photos"), [(0, 100), (1, 48), (2, 8), (3, 4), (4, 3)])
def test_a_round_has_about_as_many_pixels_of_each_size(size: int, photos: int) -> None:
    assert speed.photos_of(SIZES[size], 8) == photos


def test_sizes_grow() -> None:
    assert all(a.width * a.height < b.width * b.height for a, b in pairwise(SIZES))
