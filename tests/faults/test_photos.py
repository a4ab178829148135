"""Photos that change, vanish, are locked, or are far too large."""

import os
import struct
import subprocess
import sys
import zlib
from pathlib import Path
from threading import Event

import pytest

from anonymizer_gui.core.errors import ImageError
from anonymizer_gui.core.images import read_image
from anonymizer_gui.core.settings import Settings
from anonymizer_gui.core.store.values import State
from anonymizer_gui.engine import pipeline
from anonymizer_gui.engine.job import prepared, saved
from anonymizer_gui.engine.pipeline import Outcome
from tests.engine.photos import FakeDetector, noise, write_png
from tests.faults.conftest import COUNT

pytestmark = pytest.mark.usefixtures("detector")


def ran(settings: Settings, *, resume: bool = False) -> dict[str, Outcome]:
    with prepared(settings, resume=resume) as job:
        return {one.task.source.name: one for one in job.outcomes(Event())}


def before_reading(
    monkeypatch: pytest.MonkeyPatch, name: str, happens: "os.PathLike[str] | None"
) -> None:
    """Just before the photo of this name is read, another file takes its place, or none does."""

    def read(path: Path) -> object:
        if path.name == name:
            path.unlink()
            if happens is not None:
                Path(happens).rename(path)
        return read_image(path)

    monkeypatch.setattr(pipeline, "read_image", read)


def test_a_photo_that_vanishes_before_it_is_read(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    before_reading(monkeypatch, "02.png", None)

    outcomes = ran(settings)

    assert "02.png is not there any more" in str(outcomes["02.png"].error)
    assert sum(outcome.error is None for outcome in outcomes.values()) == COUNT - 1
    assert not (settings.output / "02.png").exists()


def test_a_photo_that_is_replaced_before_it_is_read_is_hidden_as_it_was_read(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, detector: FakeDetector
) -> None:
    other = write_png(settings.input.parent / "other.png", noise(seed=50))
    before_reading(monkeypatch, "02.png", other)

    ran(settings)
    monkeypatch.setattr(pipeline, "read_image", read_image)
    again = ran(settings, resume=True)

    assert again == {}  # what is there now is what was looked at
    assert (
        read_image(settings.output / "02.png").rgb[-1, -1].tolist()
        == noise(seed=50)[-1, -1, ::-1].tolist()
    )


def test_a_photo_of_which_half_is_there_is_done_once_all_is(
    settings: Settings, detector: FakeDetector
) -> None:
    whole = (settings.input / "01.png").read_bytes()
    (settings.input / "01.png").write_bytes(whole[: len(whole) // 2])  # it is still being copied

    first = ran(settings)
    (settings.input / "01.png").write_bytes(whole)
    again = ran(settings, resume=True)

    assert isinstance(first["01.png"].error, ImageError)
    assert list(again) == ["01.png"]
    assert again["01.png"].error is None
    assert detector.asked == COUNT


def test_boxes_are_never_put_on_another_photo(settings: Settings) -> None:
    with prepared(settings) as job:
        list(job.detected(Event()))
        ids = job.store.images.ids_in(State.FOUND)
        write_png(settings.input / "00.png", noise(seed=60))

        outcomes = list(saved(job.store, ids, Event()))

    assert "has changed since it was looked at" in str(outcomes[0].error)
    assert [outcome.error for outcome in outcomes[1:]] == [None] * (COUNT - 1)
    assert not (settings.output / "00.png").exists()


@pytest.mark.skipif(sys.platform != "win32", reason="only Windows locks files")
def test_a_photo_that_another_program_has_locked(settings: Settings) -> None:
    import ctypes

    kernel = ctypes.windll.kernel32  # type: ignore[attr-defined]
    kernel.CreateFileW.restype = ctypes.c_void_p
    # 0x80000000: to read; 0: shared with nobody; 3: it is there
    handle = kernel.CreateFileW(str(settings.input / "02.png"), 0x80000000, 0, None, 3, 0, None)

    first = ran(settings)
    kernel.CloseHandle(ctypes.c_void_p(handle))
    again = ran(settings, resume=True)

    assert "02.png is not there any more" in str(first["02.png"].error)
    assert [outcome.error for outcome in again.values()] == [None]


@pytest.mark.skipif(sys.platform != "linux", reason="chattr is of Linux")
def test_a_result_that_another_program_holds_stays_and_the_photo_fails(settings: Settings) -> None:
    held = settings.output / "02.png"
    held.parent.mkdir()
    held.write_bytes(b"an earlier result")
    if subprocess.run(["chattr", "+i", held], check=False, capture_output=True).returncode != 0:
        pytest.skip("files cannot be held here")
    try:
        first = ran(settings)
        assert "02.png cannot be written: no permission, or another program" in str(
            first["02.png"].error
        )
        assert held.read_bytes() == b"an earlier result"
        assert sorted(path.name for path in settings.output.glob(".*")) == []
    finally:
        subprocess.run(["chattr", "-i", held], check=True)
    again = ran(settings, resume=True)
    assert {name: outcome.error for name, outcome in again.items()} == {"02.png": None}


READING = """
import resource, sys, time
from pathlib import Path
resource.setrlimit(resource.RLIMIT_AS, (2 * 2**30, 2 * 2**30))
from anonymizer_gui.core.errors import ImageError
from anonymizer_gui.core.images import read_image
begun, before = time.monotonic(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
try:
    read_image(Path(sys.argv[1]))
except ImageError as error:
    more = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    print(error, more // 1024, round(time.monotonic() - begun), sep="|")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limits")
def test_a_huge_photo_is_refused_by_its_size_alone(tmp_path: Path) -> None:
    path = tmp_path / "huge.png"
    path.write_bytes(_huge_png(60_000, 60_000))

    said = subprocess.run(
        [sys.executable, "-c", READING, str(path)], check=True, capture_output=True, text=True
    ).stdout

    sentence, megabytes, seconds = said.split("|")
    assert sentence == "huge.png has 3600 megapixels; at most 500 can be handled."
    assert int(megabytes) < 50
    assert int(seconds) < 5


def _huge_png(width: int, height: int) -> bytes:
    """A picture that unpacks to gigabytes of zeros."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    packer = zlib.compressobj(9)
    row = bytes(1 + 3 * width)
    data = b"".join(packer.compress(row) for _ in range(200)) + packer.flush()
    parts = ((b"IHDR", header), (b"IDAT", data), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(content)) + name + content
        + struct.pack(">I", zlib.crc32(name + content))
        for name, content in parts
    )  # fmt: skip


def test_a_photo_that_needs_more_memory_than_there_is_fails_alone(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(path: Path) -> object:
        if path.name == "01.png":
            raise MemoryError
        return read_image(path)

    monkeypatch.setattr(pipeline, "read_image", read)

    outcomes = ran(settings)

    assert outcomes["01.png"].error is not None
    assert sum(outcome.error is None for outcome in outcomes.values()) == COUNT - 1
