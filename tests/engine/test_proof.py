"""A result that is not what it should be is never taken for a saved one."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from anonymizer_gui.core.boxes import Box, Kind
from anonymizer_gui.core.errors import ImageError
from anonymizer_gui.core.files import write_whole
from anonymizer_gui.core.formats.picture import Encoded
from anonymizer_gui.core.images import Photo, encoded_image, read_image
from anonymizer_gui.core.obfuscation import hidden_boxes, obfuscated
from anonymizer_gui.core.settings import Kernel, MetadataPolicy, Settings, Style
from anonymizer_gui.engine import saving
from anonymizer_gui.engine.plan import Task
from anonymizer_gui.engine.proof import check_result
from anonymizer_gui.engine.saving import save
from tests.core.pictures import saved, waves
from tests.engine.photos import noise

BOXES = [Box(10, 8, 30, 28, kind=Kind.FACE), Box(40, 20, 60, 34, kind=Kind.PLATE)]
NAMES = ["a.jpg", "a.png", "a.webp", "a.tif", "a.bmp"]

Change = Callable[[bytes], bytes]


def task_for(folder: Path, name: str, *, even: bool = False) -> Task:
    folder.joinpath("photos").mkdir()
    pixels = np.full((48, 64, 3), 128, np.uint8) if even else noise(height=48, width=64)
    source = saved(folder / "photos" / name, pixels)
    return Task(source, folder / "out" / name, folder / "out" / "a.json")


def settings_for(folder: Path, **fields: Any) -> Settings:
    return Settings(folder / "photos", folder / "out", **fields)


def broken_writes(monkeypatch: pytest.MonkeyPatch, change: Change) -> None:
    """From now on a disk keeps something else of photos than what was written to it."""

    def write(target: Path, data: bytes, **rest: Any) -> None:
        write_whole(target, change(data), **rest)

    monkeypatch.setattr(saving, "write_whole", write)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("style", list(Style))
@pytest.mark.parametrize("even", [False, True])
def test_what_is_as_it_should_be_is_saved(
    tmp_path: Path, name: str, style: Style, even: bool
) -> None:
    task = task_for(tmp_path, name, even=even)
    settings = settings_for(tmp_path, style=style, kernel=Kernel(3, 1.0, 3))

    for boxes in (BOXES, []):
        save(task, read_image(task.source), boxes, settings)

        assert read_image(task.target).width == 64


@pytest.mark.parametrize("quality", [5, 30, 95])
def test_a_jpeg_of_any_quality_is_taken_for_what_it_is(tmp_path: Path, quality: int) -> None:
    task = task_for(tmp_path, "a.jpg")
    saved(task.source, waves(48, 64), quality=quality)

    save(task, read_image(task.source), BOXES, settings_for(tmp_path))


@pytest.mark.parametrize("name", NAMES)
def test_a_result_that_was_cut_short_is_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    task = task_for(tmp_path, name)
    broken_writes(monkeypatch, lambda data: data[: len(data) // 2])

    for boxes in (BOXES, []):
        with pytest.raises(ImageError, match=f"{name} could not be read again"):
            save(task, read_image(task.source), boxes, settings_for(tmp_path))

        assert not task.target.exists()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("count", [0, 1])
def test_a_result_that_hides_nothing_or_not_all_is_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, count: int
) -> None:
    task = task_for(tmp_path, name)
    photo = read_image(task.source)
    monkeypatch.setattr(saving, "encoded_image", _encoded_with(BOXES[:count]))

    with pytest.raises(ImageError, match=f"{name} does not hide everything"):
        save(task, photo, BOXES, settings_for(tmp_path))

    assert not task.target.exists()


def _encoded_with(boxes: list[Box]) -> Callable[..., Encoded]:
    """Coding that forgets all but some boxes."""

    def encoded(photo: Photo, *_: object, policy: MetadataPolicy, **__: object) -> Encoded:
        settings = Settings(Path("a"), Path("b"))
        hidden = hidden_boxes(photo, boxes, settings)
        pixels = obfuscated(photo, hidden, settings)
        return encoded_image(photo, pixels, hidden=hidden, policy=policy)

    return encoded


def test_a_result_of_another_size_is_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    task = task_for(tmp_path, "a.png")
    other = saved(tmp_path / "other.png", waves(10, 12)).read_bytes()
    broken_writes(monkeypatch, lambda _: other)

    with pytest.raises(ImageError, match=r"a\.png has another size"):
        save(task, read_image(task.source), BOXES, settings_for(tmp_path))


def test_an_earlier_result_stays_where_the_new_one_is_not_as_it_should_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    task = task_for(tmp_path, "a.png")
    save(task, read_image(task.source), BOXES, settings_for(tmp_path))
    earlier = task.target.read_bytes()
    broken_writes(monkeypatch, lambda data: data[: len(data) // 2])

    with pytest.raises(ImageError, match="could not be read again"):
        save(task, read_image(task.source), BOXES, settings_for(tmp_path))

    assert task.target.read_bytes() == earlier
    assert sorted(task.target.parent.iterdir()) == [task.record, task.target]


def test_a_result_has_no_name_before_it_is_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    task = task_for(tmp_path, "a.png")
    there = []

    def seen(*values: Any, **named: Any) -> None:
        there.append(task.target.exists())
        check_result(*values, **named)

    monkeypatch.setattr(saving, "check_result", seen)

    save(task, read_image(task.source), BOXES, settings_for(tmp_path))

    assert there == [False]
    assert task.target.exists()


def test_nobody_has_to_check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    task = task_for(tmp_path, "a.png")
    broken_writes(monkeypatch, lambda data: data[:-20])

    written = save(
        task, read_image(task.source), BOXES, settings_for(tmp_path, check_results=False)
    )

    assert written.size == task.target.stat().st_size
