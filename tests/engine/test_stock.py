"""What is stored is brought up to date with the folders, however many photos there are."""

import os
import sys
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest

from anonymizer_gui.core.boxes import Kind
from anonymizer_gui.core.errors import ImageError
from anonymizer_gui.core.settings import Settings
from anonymizer_gui.core.store.job_store import JobStore
from anonymizer_gui.core.store.opening import name_bytes
from anonymizer_gui.core.store.paging import AT_ONCE
from anonymizer_gui.core.store.photos import Written
from anonymizer_gui.core.store.values import State
from anonymizer_gui.engine.job import Tasks
from anonymizer_gui.engine.plan import plan
from anonymizer_gui.engine.stock import take_stock
from tests.core.jobs import FINDER, listed, seen, settings_for

MANY = 2 * AT_ONCE + 10


@pytest.fixture
def store(tmp_path: Path) -> Iterator[JobStore]:
    with JobStore.create(tmp_path / "job.sqlite", settings_for(tmp_path)) as store:
        store.begin(store.settings(), FINDER)
        yield store


def names(numbers: range) -> list[str]:
    return [f"{number:05}.jpg" for number in numbers]


def paths(store: JobStore) -> list[str]:
    return [known.file.path for known in store.files.known() if known.listed]


def test_photos_that_come_go_and_come_back_are_known(store: JobStore, tmp_path: Path) -> None:
    settings = settings_for(tmp_path)
    take_stock(store, listed(*names(range(0, MANY))), settings)
    first, last = (
        known.id
        for known in store.files.known()
        if known.file.path[0:5] in ("00000", f"{MANY - 1:05}")
    )
    store.photos.put_sight(last, seen((Kind.FACE, 0.9)))
    later = sorted({*names(range(AT_ONCE // 2, MANY - 1, 2)), *names(range(MANY, 2 * MANY))})

    take_stock(store, listed(*later), settings)
    left = paths(store)
    take_stock(store, listed(*names(range(0, MANY))), settings)

    assert left == later
    assert paths(store) == names(range(0, MANY))
    assert store.photos.photo(last).state is State.FOUND
    assert store.photos.photo(first).path.name == "00000.jpg"


def test_a_photo_of_another_size_is_forgotten_and_the_others_are_not(
    store: JobStore, tmp_path: Path
) -> None:
    settings = settings_for(tmp_path)
    take_stock(store, listed("a.jpg", "b.jpg"), settings)
    for image_id in (1, 2):
        store.photos.put_sight(image_id, seen((Kind.FACE, 0.9)))

    take_stock(store, [*listed("a.jpg"), *listed("b.jpg", size=7)], settings)

    states = [store.photos.photo(image_id).state for image_id in (1, 2)]
    assert states == [State.FOUND, State.WAITING]


@pytest.mark.skipif(sys.platform != "linux", reason="names are Unicode there")
def test_names_that_are_no_unicode_are_in_the_same_order_everywhere(tmp_path: Path) -> None:
    settings = settings_for(tmp_path)
    settings.input.mkdir()
    for name in (b"a", b"caf\xe9", b"caf\xc3\xa9", b"\xff", b"\xf0\x9f\x98\x80", b"\xef\xbf\xbd"):
        (settings.input / os.fsdecode(name + b".jpg")).touch()

    with JobStore.create(tmp_path / "job.sqlite", settings) as store:
        for _ in range(2):
            with plan(settings) as planned:
                take_stock(store, planned, settings)

        found = paths(store)
        assert [known.id for known in store.files.known()] == [1, 2, 3, 4, 5, 6]
    assert found == sorted(found, key=name_bytes)
    assert {*found} == {path.name for path in settings.input.iterdir()}


def test_what_is_done_while_photos_are_gone_through_comes_once(
    store: JobStore, tmp_path: Path
) -> None:
    settings = settings_for(tmp_path)
    take_stock(store, listed(*names(range(AT_ONCE + 10))), settings)
    came = []

    for number, task in enumerate(Tasks(store.files.unsaved, AT_ONCE + 10, settings)):
        came.append(task.source.name)
        if number % 3:
            store.photos.put_sight(task.image_id, seen(), waiting=False)
        if number % 3 == 1:
            store.photos.put_failed(task.image_id, ImageError("no"))
        if number % 3 == 2:
            store.photos.put_saved(
                task.image_id, boxes=(), settings=settings, written=Written(1, "0")
            )

    assert came == names(range(AT_ONCE + 10))
    assert store.images.counts()[State.SAVED] == (AT_ONCE + 10) // 3
    left = Tasks(store.files.unsaved, 0, settings)
    assert [task.source.name for task in left] == [
        name for number, name in enumerate(came) if number % 3 != 2
    ]
    assert [task.source.name for task in Tasks(store.files.unseen, 0, settings)] == came[::3]


def peak_of(folder: Path, count: int) -> int:
    """Bytes in use at most while so many photos in one folder are planned and listed."""
    settings = Settings(folder / "photos", folder / "out")
    settings.input.mkdir(parents=True)
    for number in range(count):
        (settings.input / f"{number:05}.jpg").touch()
    with JobStore.create(folder / "job.sqlite", settings) as store:
        tracemalloc.start()
        try:
            with plan(settings) as planned:
                take_stock(store, planned, settings)
            assert sum(1 for _ in store.files.unsaved()) == count
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()


def test_memory_does_not_grow_with_the_number_of_photos(tmp_path: Path) -> None:
    few, many = 2 * AT_ONCE, 6 * AT_ONCE

    grown = peak_of(tmp_path / "many", many) - peak_of(tmp_path / "few", few)

    assert grown < 100 * (many - few)
