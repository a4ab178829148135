"""Records are what the older tools wrote, and no two outputs share one."""

import json
import os
import sys
from pathlib import Path

import pytest

from anonymizer_gui.core.boxes import Box, Kind, Origin
from anonymizer_gui.core.errors import ImageError
from anonymizer_gui.core.records import (
    LARGEST,
    read_record,
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
