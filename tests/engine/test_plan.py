"""What a job would do is checked before its first photo."""

import errno
import os
import sqlite3
import sys
from pathlib import Path
from typing import Any

import pytest

from anonymizer_gui.core.errors import SettingsError
from anonymizer_gui.core.settings import Settings
from anonymizer_gui.core.store.files import PhotoFile
from anonymizer_gui.core.store.opening import connected
from anonymizer_gui.core.store.paging import AT_ONCE
from anonymizer_gui.engine import planned as planned_module
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


def planned(chosen: Settings) -> list[PhotoFile]:
    with plan(chosen) as found:
        photos = list(found)
        assert len(photos) == found.count
        return photos


def refused(chosen: Settings) -> str:
    with pytest.raises(SettingsError) as caught:
        plan(chosen)
    return str(caught.value)


def records(folder: Path) -> dict[str, str]:
    return {photo.path: photo.record for photo in planned(settings(folder))}


def test_sub_folders_are_mirrored(photos: Path) -> None:
    with_files(photos, "b.jpg", "straat/één/a.PNG")

    found = planned(settings(photos))

    assert [photo.path for photo in found] == ["b.jpg", "straat/één/a.PNG"]
    assert [photo.target for photo in found] == ["b.jpg", "straat/één/a.PNG"]


def test_the_suffix_is_put_before_the_extension(photos: Path) -> None:
    with_files(photos, "sub/a.b.jpg")

    (photo,) = planned(settings(photos, suffix="anon"))

    assert photo.target == "sub/a.b_anon.jpg"
    assert photo.record == "sub/a.b_anon.json"


def test_photos_come_in_the_order_of_their_paths(photos: Path) -> None:
    names = [f"{number:05}.jpg" for number in range(0, 2 * AT_ONCE + 2, 2)]
    with_files(photos, *names, "00001/b.jpg", "00001-2.jpg", "é.jpg", "z/a.jpg")

    found = [photo.path for photo in planned(settings(photos))]

    assert found == sorted([*names, "00001/b.jpg", "00001-2.jpg", "é.jpg", "z/a.jpg"])


def test_size_and_time_are_those_of_the_file(photos: Path) -> None:
    (photos / "a.jpg").write_bytes(b"12345")
    os.utime(photos / "a.jpg", ns=(1, 2_000_000_100))

    (photo,) = planned(settings(photos))

    assert (photo.size, photo.mtime_ns) == (5, 2_000_000_100)


@pytest.mark.skipif(sys.platform != "linux", reason="names are Unicode there")
def test_names_that_are_no_unicode_come_as_they_are(photos: Path) -> None:
    name = os.fsdecode(b"caf\xe9")
    with_files(photos, f"{name}/{name}.jpg", f"{name}/{name}.png", f"{name}/{name}.heic")

    found = planned(settings(photos, extensions=("heic", "jpg", "png"), suffix="x"))

    assert [(photo.path, photo.target, photo.record) for photo in found] == [
        (f"{name}/{name}.{kind}", f"{name}/{name}_x.{result}", f"{name}/{name}_x.{record}.json")
        for kind, result, record in (
            ("heic", "heic.jpg", "heic"),
            ("jpg", "jpg", "jpg"),
            ("png", "png", "png"),
        )
    ]


def test_two_photos_with_one_stem_keep_both_records(photos: Path) -> None:
    with_files(photos, "a.jpg", "a.png", "b.jpg", "sub/a.jpg")

    assert records(photos) == {"a.jpg": "a.jpg.json", "a.png": "a.png.json", "b.jpg": "b.json"} | {
        "sub/a.jpg": "sub/a.json"
    }


def test_a_long_record_does_not_run_into_a_short_one(photos: Path) -> None:
    with_files(photos, "a.jpg", "a.png", "a.jpg.png")

    assert records(photos) == {
        "a.jpg": "a.jpg.json",
        "a.jpg.png": "a.jpg.png.json",
        "a.png": "a.png.json",
    }


def test_photos_with_a_result_are_left_alone_if_wished(photos: Path) -> None:
    with_files(photos, "a.jpg", "b.jpg")
    with_files(photos.parent / "out", "a.jpg")

    with plan(settings(photos, skip_existing=True)) as found:
        assert [photo.path for photo in found] == ["b.jpg"]
        assert (found.count, found.done_before) == (1, 1)
    assert len(planned(settings(photos))) == 2


def test_photos_of_other_extensions_are_counted(photos: Path) -> None:
    with_files(photos, "a.jpg", "b.webp", "c.webp", "d.NEF", "e.mpo", "notes.txt")

    with plan(settings(photos)) as found:
        assert dict(found.left_out) == {"webp": 2}
        assert dict(found.unreadable) == {"nef": 1, "mpo": 1}


def test_the_small_files_of_a_mac_are_no_photos(photos: Path) -> None:
    with_files(photos, "a.jpg", "._a.jpg")

    assert [photo.path for photo in planned(settings(photos))] == ["a.jpg"]


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

    assert [photo.path for photo in planned(settings(photos))] == ["a.jpg"]


@pytest.mark.parametrize("names", [("a.jpg", "A.jpg"), ("\xe9.jpg", "e\u0301.jpg")])
def test_photos_that_would_be_one_file_on_windows_are_refused(
    photos: Path, names: tuple[str, str]
) -> None:
    with_files(photos, *names)
    if len(list(photos.iterdir())) == 1:
        pytest.skip("this drive holds only one of the two names")

    said = refused(settings(photos))

    one, other = sorted(photos / name for name in names)
    assert said.startswith(f"{one} and {other} would get the same result {photos.parent / 'out'}")


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_result_that_is_a_photo_through_a_link_is_refused(photos: Path) -> None:
    with_files(photos, "a.jpg", "sub/b.jpg", "other/c.jpg")
    out = photos.parent / "out"
    with_files(out, "a.jpg", "sub/b.jpg")
    assert len(planned(settings(photos))) == 3  # other files of the same names

    (out / "other").symlink_to(photos / "other", target_is_directory=True)
    assert "other/c.jpg would replace a photo of the job" in refused(settings(photos))

    (out / "other").unlink()
    (out / "a.jpg").unlink()
    (out / "a.jpg").symlink_to(photos / "sub" / "b.jpg")
    assert "out/a.jpg would replace a photo of the job" in refused(settings(photos))

    (out / "a.jpg").unlink()
    (photos / "d.jpg").symlink_to(with_files(out, "d.jpg") / "d.jpg")
    assert "out/d.jpg would replace a photo of the job" in refused(settings(photos))


def test_a_long_path_of_which_a_drive_cannot_say_where_it_leads_is_planned(
    photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = f"{'long' * 40}/a.jpg"
    with_files(photos, name)
    with_files(photos.parent / "out", name)
    resolve = Path.resolve

    def short_ones(path: Path, strict: bool = False) -> Path:
        if "long" * 40 in str(path):
            raise OSError(errno.ENAMETOOLONG, os.strerror(errno.ENAMETOOLONG))
        return resolve(path, strict)

    monkeypatch.setattr(Path, "resolve", short_ones)

    assert [photo.path for photo in planned(settings(photos))] == [name]


def test_a_disk_that_is_full_of_photos_before_they_are_listed_is_said(
    photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(file: Any) -> sqlite3.Connection:
        db = connected(file)
        db.execute("PRAGMA max_page_count = 20")
        return db

    monkeypatch.setattr(planned_module, "connected", full)
    with_files(photos, *(f"{number}.jpg" for number in range(AT_ONCE)))

    assert refused(settings(photos)).startswith("There is no room for the list of photos")


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

    (photo,) = planned(settings(photos, subfolders=False))

    assert photo.path == "a.jpg"


def test_only_what_was_named_is_taken_where_it_is(photos: Path) -> None:
    with_files(photos, "a.jpg", "b.jpg", "sub/c.jpg", "sub/deep/d.jpg", "other/e.jpg", "f.tif")

    found = planned(settings(photos, only=("f.tif", "a.jpg", "sub", "gone.jpg")))

    names = [photo.target for photo in found]
    assert names == ["a.jpg", "f.tif", "sub/c.jpg", "sub/deep/d.jpg"]


def test_what_is_named_twice_is_one_photo(photos: Path) -> None:
    with_files(photos, "sub/a.jpg", "sub/deep/b.jpg", "sub/c.webp")

    with plan(settings(photos, only=("sub/deep", "sub", "sub/a.jpg", "sub/"))) as found:
        assert [photo.path for photo in found] == ["sub/a.jpg", "sub/deep/b.jpg"]
        assert dict(found.left_out) == {"webp": 1}
        assert found.folders == {"sub", "sub/deep"}


@pytest.mark.skipif(os.name != "nt", reason="names in other capitals are other photos")
def test_what_is_named_twice_in_other_capitals_is_one_photo(photos: Path) -> None:
    with_files(photos, "sub/A.jpg", "b.jpg")

    for only in (("SUB/a.JPG", "sub"), ("sub\\a.jpg", "SUB/A.JPG"), ("SUB",)):
        assert [photo.path for photo in planned(settings(photos, only=only))] == ["sub/A.jpg"]


@pytest.mark.parametrize("name", ["../a.jpg", "/etc/a.jpg", ".", "sub/../../a.jpg"])
def test_what_is_named_lies_in_the_folder(photos: Path, name: str) -> None:
    with pytest.raises(SettingsError, match="is not in the folder of the photos"):
        settings(photos, only=(name,))
