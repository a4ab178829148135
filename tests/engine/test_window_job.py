"""A job as the window has it: photos are searched, then looked through, then saved."""

import os
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest

from anonymizer_gui.core.boxes import Box, Kind
from anonymizer_gui.core.errors import SettingsError, StoreError
from anonymizer_gui.core.store.job_store import JobStore
from anonymizer_gui.core.store.values import EditedBox, Review, State
from anonymizer_gui.engine import stock
from anonymizer_gui.engine.job import continued, saved
from anonymizer_gui.engine.job_files import open_store
from anonymizer_gui.engine.pipeline import LANES
from tests.engine.photos import FakeDetector, noise, pixels_of, write_png
from tests.engine.running import COUNT, ran, settings_for, taken

DRAWN = EditedBox(Box(0, 0, 16, 16, kind=Kind.PLATE))


@pytest.fixture
def store(photos: Path) -> Iterator[JobStore]:
    """The store of a window."""
    with open_store(settings_for(photos), resume=True).store as store:
        yield store


def test_a_job_that_can_no_longer_be_stored_stops(
    photos: Path, detector: FakeDetector, store: JobStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = continued(store, settings_for(photos))
    calls = iter(range(COUNT))

    def full(*_: object, **__: object) -> None:
        if next(calls) == 2:
            raise StoreError("The disk is full.")

    monkeypatch.setattr(store.photos, "put_saved", full)

    with pytest.raises(StoreError, match="The disk is full"):
        taken(job, COUNT)


def test_detecting_stores_what_is_found_and_writes_nothing(
    photos: Path, detector: FakeDetector, store: JobStore
) -> None:
    job = continued(store, settings_for(photos))

    outcomes = list(job.detected(Event()))

    assert [len(outcome.boxes) for outcome in outcomes] == [1] * COUNT
    assert store.images.counts()[State.FOUND] == COUNT
    assert not list((photos.parent / "out").iterdir())
    assert list(job.unseen()) == []


def test_detection_that_was_stopped_goes_on_where_it_was(
    photos: Path, detector: FakeDetector, store: JobStore
) -> None:
    cancel = Event()
    for number, _ in enumerate(continued(store, settings_for(photos)).detected(cancel)):
        if number == 1:
            cancel.set()
    stopped_after = detector.asked

    again = list(continued(store, settings_for(photos)).detected(Event()))

    assert 2 <= stopped_after < COUNT
    assert len(again) == COUNT - stopped_after
    assert detector.asked == COUNT


def test_what_is_found_comes_to_boxes_that_were_drawn_before(
    photos: Path, detector: FakeDetector, store: JobStore
) -> None:
    job = continued(store, settings_for(photos))
    store.photos.put_review(1, Review((DRAWN,), searched=False))

    first = next(job.detected(Event()))

    assert store.photos.photo(1).detections is not None
    drawn, found = store.photos.boxes(1)
    assert (drawn, found.source) == (DRAWN, 0)
    assert first.boxes == (drawn.box, found.box)


def test_what_was_drawn_a_moment_before_the_search_loses_nothing_that_it_found(
    photos: Path, detector: FakeDetector, store: JobStore
) -> None:
    next(continued(store, settings_for(photos)).detected(Event()))

    store.photos.put_review(1, Review((DRAWN,), searched=False))

    assert [box.source for box in store.photos.boxes(1)] == [None, 0]


def test_a_photo_that_was_never_searched_is_not_saved(
    photos: Path, detector: FakeDetector, store: JobStore
) -> None:
    continued(store, settings_for(photos))
    store.photos.put_review(1, Review((DRAWN,), searched=False))

    (outcome,) = saved(store, [1], Event())

    assert outcome.error is not None
    assert not (photos.parent / "out" / "00.png").exists()


def test_few_photos_are_looked_at_while_nobody_asks_for_the_next_outcome(
    photos: Path, detector: FakeDetector, store: JobStore
) -> None:
    outcomes = continued(store, settings_for(photos)).detected(Event())
    next(outcomes)

    assert 1 <= detector.asked <= LANES
    assert len(list(outcomes)) == COUNT - 1
    assert store.images.counts()[State.FOUND] == detector.asked == COUNT


def test_saving_hides_what_the_person_left(
    photos: Path, detector: FakeDetector, store: JobStore
) -> None:
    list(continued(store, settings_for(photos)).detected(Event()))
    one, other = store.images.ids_in(State.FOUND)[:2]
    store.photos.put_review(one, Review((DRAWN,), done=True))

    outcomes = list(saved(store, [one, other], Event()))

    assert [outcome.image_id for outcome in outcomes] == [one, other]
    assert [box.kind for outcome in outcomes for box in outcome.boxes] == [Kind.PLATE, Kind.FACE]
    assert store.images.counts()[State.SAVED] == 2
    changed = (pixels_of(photos / "00.png") != pixels_of(photos.parent / "out" / "00.png")).any(2)
    assert changed[:16, :16].mean() > 0.9
    assert not changed[20:, 20:].any()
    assert detector.asked == COUNT


def test_the_command_line_saves_what_was_reviewed_in_the_window(
    photos: Path, detector: FakeDetector
) -> None:
    with open_store(settings_for(photos), resume=True).store as store:
        list(continued(store, settings_for(photos)).detected(Event()))
        store.photos.put_review(1, Review((), done=True))

    outcomes = ran(settings_for(photos), resume=True)

    assert [len(outcome.boxes) for outcome in outcomes] == [0] + [1] * (COUNT - 1)
    assert detector.asked == COUNT


def test_a_photo_that_changes_before_it_is_saved_is_not_saved_with_the_boxes_of_the_old_one(
    photos: Path, detector: FakeDetector, store: JobStore
) -> None:
    list(continued(store, settings_for(photos)).detected(Event()))
    write_png(photos / "00.png", noise(seed=99))

    (outcome,) = saved(store, [1], Event())

    assert str(outcome.error).startswith("00.png is new or has changed since it was looked at")
    assert store.photos.photo(1).state is State.FAILED
    assert not (photos.parent / "out" / "00.png").exists()


def test_a_photo_that_changes_while_the_job_runs_is_looked_at_as_it_is_now(
    photos: Path, detector: FakeDetector, store: JobStore
) -> None:
    list(continued(store, settings_for(photos)).detected(Event()))
    store.photos.put_review(1, Review((DRAWN,), done=True))
    job = continued(store, settings_for(photos))
    write_png(photos / "00.png", noise(seed=99))

    taken(job, COUNT)

    assert detector.asked == COUNT + 1
    assert store.photos.photo(1).review == Review()
    assert store.images.counts()[State.SAVED] == COUNT


def test_an_output_folder_that_cannot_be_written_is_said_before_the_first_photo(
    photos: Path, detector: FakeDetector, store: JobStore
) -> None:
    list(continued(store, settings_for(photos)).detected(Event()))
    (photos.parent / "out").rmdir()
    (photos.parent / "out").touch()

    with pytest.raises(SettingsError, match="is gone"):
        list(saved(store, [1], Event()))


def test_a_start_that_is_stopped_reads_no_more_photos(
    photos: Path, detector: FakeDetector, store: JobStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    list(continued(store, settings_for(photos)).detected(Event()))
    for photo in photos.iterdir():
        os.utime(photo, ns=(1, 1))
    cancel, read = Event(), []

    def stopped_at_the_first(path: Path) -> str:
        read.append(path)
        cancel.set()
        return "another one"

    monkeypatch.setattr(stock, "_sha256", stopped_at_the_first)
    continued(store, settings_for(photos), cancel=cancel)

    assert len(read) == 1
    assert store.images.counts()[State.FOUND] == COUNT - 1
