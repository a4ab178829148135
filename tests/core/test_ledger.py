"""The store tells what was done with each photo, and what of it by hand."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from anonymizer_gui.core.boxes import Box, Kind
from anonymizer_gui.core.errors import ImageError
from anonymizer_gui.core.store.job_store import JobStore
from anonymizer_gui.core.store.ledger import ByHand
from anonymizer_gui.core.store.photos import Written
from anonymizer_gui.core.store.values import EditedBox, Review, State
from tests.core.jobs import FINDER, found, listed, seen, store_in

DRAWN = EditedBox(Box(1, 2, 3, 4, kind=Kind.PLATE))
SCORES = ((Kind.FACE, 0.9), (Kind.FACE, 0.6), (Kind.FACE, 0.2))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[JobStore]:
    with store_in(tmp_path, ["a.jpg", "b.jpg"]) as store:
        store.photos.put_sight(1, seen(*SCORES))
        yield store


def save(store: JobStore, image_id: int) -> None:
    store.photos.put_saved(
        image_id,
        boxes=store.photos.boxes(image_id),
        settings=store.settings(),
        written=Written(99, "e" * 64),
    )


def test_a_photo_that_nobody_has_touched(store: JobStore) -> None:
    save(store, 1)

    saved, waiting = store.ledger.entries()

    assert (saved.path, saved.state, saved.result_sha256) == ("a.jpg", State.SAVED, "e" * 64)
    assert saved.saved_at.endswith("+00:00")
    assert saved.networks == FINDER.networks
    assert saved.thresholds == FINDER.thresholds
    assert saved.found == saved.hidden == Counter({Kind.FACE: 2})
    assert saved.by_hand == ByHand()
    assert (waiting.state, waiting.sha256, waiting.networks) == (State.WAITING, "", ())


def test_what_a_person_has_added_removed_and_moved(store: JobStore) -> None:
    kept, _ = store.photos.boxes(1)
    moved = replace(kept, box=replace(kept.box, x_max=kept.box.x_max + 5))
    suggestion = EditedBox(found(*SCORES).above({Kind.FACE: 0.1})[2], 2)
    store.photos.put_review(1, Review((moved, suggestion, DRAWN), done=True))

    entry = next(store.ledger.entries())

    assert entry.by_hand == ByHand(added=2, removed=1, moved=1)
    assert entry.hidden == Counter({Kind.FACE: 2, Kind.PLATE: 1})
    assert entry.reviewed_at.endswith("+00:00")


def test_later_thresholds_do_not_change_what_was_done_by_hand(store: JobStore) -> None:
    store.photos.put_review(1, Review(done=True))
    store.put_settings(replace(store.settings(), face_threshold=0.8))
    kept, _ = store.photos.boxes(1)
    store.photos.put_review(1, Review((kept,), done=True))

    entry = next(store.ledger.entries())

    assert entry.thresholds[Kind.FACE] == FINDER.thresholds[Kind.FACE]
    assert entry.by_hand == ByHand(removed=1)


def test_a_result_that_is_no_longer_wanted_is_none(store: JobStore) -> None:
    save(store, 1)
    store.put_settings(replace(store.settings(), face_threshold=0.8))

    entry = next(store.ledger.entries())

    assert (entry.state, entry.result_sha256, entry.saved_at) == (State.FOUND, "", "")


def test_a_failure_has_its_sentence(store: JobStore) -> None:
    store.photos.put_failed(2, ImageError("{0} is damaged.", "b.jpg"))

    assert str(list(store.ledger.entries())[1].error) == "b.jpg is damaged."


def test_the_result_of_a_photo_that_is_gone_is_told_of_and_the_photo_else_is_not(
    store: JobStore,
) -> None:
    save(store, 1)
    store.files.put([], changed=[], gone=[1, 2])

    assert [entry.path for entry in store.ledger.entries()] == ["a.jpg"]


def test_there_may_be_many(tmp_path: Path) -> None:
    names = [f"{number:04}.jpg" for number in range(1100)]
    with store_in(tmp_path, []) as store:
        store.files.put(listed(*names))

        assert [entry.path for entry in store.ledger.entries()] == names
