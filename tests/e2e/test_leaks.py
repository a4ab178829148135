"""Beside the results nothing is left on the disk that shows anything of a photo."""

import shutil
import sqlite3
import tempfile
from pathlib import Path

import numpy as np
import pytest

from anonymizer_gui.cli import main
from anonymizer_gui.core.formats.embedded import JPEG_START
from anonymizer_gui.core.formats.jpeg_segments import APP1, APP13, Segment, parted
from anonymizer_gui.core.formats.png_chunks import SIGNATURE
from anonymizer_gui.paths import jobs_folder, log_file, resources_folder
from tests.core.pictures import jpeg_bytes, waves, with_segments

SAMPLE = resources_folder() / "sample" / "astronaut.jpg"
PICTURES = (JPEG_START, SIGNATURE, b"RIFF", b"/9j/", b"iVBORw0KGgo")
"""How pictures start, also in base64."""

pytestmark = pytest.mark.slow


def pieces(data: bytes, count: int = 400, length: int = 12) -> list[bytes]:
    """Parts of a file's picture data, too long to be anywhere else by chance."""
    scans = parted(data).scans
    starts = np.random.default_rng(1).integers(0, len(scans) - length, count)
    return [scans[start : start + length] for start in starts.tolist()]


@pytest.fixture
def photos(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    folder = tmp_path / "photos"
    folder.mkdir()
    shutil.copy(SAMPLE, folder / "a.jpg")
    (folder / "broken.jpg").write_bytes(SAMPLE.read_bytes()[:20_000])
    return folder


def test_nothing_of_a_photo_is_in_any_file_but_the_results(photos: Path) -> None:
    main(["--input", str(photos), "--image-output", str(photos.parent / "out")])

    written = [
        path
        for folder in (photos.parent, jobs_folder(), log_file().parent)
        for path in folder.rglob("*")
        if path.is_file() and path.parent != photos and path.suffix != ".jpg"
    ]
    assert any(path.suffix == ".json" for path in written)
    assert any(b"SQLite" in path.read_bytes()[:16] for path in written)
    parts = pieces(SAMPLE.read_bytes())
    result = (photos.parent / "out" / "a.jpg").read_bytes()
    assert any(part in result for part in parts)  # above the face
    for path in written:
        data = path.read_bytes()
        assert not any(part in data for part in (*parts, *PICTURES)), path
    assert not list((photos.parent / "temporary").iterdir())


def test_the_job_store_has_no_room_for_pictures(photos: Path) -> None:
    main(["--input", str(photos), "--image-output", str(photos.parent / "out")])

    (path,) = (one for one in jobs_folder().rglob("*") if b"SQLite" in one.read_bytes()[:16])
    with sqlite3.connect(path) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master "
                                                         "WHERE type = 'table'")]  # fmt: skip
        values = [
            value
            for table in tables
            for row in connection.execute(f'SELECT * FROM "{table}"')
            for value in row
            if isinstance(value, str | bytes)
        ]
    connection.close()
    assert values
    assert max(map(len, values)) < 2000


def test_no_preview_of_the_photo_is_in_its_result(photos: Path) -> None:
    """Nor is what lies behind its end, as the film of a motion photo does."""
    preview = jpeg_bytes(waves(), quality=50)
    hidden_in = Segment(APP13, b"Photoshop 3.0\x008BIM\x04\x0c\0\0" + preview)
    data = with_segments(SAMPLE.read_bytes(), Segment(APP1, b"own\0" + preview), hidden_in)
    (photos / "a.jpg").write_bytes(data + preview)

    main(["--input", str(photos), "--image-output", str(photos.parent / "out")])

    result = (photos.parent / "out" / "a.jpg").read_bytes()
    assert result.count(JPEG_START) == 1
    assert not any(part in result for part in pieces(preview, count=100))
