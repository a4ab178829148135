"""Model cards say what a network finds; without one, the name of its file does."""

import json
from pathlib import Path
from typing import Any

import pytest

from anonymizer_gui.core.boxes import Kind
from anonymizer_gui.core.errors import NetworkError
from anonymizer_gui.detection.cards import DEFAULT_THRESHOLD, ModelCard, card_of, kinds_in_name

CARD: dict[str, Any] = {
    "name": "Faces",
    "kinds": ["face"],
    "version": "1.2.0",
    "licence": "MIT",
    "file": "faces.tflite",
    "sha256": "ab" * 32,
    "default_thresholds": {"face": 0.4},
    "min_size": {"face": 14},
    "measured": {"recall": 0.9},
}


def written(folder: Path, **changes: Any) -> Path:
    """A network file's path with a card beside it."""
    (folder / "faces.json").write_text(json.dumps({**CARD, **changes}), encoding="utf-8")
    return folder / "faces.tflite"


def test_a_card_is_read_from_beside_the_network(tmp_path: Path) -> None:
    card = card_of(written(tmp_path))

    assert card == ModelCard(
        name="Faces",
        kinds=(Kind.FACE,),
        version="1.2.0",
        licence="MIT",
        file="faces.tflite",
        sha256="ab" * 32,
        default_thresholds={Kind.FACE: 0.4},
        min_size={Kind.FACE: 14},
        more={"measured": {"recall": 0.9}},
    )


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("weights_face_v1.0.0.pb", (Kind.FACE,)),
        ("weights_plate_v1.0.0.pb", (Kind.PLATE,)),
        ("Kentekens.PB", (Kind.PLATE,)),
        ("licence-detector.tflite", (Kind.PLATE,)),
        ("gezichten.pb", (Kind.FACE,)),
        ("faces_and_plates.pb", (Kind.FACE, Kind.PLATE)),
        ("surface.pb", ()),
        ("frozen_inference_graph.pb", ()),
    ],
)
def test_a_name_tells_what_a_network_finds(name: str, kinds: tuple[Kind, ...]) -> None:
    assert kinds_in_name(name) == kinds


def test_a_network_without_a_card_has_the_older_tools_threshold(tmp_path: Path) -> None:
    card = card_of(tmp_path / "my_plates.tflite")

    assert card.name == "my_plates"
    assert card.default_thresholds == {Kind.PLATE: DEFAULT_THRESHOLD}


def test_a_name_that_tells_nothing_is_said(tmp_path: Path) -> None:
    with pytest.raises(NetworkError, match=r"not clear what model\.tflite finds.*into its name"):
        card_of(tmp_path / "model.tflite")


@pytest.mark.parametrize(
    "changes",
    [
        {"kinds": ["dog"]},
        {"kinds": []},
        {"kinds": ["face", "face"]},
        {"kinds": None},
        {"default_thresholds": {"face": 7}},
        {"default_thresholds": {"face": "high"}},
        {"default_thresholds": [0.4]},
        {"min_size": {"face": 0}},
        {"min_size": {"face": 1000}},
    ],
)
def test_a_card_that_cannot_be_meant_is_refused(tmp_path: Path, changes: dict[str, Any]) -> None:
    path = written(tmp_path, **changes)

    with pytest.raises(NetworkError, match=r"^faces\.json is not a model card that can be used"):
        card_of(path)


def test_a_card_that_lacks_what_it_must_say_names_it(tmp_path: Path) -> None:
    path = written(tmp_path)
    path.with_suffix(".json").write_text('{"name": "Faces"}', encoding="utf-8")

    with pytest.raises(NetworkError, match=r"\(it lacks 'kinds'\)\.$"):
        card_of(path)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe\x00"])
def test_a_damaged_card_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "faces.json").write_bytes(content)

    with pytest.raises(NetworkError, match=r"^faces\.json is not a model card that can be used"):
        card_of(tmp_path / "faces.tflite")
