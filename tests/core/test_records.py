"""Records are what the older tools wrote, and no two outputs share one."""

import json
import os
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anonymizer_gui.core.boxes import Box, Kind, Origin
from anonymizer_gui.core.errors import ImageError
from anonymizer_gui.core.records import (
    LARGEST,
    read_record,
    record_names,
    record_text,
    write_record,
)

FACE = Box(1, 2.5, 30, 40, Kind.FACE, 0.75, Origin.DETECTED)
PLATE = Box(5, 6, 7, 8, Kind.PLATE)


def test_the_text_is_that_of_the_older_tools() -> None:
    assert record_text([FACE]) == (
        '[\n  {\n    "y_min": 2.5,\n    "x_min": 1.0,\n    "y_max": 40.0,\n    "x_max": 30.0,\n'
        '    "score": 0.75,\n    "kind": "face"\n  }\n]'
    )


def test_nothing_found_is_an_empty_list(tmp_path: Path) -> None:
    write_record(tmp_path / "a.json", [])
    assert (tmp_path / "a.json").read_text() == "[]"
    assert read_record(tmp_path / "a.json") == []


def test_boxes_come_back(tmp_path: Path) -> None:
    write_record(tmp_path / "new" / "a.json", [FACE, PLATE])
    face, plate = read_record(tmp_path / "new" / "a.json")
    assert face == FACE
    assert (plate.kind, plate.x_min, plate.y_max) == (Kind.PLATE, 5, 8)


@pytest.mark.parametrize(
    "content", ["", "<html>", "{}x", '[{"kind": "face"}]', "[1]", json.dumps([{"kind": "dog"}])]
)
def test_a_file_that_is_no_record(content: str, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(content)
    with pytest.raises(ImageError, match=r"a\.json is not a record of boxes\."):
        read_record(tmp_path / "a.json")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such pipes")
def test_a_pipe_is_no_record(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.json")  # whoever opens it waits for the other end

    with pytest.raises(ImageError, match=r"a\.json is not a record of boxes\."):
        read_record(tmp_path / "a.json")


def test_a_file_that_is_far_too_large_is_no_record(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(b"[]".ljust(LARGEST + 1))

    with pytest.raises(ImageError, match=r"a\.json is not a record of boxes\."):
        read_record(tmp_path / "a.json")


def _names(*outputs: str) -> dict[str, str]:
    names = record_names([Path(output) for output in outputs])
    return {path.as_posix(): record.as_posix() for path, record in names.items()}


def test_a_record_has_the_stem_of_its_photo() -> None:
    assert _names("in/a.jpg", "in/b.tar.png", "c.jpg") == {
        "in/a.jpg": "in/a.json",
        "in/b.tar.png": "in/b.tar.json",
        "c.jpg": "c.json",
    }


def test_photos_that_share_a_stem_keep_a_record_each() -> None:
    assert _names("a.jpg", "A.png", "b/a.jpg") == {
        "a.jpg": "a.jpg.json",
        "A.png": "A.png.json",
        "b/a.jpg": "b/a.json",
    }


def test_a_long_name_does_not_run_into_a_short_one() -> None:
    names = _names("a.jpg", "a.png", "a.jpg.png")
    assert len(set(names.values())) == 3


file_names = st.from_regex(r"[abA](\.(jpg|png|PNG)){1,4}", fullmatch=True)


@given(st.lists(file_names, max_size=12))
def test_no_two_photos_share_a_record(files: list[str]) -> None:
    outputs = {name.casefold(): Path(name) for name in files}
    names = record_names(list(outputs.values()))
    assert len({str(record).casefold() for record in names.values()}) == len(outputs)
