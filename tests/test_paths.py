"""The program is found however it is installed, and keeps its files where it should."""

import sys
from pathlib import Path

import platformdirs
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


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which a frozen program runs."""
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "Anonymizer.exe"))
    return tmp_path


def test_a_portable_program_keeps_everything_beside_it(program: Path) -> None:
    (program / "portable").touch()

    assert paths.kept_in() == program / "data"
    assert paths.jobs_folder() == program / "data" / "jobs"
    assert paths.thumbnails_folder() == program / "data" / "thumbnails"
    assert paths.log_file() == program / "data" / "log.txt"
    assert (program / "data").is_dir()


def test_an_installed_program_keeps_everything_in_folders_of_the_user(program: Path) -> None:
    assert paths.kept_in() is None
    assert paths.jobs_folder() == platformdirs.user_data_path("Anonymizer") / "jobs"
    assert paths.log_file().parent == platformdirs.user_log_path("Anonymizer")
    assert not (program / "data").exists()


def test_a_file_called_portable_in_the_source_tree_means_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "portable").touch()
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))

    assert paths.kept_in() is None


def test_everything_can_be_kept_in_a_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paths, "_kept_in", None)  # put back after the test

    paths.keep_in(tmp_path / "own")

    assert paths.jobs_folder() == tmp_path / "own" / "jobs"
    assert paths.log_file() == tmp_path / "own" / "log.txt"
