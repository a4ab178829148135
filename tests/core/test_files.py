"""Files appear whole or not at all, and never over an input."""

import errno
import os
import sys
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any, BinaryIO

import pytest

from anonymizer_gui.core import files
from anonymizer_gui.core.errors import ImageError
from anonymizer_gui.core.files import (
    TEMPORARY_PREFIX,
    TEMPORARY_SUFFIX,
    long_path,
    parted,
    remove_unfinished,
    same_file,
    start_of,
    unmarked,
    write_whole,
)


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_missing_folders_are_made_and_nothing_else_is_left(tmp_path: Path) -> None:
    write_whole(tmp_path / "a" / "b" / "c.jpg", b"new")
    assert (tmp_path / "a" / "b" / "c.jpg").read_bytes() == b"new"
    assert _names(tmp_path / "a" / "b") == ["c.jpg"]


def test_an_earlier_result_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"old")
    write_whole(tmp_path / "a.jpg", b"new")
    assert (tmp_path / "a.jpg").read_bytes() == b"new"


def test_the_time_of_the_source_is_passed_on(tmp_path: Path) -> None:
    source = tmp_path / "a.jpg"
    source.write_bytes(b"old")
    os.utime(source, ns=(10**18, 10**18))
    write_whole(tmp_path / "b.jpg", b"new", source=source)
    assert (tmp_path / "b.jpg").stat().st_mtime_ns == 10**18


def test_a_result_may_be_read_by_whoever_may_read_other_files(tmp_path: Path) -> None:
    (tmp_path / "usual").write_bytes(b"")
    write_whole(tmp_path / "a.jpg", b"new")
    assert (tmp_path / "a.jpg").stat().st_mode == (tmp_path / "usual").stat().st_mode


def test_a_file_that_is_being_written_is_no_leftover(tmp_path: Path) -> None:
    seen = []

    def check(data: bytes) -> None:
        remove_unfinished(tmp_path)  # as another job does that begins now
        seen.append(data)

    write_whole(tmp_path / "a.jpg", b"new", check=check)

    assert seen == [b"new"]
    assert _names(tmp_path) == ["a.jpg"]


def test_what_a_killed_program_has_left_is_removed_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / f"{TEMPORARY_PREFIX}1{TEMPORARY_SUFFIX}").write_bytes(b"half")
    (tmp_path / f"{TEMPORARY_PREFIX}2{TEMPORARY_SUFFIX}").mkdir()
    (tmp_path / "a.tmp").write_bytes(b"of somebody else")

    remove_unfinished(tmp_path)

    assert _names(tmp_path) == [f"{TEMPORARY_PREFIX}2{TEMPORARY_SUFFIX}", "a.tmp"]


def test_what_is_refused_never_gets_the_name(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"old")

    def refuse(_: bytes) -> None:
        raise ImageError("not as it should be")

    with pytest.raises(ImageError, match="not as it should be"):
        write_whole(tmp_path / "a.jpg", b"new", check=refuse)

    assert (tmp_path / "a.jpg").read_bytes() == b"old"
    assert _names(tmp_path) == ["a.jpg"]


def test_the_start_of_a_file_is_not_more_than_that(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"abc")

    assert start_of(tmp_path / "a", 2) == b"ab"
    assert start_of(tmp_path / "b", 2) is None
    with pytest.raises(OSError, match="Invalid argument"):
        start_of(tmp_path, 2)


@pytest.mark.parametrize(
    "name", ["a.jpg", "a.b.JPG", "a", ".jpg", "..jpg", ".a.jpg", "a..jpg", "a b.jpg"]
)
@pytest.mark.parametrize("folder", ["", "sub/", "sub.d/"])
def test_a_path_is_parted_as_pathlib_does_it(folder: str, name: str) -> None:
    path = PurePosixPath(f"{folder}{name}")

    assert parted(str(path)) == (str(path.with_suffix("")), path.suffix[1:])


@pytest.mark.parametrize("name", ["a.", "a.jpg."])
def test_what_ends_with_a_dot_has_no_extension(name: str) -> None:
    assert parted(name) == (name, "")


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EROFS, "the disk is read-only"),
        (errno.EACCES, "no permission"),
        (errno.EIO, "Input/output error"),
    ],
)
@pytest.mark.parametrize("step", ["_write_through", "_pass_on_time"])
def test_a_failure_leaves_the_earlier_result_and_no_other_file(
    number: int, words: str, step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.jpg").write_bytes(b"old")
    (tmp_path / "in.jpg").write_bytes(b"photo")

    def failing(first: Any, second: object) -> None:
        if isinstance(second, bytes):
            first.write(second[:1])
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(files, step, failing)
    with pytest.raises(ImageError) as caught:
        write_whole(tmp_path / "a.jpg", b"new", source=tmp_path / "in.jpg")

    assert str(caught.value).startswith("a.jpg cannot be written: ")
    assert words in str(caught.value)
    assert (tmp_path / "a.jpg").read_bytes() == b"old"
    assert _names(tmp_path) == ["a.jpg", "in.jpg"]


def test_stopping_the_program_leaves_no_half_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(file: BinaryIO, data: bytes) -> None:
        file.write(data[:1])
        raise KeyboardInterrupt

    monkeypatch.setattr(files, "_write_through", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_whole(tmp_path / "a.jpg", b"new")
    assert _names(tmp_path) == []


def test_a_file_where_a_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"")
    with pytest.raises(ImageError, match=r"a\.jpg cannot be written"):
        write_whole(tmp_path / "out" / "a.jpg", b"new")


def test_an_input_is_never_written_over(tmp_path: Path) -> None:
    source = tmp_path / "a.jpg"
    source.write_bytes(b"photo")
    (tmp_path / "hard.jpg").hardlink_to(source)
    (tmp_path / "folder").mkdir()
    for target in (source, tmp_path / "hard.jpg", tmp_path / "folder" / ".." / "a.jpg"):
        with pytest.raises(ImageError, match="over the photo it is made from"):
            write_whole(target, b"new", source=source)
    assert source.read_bytes() == b"photo"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows renames no file that is open")
def test_what_was_written_is_no_leftover_before_it_has_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replaced = Path.replace

    def while_another_job_begins(path: Path, target: Path) -> Path:
        remove_unfinished(tmp_path)
        return replaced(path, target)

    monkeypatch.setattr(Path, "replace", while_another_job_begins)
    write_whole(tmp_path / "a.jpg", b"new")

    assert (tmp_path / "a.jpg").read_bytes() == b"new"


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on Windows, without the pauses."""
    monkeypatch.setattr(files, "_PAUSES_S", (0.0, 0.0))


@pytest.mark.usefixtures("patient")
@pytest.mark.parametrize(("times", "is_written"), [(2, True), (3, False)])
def test_a_file_that_a_scanner_holds_for_a_moment_is_written(
    times: int, is_written: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.jpg").write_bytes(b"old")
    replaced, held = Path.replace, [PermissionError(errno.EACCES, "in use")] * times

    def held_at_first(path: Path, target: Path) -> Path:
        if held:
            raise held.pop()
        return replaced(path, target)

    monkeypatch.setattr(Path, "replace", held_at_first)
    if is_written:
        write_whole(tmp_path / "a.jpg", b"new")
    else:
        with pytest.raises(ImageError, match="another program has it open"):
            write_whole(tmp_path / "a.jpg", b"new")

    assert (tmp_path / "a.jpg").read_bytes() == (b"new" if is_written else b"old")
    assert _names(tmp_path) == ["a.jpg"]


@pytest.mark.usefixtures("patient")
def test_nothing_is_left_where_a_scanner_holds_what_could_not_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    removed, held = Path.unlink, [PermissionError(errno.EACCES, "in use")] * 2

    def held_at_first(path: Path, **named: bool) -> None:
        if held:
            raise held.pop()
        removed(path, **named)

    monkeypatch.setattr(Path, "unlink", held_at_first)
    with pytest.raises(ZeroDivisionError):
        write_whole(tmp_path / "a.jpg", b"new", check=lambda _data: 1 // 0)

    assert _names(tmp_path) == []


def test_on_a_drive_that_numbers_no_files_two_files_are_two(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = Path.stat

    def without_number(path: Path, **named: bool) -> os.stat_result:
        status = list(asked(path, **named))
        status[1] = 0
        return os.stat_result(status)

    for name in ("a.jpg", "b.jpg"):
        (tmp_path / name).write_bytes(b"")
    (tmp_path / "link.jpg").symlink_to(tmp_path / "a.jpg")
    monkeypatch.setattr(Path, "stat", without_number)

    assert not same_file(tmp_path / "a.jpg", tmp_path / "b.jpg")
    assert same_file(tmp_path / "a.jpg", tmp_path / "link.jpg")


def test_same_file_is_no_for_files_that_do_not_exist(tmp_path: Path) -> None:
    assert not same_file(tmp_path / "a", tmp_path / "a")


def test_names_in_any_script(tmp_path: Path) -> None:
    for name in ("Überführung.jpg", "十字路口.jpg", "שלום.jpg", "🚗.jpg", "a'b%20.jpg"):
        write_whole(tmp_path / name, b"new")
        assert (tmp_path / name).read_bytes() == b"new"


@pytest.mark.parametrize(
    ("path", "marked"),
    [
        ("C:\\photos\\a.jpg", "C:\\photos\\a.jpg"),
        ("C:\\" + "x" * 250 + "\\a.jpg", "\\\\?\\C:\\" + "x" * 250 + "\\a.jpg"),
        ("C:/" + "x" * 250 + "/y/../a.jpg", "\\\\?\\C:\\" + "x" * 250 + "\\a.jpg"),
        ("\\\\nas\\photos\\" + "x" * 250, "\\\\?\\UNC\\nas\\photos\\" + "x" * 250),
        ("\\\\?\\C:\\" + "x" * 250, "\\\\?\\C:\\" + "x" * 250),
    ],
)
def test_long_paths_are_marked_on_windows(path: str, marked: str) -> None:
    assert str(long_path(PureWindowsPath(path))) == marked


def test_long_paths_elsewhere_stay_as_they_are() -> None:
    path = PurePosixPath("/" + "x" * 300)
    assert long_path(path) is path


def test_a_path_of_more_than_260_characters(tmp_path: Path) -> None:
    target = tmp_path / ("x" * 120) / ("y" * 120) / ("z" * 120) / "a.jpg"
    write_whole(target, b"new")
    assert long_path(target).read_bytes() == b"new"


@pytest.mark.parametrize(
    "path", ["C:\\photos\\a.jpg", "\\\\server\\share\\a.jpg", "/photos/a.jpg", "\\\\?\\C:\\a.jpg"]
)
def test_a_path_is_the_same_without_the_mark_for_long_ones(path: str) -> None:
    long = path.replace("a.jpg", "a" * 300)

    marked = str(long_path(PureWindowsPath(long))) if "\\" in path else long

    assert unmarked(marked) == long.removeprefix("\\\\?\\")
