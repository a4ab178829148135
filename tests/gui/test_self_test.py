"""The hidden mode that shows that everything is in the program."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from anonymizer_gui.core.images import read_image
from anonymizer_gui.gui.setup.sample import FACE
from anonymizer_gui.paths import resources_folder


@pytest.mark.slow
def test_the_window_takes_the_sample_through_a_job_by_itself(tmp_path: Path) -> None:
    out = tmp_path / "out é"

    done = subprocess.run(
        [sys.executable, "-m", "anonymizer_gui", "--self-test", str(out)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        timeout=300,
        check=False,
    )

    result = json.loads((out / "result.json").read_text(encoding="utf-8"))
    assert done.returncode == 0
    assert result["error"] is None
    (box,) = result["boxes"]
    assert box["x_min"] < (FACE.x_min + FACE.x_max) / 2 < box["x_max"]
    assert box["y_min"] < (FACE.y_min + FACE.y_max) / 2 < box["y_max"]
    saved = read_image(out / result["saved"]).rgb
    assert (saved != read_image(resources_folder() / "sample" / "astronaut.jpg").rgb).any()
    seconds = list(result["seconds"].values())
    assert seconds == sorted(seconds)
    assert len(list(out.glob("*.png"))) == 4
    assert list((out / "user" / "jobs").glob("*.sqlite"))


@pytest.mark.slow
def test_a_self_test_that_fails_says_why(tmp_path: Path) -> None:
    out = tmp_path / "out"
    broken = tmp_path / "sitecustomize.py"
    broken.write_text("import sys\nsys.modules['ai_edge_litert.interpreter'] = None\n")

    done = subprocess.run(
        [sys.executable, "-m", "anonymizer_gui", "--self-test", str(out)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(tmp_path)},
        timeout=300,
        check=False,
    )

    result = json.loads((out / "result.json").read_text(encoding="utf-8"))
    assert done.returncode == 1
    assert result["error"]
    assert "boxes" not in result
