"""The network files that somebody means are found, or what was looked for is named."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from anonymizer_gui.core.boxes import Kind
from anonymizer_gui.core.errors import NetworkError
from anonymizer_gui.core.settings import Detail
from anonymizer_gui.detection import networks
from anonymizer_gui.detection.networks import built_in, open_built_in, weights_in

FACE, PLATE = "weights_face_v1.0.0.pb", "weights_plate_v1.0.0.pb"


def folder_with(folder: Path, *names: str) -> Path:
    for name in names:
        (folder / name).write_bytes(b"\n\x00")
    return folder


@pytest.mark.parametrize(
    ("present", "meant"),
    [
        ((FACE, PLATE), [FACE, PLATE]),
        ((PLATE,), [PLATE]),
        (
            ("faces.tflite", "plates.tflite", "faces_and_plates.tflite"),
            [*networks.BUILT_IN.values()],
        ),
        ((FACE, PLATE, "faces.tflite", "other.pb"), [FACE, PLATE]),
        (("faces.tflite", "plates.tflite", "faces.json"), ["faces.tflite", "plates.tflite"]),
        (("faces.pb", "plates.pb"), ["faces.pb", "plates.pb"]),
        (("Mine_Plate.PB", "notes.txt"), ["Mine_Plate.PB"]),
    ],
)
def test_a_folder_means_the_networks_in_it(
    tmp_path: Path, present: tuple[str, ...], meant: list[str]
) -> None:
    found = weights_in(folder_with(tmp_path, *present))

    assert [path.name for path in found] == meant


def test_a_file_means_itself(tmp_path: Path) -> None:
    folder_with(tmp_path, FACE, "own.pb")

    assert weights_in(tmp_path / "own.pb") == (tmp_path / "own.pb",)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(NetworkError, match="There is no folder or network file "):
        weights_in(tmp_path / "weights")


def test_a_folder_without_a_network_says_what_was_looked_for(tmp_path: Path) -> None:
    with pytest.raises(NetworkError, match=f"holds neither {FACE} and {PLATE} nor another"):
        weights_in(folder_with(tmp_path, "notes.txt"))


def test_a_folder_with_several_unknown_networks_asks_for_one(tmp_path: Path) -> None:
    with pytest.raises(NetworkError, match="holds 2 networks: name the file itself"):
        weights_in(folder_with(tmp_path, "a.pb", "b.tflite"))


def test_a_folder_that_cannot_be_read_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(_: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", locked)

    with pytest.raises(NetworkError, match=r"cannot be read: Permission denied\.$"):
        weights_in(tmp_path)


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    folder_with(tmp_path, "faces.onnx")

    with pytest.raises(NetworkError, match=r"^faces\.onnx is not a network: its name must end in"):
        weights_in(tmp_path / "faces.onnx")


@pytest.mark.parametrize("missing", ["faces.tflite", "faces.json"])
def test_a_built_in_network_that_is_gone_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    folder_with(tmp_path, *{"faces.tflite", "faces.json"} - {missing})
    monkeypatch.setattr(networks, "weights_folder", lambda: tmp_path)

    with pytest.raises(NetworkError, match=f"^{missing}, which comes with the program, is missing"):
        built_in(Kind.FACE)


def copied(folder: Path, *, faces: str, both: str) -> Path:
    """The cards of the built-in networks, with other hashes, and files that are none."""
    for name, parts in (("faces", None), ("plates", None), ("faces_and_plates", both)):
        file = f"{name}.tflite"
        (folder / file).write_bytes(b"\n\x00")
        card: dict[str, object] = {
            "file": file,
            "kinds": ["face"] if name == "faces" else ["plate"],
        }
        card["sha256"] = faces if name == "faces" else "ab"
        if parts:
            card["kinds"] = ["face", "plate"]
            card |= {"parts": {"faces.tflite": parts, "plates.tflite": "ab"}}
        (folder / f"{name}.json").write_text(json.dumps(card))
    return folder


def test_both_in_one_must_be_made_of_the_two_that_are_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = copied(tmp_path, faces="12", both="34")
    monkeypatch.setattr(networks, "weights_folder", lambda: folder)

    with pytest.raises(NetworkError, match=r"is of another version than faces\.tflite and plates"):
        open_built_in(set(Kind), detail=Detail.FAST, threads=1)


def test_both_in_one_is_checked_against_its_card(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = copied(tmp_path, faces="12", both="12")
    monkeypatch.setattr(networks, "weights_folder", lambda: folder)

    with pytest.raises(NetworkError, match=r"not the file that faces_and_plates\.json describes"):
        open_built_in(set(Kind), detail=Detail.FAST, threads=1)


def test_nothing_to_look_for_needs_no_network() -> None:
    assert open_built_in((), detail=Detail.FAST, threads=1) == []


def test_importing_and_failing_early_load_no_runtime(tmp_path: Path) -> None:
    (tmp_path / FACE).write_bytes(b"<html>")
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "from anonymizer_gui.core.errors import NetworkError\n"
        "from anonymizer_gui.core.settings import Detail\n"
        "from anonymizer_gui.detection.networks import open_network\n"
        "try:\n"
        f"    open_network(Path({str(tmp_path / FACE)!r}), detail=Detail.FAST, threads=1)\n"
        "except NetworkError:\n"
        "    print(sorted({'tensorflow', 'ai_edge_litert', 'PySide6'} & set(sys.modules)))\n"
    )

    output = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, text=True
    )

    assert output.stdout.strip() == "[]"


@pytest.mark.parametrize("path", ["weights", "weights/mine.pb"])
def test_a_graph_without_tensorflow_says_which_installer_has_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    (tmp_path / "weights").mkdir()
    folder_with(tmp_path / "weights", "mine.pb")
    monkeypatch.setitem(sys.modules, "tensorflow", None)

    with pytest.raises(NetworkError, match=r"mine\.pb needs TensorFlow.*large-setup\.exe"):
        weights_in(tmp_path / path)


def test_tensorflow_is_found_beside_a_frozen_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "Anonymizer.exe"))
    monkeypatch.setattr(sys, "path", [])
    (tmp_path / "tensorflow" / "tensorflow").mkdir(parents=True)
    (tmp_path / "tensorflow" / "tensorflow" / "__init__.py").write_bytes(b"")

    assert weights_in(folder_with(tmp_path, "mine.pb") / "mine.pb") == (tmp_path / "mine.pb",)
    assert sys.path == [str(tmp_path / "tensorflow")]
