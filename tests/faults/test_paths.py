"""Paths that lead elsewhere: nothing is written outside the results, nothing read by mistake."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path, PurePosixPath
from threading import Event

import pytest

from anonymizer_gui.core.errors import SettingsError
from anonymizer_gui.core.files import is_for_windows, path_below
from anonymizer_gui.core.settings import Settings
from anonymizer_gui.core.store.job_store import JobStore
from anonymizer_gui.core.store.values import State
from anonymizer_gui.engine import job as job_module
from anonymizer_gui.engine.folders import files_below
from anonymizer_gui.engine.job import prepared, saved
from anonymizer_gui.engine.job_files import job_file
from anonymizer_gui.engine.pipeline import Outcome
from tests.engine.photos import FACE, FakeDetector, noise, photos_in, write_png

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setattr(job_module, "open_networks", FakeDetector(found=FACE).networks)
    return Settings(photos_in(tmp_path / "photos", 2), tmp_path / "out")


def ran(settings: Settings) -> dict[str, Outcome]:
    with prepared(settings) as job:
        return {one.task.source.name: one for one in job.outcomes(Event())}


@posix_only
def test_a_link_out_of_the_photos_is_not_followed(settings: Settings, tmp_path: Path) -> None:
    private = write_png(tmp_path / "private" / "photo.png", noise(seed=9))
    (settings.input / "02.png").symlink_to(private)
    (settings.input / "folder").symlink_to(private.parent, target_is_directory=True)
    (settings.input / "inside.png").symlink_to(settings.input / "00.png")

    outcomes = ran(settings)

    assert sorted(outcomes) == ["00.png", "01.png", "02.png", "inside.png"]
    assert "02.png leads out of the folder of the photos" in str(outcomes["02.png"].error)
    assert outcomes["inside.png"].error is None
    assert not (settings.output / "02.png").exists()


@posix_only
def test_links_in_a_circle_end(settings: Settings) -> None:
    (settings.input / "up").symlink_to(settings.input, target_is_directory=True)
    (settings.input / "self.png").symlink_to(settings.input / "self.png")

    outcomes = ran(settings)

    assert [name for name, one in outcomes.items() if one.error is None] == ["00.png", "01.png"]


@posix_only
def test_a_link_among_the_results_leads_nothing_out(settings: Settings, tmp_path: Path) -> None:
    photos_in(settings.input / "sub", 1)
    (tmp_path / "elsewhere").mkdir()
    settings.output.mkdir()
    (settings.output / "sub").symlink_to(tmp_path / "elsewhere", target_is_directory=True)

    with prepared(settings) as job:
        errors = [str(one.error) for one in job.outcomes(Event()) if one.error]

    assert len(errors) == 1
    assert "would be written outside the folder of the results" in errors[0]
    assert list((tmp_path / "elsewhere").iterdir()) == []


@posix_only
def test_a_link_that_is_a_result_is_replaced_and_not_followed(
    settings: Settings, tmp_path: Path
) -> None:
    other = tmp_path / "precious.txt"
    other.write_text("precious")
    settings.output.mkdir()
    (settings.output / "00.json").symlink_to(other)

    ran(settings)

    assert other.read_text() == "precious"


@pytest.mark.parametrize("name", ["../evil.png", "/tmp/evil.png", "a/../../evil.png"])
@pytest.mark.parametrize("column", ["target", "record"])
def test_a_store_cannot_lead_results_out(
    settings: Settings, tmp_path: Path, name: str, column: str
) -> None:
    with prepared(settings) as job:
        list(job.detected(Event()))
    with closing(sqlite3.connect(job_file(settings))) as db:
        db.execute(f"UPDATE images SET {column} = ?", [name.replace("/tmp", str(tmp_path))])
        db.commit()

    with JobStore.open(job_file(settings)) as store:
        outcomes = list(saved(store, store.images.ids_in(State.FOUND), Event()))

    assert all("outside the folder of the results" in str(one.error) for one in outcomes)
    assert len(outcomes) == 2
    assert not list(tmp_path.rglob("evil*"))


@posix_only
def test_folders_of_5000_levels_are_one_sentence(tmp_path: Path) -> None:
    place = os.open(tmp_path, os.O_RDONLY)
    for _ in range(5000):
        os.mkdir("d", dir_fd=place)
        inner = os.open("d", os.O_RDONLY, dir_fd=place)
        os.close(place)
        place = inner
    os.close(place)

    try:
        with pytest.raises(SettingsError, match="File name too long"):
            list(files_below(tmp_path))
    finally:  # pytest removes old folders by calls of calls, and would end with an error one day
        subprocess.run(["rm", "-rf", tmp_path / "d"], check=True)


def test_folders_deeper_than_calls_are_searched(tmp_path: Path) -> None:
    place = tmp_path.joinpath(*["d"] * 400)
    place.mkdir(parents=True)
    (place / "a.jpg").touch()
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(350)
    try:
        assert [file.path for file in files_below(tmp_path)] == [place / "a.jpg"]
    finally:
        sys.setrecursionlimit(before)


@pytest.mark.parametrize(
    "name",
    ["../a", "/a", "a/../../b", "", "..", "a\0b"]
    + (["C:\\a", "\\\\server\\a", "a:stream", "\\\\.\\NUL", "CON"] if os.name == "nt" else []),
)
def test_a_name_that_leads_out_has_no_path(tmp_path: Path, name: str) -> None:
    assert path_below(tmp_path, name) is None


@pytest.mark.parametrize("name", ["a.jpg", "sub/a b.jpg", "..a", "a..b/c"])
def test_a_name_inside_has_one(tmp_path: Path, name: str) -> None:
    assert path_below(tmp_path, name) == tmp_path / name


@pytest.mark.parametrize(
    "name", ["CON.jpg", "con", "sub/NUL.tar.jpg", "com1.png", "a.jpg.", "a.jpg ", "sub./a.jpg"]
)
def test_names_that_windows_takes_for_something_else(name: str) -> None:
    assert not is_for_windows(PurePosixPath(name))


@pytest.mark.parametrize("name", ["console.jpg", "a.con.jpg", "sub.d/a.jpg", "com0.jpg"])
def test_names_that_windows_takes_as_they_are(name: str) -> None:
    assert is_for_windows(PurePosixPath(name))
