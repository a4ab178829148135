"""A job does each photo once, in order, and a bad one does not stop it."""

import errno
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Barrier, Event, Lock
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from anonymizer_gui.core.boxes import Kind
from anonymizer_gui.core.detections import Detections
from anonymizer_gui.core.errors import NetworkError
from anonymizer_gui.core.images import read_image
from anonymizer_gui.core.settings import Detail, Settings
from anonymizer_gui.core.store.finder import Finder
from anonymizer_gui.core.store.job_store import JobStore
from anonymizer_gui.core.store.photos import Written
from anonymizer_gui.detection.cards import ModelCard
from anonymizer_gui.engine import pipeline, work
from anonymizer_gui.engine.networks import Networks
from anonymizer_gui.engine.pipeline import LANES, Outcome
from anonymizer_gui.engine.plan import Task, plan
from anonymizer_gui.engine.saving import save
from anonymizer_gui.engine.stock import take_stock
from anonymizer_gui.engine.turns import Turns
from anonymizer_gui.engine.work import Work
from tests.engine.photos import FACE, noise, pixels_of, write_png

Detect = Callable[[NDArray[np.uint8]], Detections]
CARD = ModelCard("Fake", (Kind.FACE,), default_thresholds={Kind.FACE: 0.5})


@dataclass
class Detecting:
    """A detector that does as it is told."""

    detect: Detect
    card: ModelCard = CARD


def networks(detect: Detect) -> Networks:
    return Networks((Detecting(detect),), Finder((), Detail.NORMAL, {Kind.FACE: 0.5}))


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    for number in range(9):
        write_png(tmp_path / "photos" / f"{number}.png", noise(seed=number))
    return tmp_path / "photos"


def done(
    photos: Path, detect: Detect | Networks, cancel: Event | None = None, **fields: Any
) -> list[Outcome]:
    settings = Settings(photos, photos.parent / "out", **fields)
    if not settings.dry_run:
        settings.output.mkdir(exist_ok=True)
    with JobStore.create(photos.parent / "job.sqlite", settings) as store:
        with plan(settings) as planned:
            take_stock(store, planned, settings)
        used = detect if isinstance(detect, Networks) else networks(detect)
        store.begin(settings, used.finder)
        hiding = Work(store, settings, Turns(used), saving=not settings.dry_run)
        tasks = [Task.of(known.file, settings, known.id) for known in store.files.known()]
        return list(hiding.outcomes(tasks, cancel or Event()))


def test_outcomes_come_in_the_order_of_the_photos(photos: Path) -> None:
    outcomes = done(photos, lambda _: FACE)

    assert [outcome.task.source.name for outcome in outcomes] == [f"{n}.png" for n in range(9)]
    assert all(len(outcome.boxes) == 1 and outcome.error is None for outcome in outcomes)


def test_only_the_grown_box_changes(photos: Path) -> None:
    done(photos, lambda _: FACE, box_scale=1.5)

    before, after = pixels_of(photos / "0.png"), pixels_of(photos.parent / "out" / "0.png")
    changed = (before != after).any(axis=2)
    assert changed[8:24, 8:24].mean() > 0.95
    (head,) = (one.hidden(1.5) for one in FACE.above({Kind.FACE: 0.5}))
    changed[head.pixels(width=changed.shape[1], height=changed.shape[0])] = False
    assert not changed.any()


def test_the_record_holds_the_box_as_it_was_detected(photos: Path) -> None:
    done(photos, lambda _: FACE, box_scale=1.5)

    assert json.loads((photos.parent / "out" / "0.json").read_text()) == [
        {"y_min": 8.0, "x_min": 8.0, "y_max": 24.0, "x_max": 24.0}
        | {"score": pytest.approx(0.9), "kind": "face"}
    ]


def test_without_records_none_is_written(photos: Path) -> None:
    done(photos, lambda _: FACE, write_detections=False)

    assert not list((photos.parent / "out").glob("*.json"))


@pytest.mark.parametrize("earlier", [None, "[]"])
@pytest.mark.parametrize("wished", [True, False])
def test_a_result_that_cannot_be_written_leaves_the_record_as_it_was(
    photos: Path, monkeypatch: pytest.MonkeyPatch, earlier: str | None, wished: bool
) -> None:
    record = photos.parent / "out" / "0.json"
    if earlier is not None:
        record.parent.mkdir()
        record.write_text(earlier)
    replaced = Path.replace

    def replaced_but_for_photos(path: Path, target: Path) -> Path:
        if target.suffix == ".png":
            raise OSError(errno.EACCES, "in use")
        return replaced(path, target)

    monkeypatch.setattr(Path, "replace", replaced_but_for_photos)

    outcomes = done(photos, lambda _: FACE, write_detections=wished)

    assert all("no permission" in str(outcome.error) for outcome in outcomes)
    assert (record.read_text() if record.exists() else None) == earlier
    assert not (photos.parent / "out" / "1.json").exists()


def test_a_photo_without_boxes_is_the_same_file(photos: Path) -> None:
    done(photos, lambda _: Detections.none())

    out = photos.parent / "out"
    assert (out / "3.png").read_bytes() == (photos / "3.png").read_bytes()
    assert json.loads((out / "3.json").read_text()) == []


def test_a_dry_run_finds_and_writes_nothing(photos: Path) -> None:
    outcomes = done(photos, lambda _: FACE, dry_run=True)

    assert sum(len(outcome.boxes) for outcome in outcomes) == 9
    assert not (photos.parent / "out").exists()


def test_a_bad_photo_is_reported_and_the_rest_goes_on(photos: Path) -> None:
    (photos / "4.png").write_bytes(b"")

    outcomes = done(photos, lambda _: FACE)

    assert [outcome.error is None for outcome in outcomes] == [n != 4 for n in range(9)]
    assert "4.png" in str(outcomes[4].error)
    assert not (photos.parent / "out" / "4.png").exists()
    assert not (photos.parent / "out" / "4.json").exists()


@pytest.mark.parametrize("error", [NetworkError("The network stumbled."), MemoryError()])
def test_a_network_that_stumbles_fails_that_photo_alone(photos: Path, error: Exception) -> None:
    calls = iter(range(9))

    def detect(_: NDArray[np.uint8]) -> Detections:
        if next(calls) == 2:
            raise error
        return FACE

    outcomes = done(photos, detect)

    assert [outcome.error is None for outcome in outcomes] == [n != 2 for n in range(9)]


def test_a_result_that_cannot_be_written_fails_that_photo_alone(photos: Path) -> None:
    (photos.parent / "out" / "5.png").mkdir(parents=True)

    outcomes = done(photos, lambda _: FACE)

    assert [outcome.error is None for outcome in outcomes] == [n != 5 for n in range(9)]


def test_stopping_finishes_the_photo_at_hand_and_begins_no_other(photos: Path) -> None:
    cancel = Event()
    seen: list[int] = []

    def detect(_: NDArray[np.uint8]) -> Detections:
        seen.append(1)
        if len(seen) == 3:
            cancel.set()
        return FACE

    outcomes = done(photos, detect, cancel)

    assert len(seen) == len(outcomes) == 3
    out = photos.parent / "out"
    assert sorted(path.name for path in out.glob("*.png")) == ["0.png", "1.png", "2.png"]
    assert len(list(out.iterdir())) == 6  # the images and their records: no temporary file


PIXELS = 32 * 48


@pytest.mark.parametrize(
    ("limits", "most"),
    [
        ({}, LANES),
        ({"LARGE_FILE": 0}, 1),
        ({"ROOM": 2 * PIXELS}, 2),
        ({"ROOM": PIXELS // 2}, 1),
        ({"ENOUGH": 3 * PIXELS}, 3),
        ({"ENOUGH": 3 * PIXELS - 1}, 2),
        ({"ENOUGH": 0}, 2),
        ({"ENOUGH": 0, "ROOM": PIXELS}, 1),
    ],
)
def test_few_photos_are_in_memory_at_once_and_large_ones_alone(
    limits: dict[str, int], most: int, photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock, alive, peak = Lock(), set[str](), []

    def counted_read(path: Path) -> Any:
        photo = read_image(path)
        with lock:
            alive.add(path.name)
            peak.append(len(alive))
        return photo

    def counted_save(task: Any, *rest: Any) -> Written:
        written = save(task, *rest)
        with lock:
            alive.remove(task.source.name)
        return written

    monkeypatch.setattr(pipeline, "read_image", counted_read)
    monkeypatch.setattr(work, "save", counted_save)
    for name, value in limits.items():
        monkeypatch.setattr(pipeline, name, value)

    assert len(done(photos, lambda _: FACE)) == 9

    assert max(peak) <= most


def test_reading_does_not_wait_for_the_network(photos: Path) -> None:
    """The second photo is read while the network is still at the first."""
    second_read = Event()

    def noticed_read(path: Path) -> Any:
        photo = read_image(path)
        if path.name == "1.png":
            second_read.set()
        return photo

    def detect(_: NDArray[np.uint8]) -> Detections:
        assert second_read.wait(timeout=10)
        return FACE

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pipeline, "read_image", noticed_read)
        outcomes = done(photos, detect)

    assert all(outcome.error is None for outcome in outcomes)


@pytest.mark.parametrize("at_once", [1, 2])
def test_as_many_photos_are_looked_at_at_once_as_the_networks_can(
    at_once: int, photos: Path
) -> None:
    (photos / "8.png").unlink()
    together = Barrier(at_once)
    looking: list[int] = []
    most: list[int] = []

    def detect(_: NDArray[np.uint8]) -> Detections:
        looking.append(0)
        together.wait(timeout=10)
        sorted(range(100_000))  # long enough for another thread to come
        most.append(len(looking))
        together.wait(timeout=10)
        looking.pop()
        return FACE

    outcomes = done(photos, replace(networks(detect), at_once=at_once))

    assert [len(outcome.boxes) for outcome in outcomes] == [1] * 8
    assert max(most) == at_once


def test_without_records_that_of_an_earlier_result_goes_and_other_files_stay(photos: Path) -> None:
    done(photos, lambda _: FACE)
    other = photos.parent / "out" / "1.json"
    other.write_text("somebody's own")

    done(photos, lambda _: FACE, write_detections=False)

    assert list((photos.parent / "out").glob("*.json")) == [other]
