"""Temporary files: they say nothing about the photo, and none is left."""

import os
import shutil
import sys
import tempfile
from pathlib import Path
from types import SimpleNamespace

import pytest

from anonymizer_gui.core.formats import jpeg_scratch
from anonymizer_gui.core.formats.jpeg_scratch import native_path, scratch_file
from anonymizer_gui.core.images import encoded_image, photo_from
from tests.core.jpegs import KINDS, hidden


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for temporary files on a system that cannot keep files in memory."""
    folder = tmp_path / "Jürgen ジュルゲン"
    folder.mkdir()
    if sys.platform == "linux":
        monkeypatch.setattr(sys, "platform", "freebsd")
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def test_what_is_in_it_can_be_read_and_it_is_gone_afterwards() -> None:
    with scratch_file(b"data") as path:
        assert Path(native_path(path).decode()).read_bytes() == b"data"
    assert not path.exists()


def test_the_same_on_a_disk(temporary: Path) -> None:
    with scratch_file(b"data") as path:
        assert path.read_bytes() == b"data"
        # Which code pages of Windows know these letters is not for this test
        assert path.parent == temporary or sys.platform == "win32"
    assert not path.exists()


def test_where_the_name_of_a_user_cannot_be_written_another_folder_serves(
    temporary: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def in_latin(path: Path) -> bytes:
        return str(path).encode("latin-1")

    monkeypatch.setattr(jpeg_scratch, "native_path", in_latin)
    monkeypatch.setenv("PROGRAMDATA", str(tmp_path))
    with scratch_file() as path:
        assert path.parent == tmp_path


def test_a_jpeg_is_written_by_way_of_a_disk(temporary: Path) -> None:
    data = KINDS["progressive 2"]()
    photo = photo_from(data, path=Path("Jan de Vries.jpg"))

    result = encoded_image(photo, hidden(photo.pixels))

    assert result.untouched
    assert not list(temporary.iterdir())


def test_what_a_killed_program_has_left_is_removed_by_the_next(temporary: Path) -> None:
    with scratch_file() as path:
        kind = path.suffix
    left, in_use, other = (
        temporary / name for name in (f"anonymizer-1{kind}", f"anonymizer-2{kind}", "anonymizer-3")
    )
    for file in (left, in_use, other):
        file.write_bytes(b"a photo")
    for file in (left, other):
        os.utime(file, (0, 0))
    jpeg_scratch._remove_leftovers.cache_clear()  # as in another program

    with scratch_file():
        pass

    assert sorted(temporary.iterdir()) == [in_use, other]


def test_a_disk_that_is_nearly_full_is_left_alone(
    temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=1_000_000))
    data = KINDS["baseline 420"]()
    photo = photo_from(data, path=Path("a.jpg"))

    result = encoded_image(photo, hidden(photo.pixels))

    assert not result.untouched
    assert not list(temporary.iterdir())
