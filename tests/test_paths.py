"""The files that come with the program are found however it is installed."""

import sys
from pathlib import Path

import pytest

from anonymizer_gui import paths


def test_the_source_tree_has_the_folders_beside_the_package() -> None:
    top = Path(__file__).parent.parent

    assert paths.weights_folder() == top / "weights"
    assert paths.resources_folder() == top / "resources"


def test_a_wheel_has_the_folders_inside_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "weights").mkdir()
    monkeypatch.setattr(paths, "__file__", str(tmp_path / "paths.py"))

    assert paths.weights_folder() == tmp_path / "weights"
    assert paths.resources_folder() == tmp_path / "resources"


def test_a_frozen_program_has_the_folders_where_it_is_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)

    assert paths.weights_folder() == tmp_path / "weights"
    assert paths.resources_folder() == tmp_path / "resources"
