"""What a job would do is checked before its first photo."""

import os
from pathlib import Path
from typing import Any

import pytest

from anonymizer_gui.core.errors import SettingsError
from anonymizer_gui.core.settings import Settings
from anonymizer_gui.engine.folders import check_writable
from anonymizer_gui.engine.plan import plan


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    folder = tmp_path / "photos"
    folder.mkdir()
    return folder


def with_files(folder: Path, *names: str) -> Path:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    return folder


def settings(folder: Path, output: Path | None = None, **fields: Any) -> Settings:
    return Settings(folder, output or folder.parent / "out", **fields)


def refused(chosen: Settings) -> str:
    with pytest.raises(SettingsError) as caught:
        plan(chosen)
    return str(caught.value)


def test_sub_folders_are_mirrored(photos: Path) -> None:
    with_files(photos, "b.jpg", "straat/één/a.PNG")

    tasks = plan(settings(photos)).tasks

    assert [task.source.relative_to(photos) for task in tasks] == [
        Path("b.jpg"),
        Path("straat/één/a.PNG"),
    ]
    assert [task.target.relative_to(photos.parent / "out") for task in tasks] == [
        Path("b.jpg"),
        Path("straat/één/a.PNG"),
    ]


def test_the_suffix_is_put_before_the_extension(photos: Path) -> None:
    with_files(photos, "sub/a.b.jpg")

    (task,) = plan(settings(photos, suffix="anon")).tasks

    assert task.target.name == "a.b_anon.jpg"
    assert task.record.name == "a.b_anon.json"


def test_two_photos_with_one_stem_keep_both_records(photos: Path) -> None:
    with_files(photos, "a.jpg", "a.png", "b.jpg")

    records = [task.record.name for task in plan(settings(photos)).tasks]

    assert records == ["a.jpg.json", "a.png.json", "b.json"]


def test_photos_with_a_result_are_left_alone_if_wished(photos: Path) -> None:
    with_files(photos, "a.jpg", "b.jpg")
    with_files(photos.parent / "out", "a.jpg")

    todo = plan(settings(photos, skip_existing=True))

    assert [task.source.name for task in todo.tasks] == ["b.jpg"]
    assert todo.done_before == 1
    assert len(plan(settings(photos)).tasks) == 2


def test_photos_of_other_extensions_are_counted(photos: Path) -> None:
    with_files(photos, "a.jpg", "b.webp", "c.webp", "d.NEF", "notes.txt")

    todo = plan(settings(photos))

    assert dict(todo.left_out) == {"webp": 2}
    assert dict(todo.unreadable) == {"nef": 1}


def test_the_small_files_of_a_mac_are_no_photos(photos: Path) -> None:
    with_files(photos, "a.jpg", "._a.jpg")

    assert [task.source.name for task in plan(settings(photos)).tasks] == ["a.jpg"]


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    assert refused(settings(tmp_path / "nope")) == (
        f"There is no folder {tmp_path / 'nope'}; check its name."
    )


def test_a_file_instead_of_the_input_folder_is_said(photos: Path) -> None:
    with_files(photos, "a.jpg")

    assert refused(settings(photos / "a.jpg", photos.parent / "out")) == (
        f"{photos / 'a.jpg'} is a file; choose the folder that it is in."
    )


def test_a_file_instead_of_the_output_folder_is_said(photos: Path) -> None:
    with_files(photos, "a.jpg")
    with_files(photos.parent, "out")

    assert refused(settings(photos)) == (
        f"{photos.parent / 'out'} is a file; choose a folder for the results."
    )


def test_an_empty_folder_is_said(photos: Path) -> None:
    assert refused(settings(photos)) == f"There are no photos (jpg, png) in {photos}."


def test_a_folder_of_other_photos_says_which(photos: Path) -> None:
    with_files(photos, "a.webp", "b.tif")

    assert refused(settings(photos)) == (
        f"No jpg or png in {photos}, but there are other photos (1 tif, 1 webp); "
        "name their extensions too."
    )


@pytest.mark.parametrize("way", [".", "sub/..", "../photos"])
def test_results_into_the_folder_of_the_photos_are_refused(photos: Path, way: str) -> None:
    with_files(photos, "a.jpg", "sub/b.jpg")

    assert "so that no photo is replaced" in refused(settings(photos, photos / way, suffix="anon"))


def test_results_inside_the_folder_of_the_photos_are_refused(photos: Path) -> None:
    with_files(photos, "a.jpg")

    assert "be read again next time" in refused(settings(photos, photos / "out"))


def test_results_into_the_photos_through_a_link_are_refused(photos: Path) -> None:
    with_files(photos, "a.jpg")
    link = photos.parent / "link"
    link.symlink_to(photos, target_is_directory=True)

    assert "so that no photo is replaced" in refused(settings(photos, link))


def test_results_around_the_folder_of_the_photos_are_refused(photos: Path) -> None:
    with_files(photos, "a.jpg")

    assert "could replace other photos there" in refused(settings(photos, photos.parent))


def test_a_name_that_no_drive_can_hold_is_said(photos: Path) -> None:
    with_files(photos, "a.jpg")

    assert "cannot be read (" in refused(settings(photos, photos.parent / ("x" * 300)))


@pytest.mark.parametrize("name", ["$RECYCLE.BIN", "System Volume Information"])
def test_what_windows_keeps_on_a_drive_is_not_read(photos: Path, name: str) -> None:
    with_files(photos, "a.jpg", f"{name}/b.jpg")

    assert [task.source.name for task in plan(settings(photos)).tasks] == ["a.jpg"]


def test_photos_that_would_be_one_file_on_windows_are_refused(photos: Path) -> None:
    with_files(photos, "a.jpg", "A.jpg")
    if len(list(photos.iterdir())) == 1:
        pytest.skip("this drive holds only one of the two names")

    assert "would get the same result" in refused(settings(photos))


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs a folder without rights")
def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)

    with pytest.raises(SettingsError, match="choose another folder"):
        check_writable(tmp_path / "out")


def test_an_output_below_a_file_is_said(photos: Path) -> None:
    with_files(photos, "a.jpg")

    with pytest.raises(SettingsError, match="choose another folder"):
        check_writable(photos / "a.jpg" / "out")


def test_checking_leaves_nothing_behind(tmp_path: Path) -> None:
    check_writable(tmp_path / "out")

    assert list((tmp_path / "out").iterdir()) == []


def test_sub_folders_can_be_left_out(photos: Path) -> None:
    with_files(photos, "a.jpg", "sub/b.jpg")

    (task,) = plan(settings(photos, subfolders=False)).tasks

    assert task.source == photos / "a.jpg"


def test_only_what_was_named_is_taken_where_it_is(photos: Path) -> None:
    with_files(photos, "a.jpg", "b.jpg", "sub/c.jpg", "sub/deep/d.jpg", "other/e.jpg", "f.tif")

    found = plan(settings(photos, only=("f.tif", "a.jpg", "sub", "gone.jpg"))).tasks

    names = [task.target.relative_to(photos.parent / "out").as_posix() for task in found]
    assert sorted(names) == ["a.jpg", "f.tif", "sub/c.jpg", "sub/deep/d.jpg"]


@pytest.mark.parametrize("name", ["../a.jpg", "/etc/a.jpg", ".", "sub/../../a.jpg"])
def test_what_is_named_lies_in_the_folder(photos: Path, name: str) -> None:
    with pytest.raises(SettingsError, match="is not in the folder of the photos"):
        settings(photos, only=(name,))
