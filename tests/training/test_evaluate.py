"""Measuring networks on committed lists, and what comes into their cards."""

import json
import shutil
import sys
from pathlib import Path

import pytest

from anonymizer_gui.core.boxes import Kind
from anonymizer_gui.core.settings import Detail
from anonymizer_gui.detection.networks import built_in
from tests.benchmarks.test_accuracy import FACE, coco_folder
from training import evaluate


@pytest.mark.slow
def test_figures_and_threshold_come_into_the_card(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    coco_folder(tmp_path / "people", [(1, FACE, 0)])
    coco_folder(tmp_path / "walls", [(1, FACE, 1)])
    network = tmp_path / "copied.tflite"
    shutil.copy(built_in(Kind.FACE), network)
    card = network.with_suffix(".json")
    card.write_text(json.dumps({"kinds": ["face"], "measured": {"old": {}}}))
    arguments = f"{network} --data {tmp_path} --sets people walls --kind face --choose --card"
    monkeypatch.setattr(sys, "argv", ["evaluate", *arguments.split()])

    evaluate.main()

    content = json.loads(card.read_text())
    assert set(content["measured"]) == {"old", "people", "walls"}
    assert content["measured"]["people"]["all"]["recall"] == 1
    assert content["measured"]["walls"]["all"]["labels"] == 0
    assert content["measured"]["walls"]["all"]["false_alarms"] == 0
    assert content["default_thresholds"]["face"] == 0.15


@pytest.mark.slow
def test_weights_of_a_run_find_things(tmp_path: Path) -> None:
    from anonymizer_gui.core.images import read_image
    from training import weights

    folder = coco_folder(tmp_path / "people", [(1, FACE, 0)])

    finder = evaluate.detector(weights.checkpoint("faces"), Kind.FACE, detail=Detail.NORMAL)

    found = finder.detect(read_image(folder / "images" / "a.jpg").rgb)
    assert found.scores[0] > 0.5
