"""The job store keeps what was found, what a person said and what was written."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from anonymizer_gui.core.boxes import Box, Kind, Origin
from anonymizer_gui.core.errors import ImageError, StoreError
from anonymizer_gui.core.settings import Detail, Kernel, Language, Settings, Style
from anonymizer_gui.core.store.boxes import derived, suggestions
from anonymizer_gui.core.store.finder import Finder, Network, Redo
from anonymizer_gui.core.store.job_store import JobStore
from anonymizer_gui.core.store.photos import Written
from anonymizer_gui.core.store.values import EditedBox, Review, State
from tests.core.jobs import FINDER, found, listed, seen, store_in

A, B, C = 1, 2, 3
FACE = (Kind.FACE, 0.9)
MAYBE = (Kind.FACE, 0.3)
DRAWN = EditedBox(Box(5, 6, 70.5, 80, kind=Kind.PLATE))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[JobStore]:
    with store_in(tmp_path, ["a.jpg", "b.jpg", "c.jpg"]) as store:
        yield store


def state(store: JobStore, image_id: int) -> State:
    return store.photos.photo(image_id).state


def save(store: JobStore, image_id: int) -> None:
    store.photos.put_saved(
        image_id,
        boxes=store.photos.boxes(image_id),
        settings=store.settings(),
        written=Written(99, "e" * 64),
    )


def kinds(boxes: tuple[EditedBox, ...]) -> list[tuple[Kind, object]]:
    return [(edited.box.kind, pytest.approx(edited.box.score)) for edited in boxes]


def test_settings_come_back_as_they_were(tmp_path: Path) -> None:
    settings = Settings(
        tmp_path / "fotö's",
        tmp_path / "out",
        weights=tmp_path / "own.pb",
        extensions=("webp", "tif"),
        kinds=frozenset({Kind.PLATE}),
        face_threshold=0.1234,
        detail=Detail.THOROUGH,
        style=Style.GAUSSIAN,
        kernel=Kernel(65, 3.5, 19),
        colour=(1, 2, 3),
        box_scale=1.75,
        write_detections=False,
        keep_metadata=False,
        suffix="anon",
        skip_existing=True,
        dry_run=True,
        check_results=False,
        report=Language.DUTCH,
    )
    JobStore.create(tmp_path / "job.sqlite", settings).close()

    with JobStore.open(tmp_path / "job.sqlite") as store:
        assert store.settings() == settings


def test_a_reopened_store_has_all_that_was_put_in_it(tmp_path: Path) -> None:
    with store_in(tmp_path, ["a.jpg", "b.jpg"]) as store:
        store.photos.put_sight(A, seen(FACE, MAYBE))
        store.photos.put_review(A, Review((DRAWN,), done=True))
        store.photos.put_failed(B, ImageError("{0} is empty.", "b.jpg"))
        before = store.photos.photo(A)

    with JobStore.open(tmp_path / "job.sqlite") as store:
        after = store.photos.photo(A)
        assert after.review == before.review == Review((DRAWN,), done=True)
        assert (after.width, after.height, after.sha256) == (400, 300, "0" * 64)
        assert after.detections is not None
        assert before.detections is not None
        assert after.detections.boxes.tolist() == before.detections.boxes.tolist()
        assert after.detections.scores.tolist() == before.detections.scores.tolist()
        assert store.finder() == FINDER
        error = store.photos.photo(B).error
        assert isinstance(error, ImageError)
        assert str(error) == "b.jpg is empty."


def test_a_photo_goes_from_waiting_to_saved(store: JobStore) -> None:
    states = [state(store, A)]
    store.photos.put_sight(A, seen(FACE))
    states.append(state(store, A))
    store.photos.put_review(A, Review(done=True))
    states.append(state(store, A))
    save(store, A)
    states.append(state(store, A))

    assert states == [State.WAITING, State.FOUND, State.REVIEWED, State.SAVED]


def test_a_photo_that_failed_is_tried_again_from_where_it_was(store: JobStore) -> None:
    store.photos.put_sight(A, seen(FACE))
    store.photos.put_failed(A, ImageError("no"))
    store.photos.put_failed(B, ImageError("no"))
    assert state(store, A) is state(store, B) is State.FAILED

    store.photos.retry([A, B])

    assert state(store, A) is State.FOUND
    assert state(store, B) is State.WAITING


def test_a_moved_threshold_moves_the_boxes_of_unreviewed_photos_alone(store: JobStore) -> None:
    for image_id in (A, B, C):
        store.photos.put_sight(image_id, seen(FACE, MAYBE))
    store.photos.put_review(B, Review(done=True))
    store.photos.put_review(C, Review((DRAWN,)))

    store.put_settings(replace(store.settings(), face_threshold=0.2))

    assert kinds(store.photos.boxes(A)) == [FACE, MAYBE]
    assert kinds(store.photos.boxes(B)) == [FACE]
    assert store.photos.boxes(C) == (DRAWN,)


def test_undoing_a_review_lets_the_thresholds_decide_again(store: JobStore) -> None:
    store.photos.put_sight(A, seen(FACE, MAYBE))
    before = store.photos.photo(A).review
    store.photos.put_review(A, Review(done=True))

    store.photos.put_review(A, before)
    store.put_settings(replace(store.settings(), face_threshold=0.2))

    assert state(store, A) is State.FOUND
    assert kinds(store.photos.boxes(A)) == [FACE, MAYBE]


def test_what_is_under_the_threshold_is_suggested_until_accepted() -> None:
    detections = found(FACE, MAYBE, (Kind.PLATE, 0.45))
    boxes = derived(detections, FINDER.thresholds)
    assert kinds(boxes) == [FACE]

    plate, face = suggestions(detections, boxes, FINDER.thresholds)
    assert kinds((plate, face)) == [(Kind.PLATE, 0.45), MAYBE]
    assert plate.box.origin is Origin.DETECTED

    moved = replace(face, box=replace(face.box, x_max=face.box.x_max + 7))
    assert suggestions(detections, (*boxes, moved), FINDER.thresholds) == (plate,)
    assert suggestions(detections, boxes, {Kind.FACE: 0.4}) == (face,)


def test_a_kind_that_is_not_wanted_has_no_boxes(store: JobStore) -> None:
    store.photos.put_sight(A, seen(FACE, (Kind.PLATE, 0.8)))

    store.put_settings(replace(store.settings(), kinds=frozenset({Kind.PLATE})))

    assert kinds(store.photos.boxes(A)) == [(Kind.PLATE, 0.8)]


def test_a_result_is_no_longer_saved_once_its_boxes_are_others(store: JobStore) -> None:
    for image_id in (A, B):
        store.photos.put_sight(image_id, seen(FACE))
        store.photos.put_review(image_id, Review(done=True))
        save(store, image_id)

    store.photos.put_review(A, Review((DRAWN,), done=True))
    store.photos.put_review(B, store.photos.photo(B).review)

    assert state(store, A) is State.REVIEWED
    assert state(store, B) is State.SAVED


def test_reviewing_a_saved_photo_without_a_change_keeps_it_saved(store: JobStore) -> None:
    store.photos.put_sight(A, seen(FACE))
    save(store, A)

    store.photos.put_review(A, Review(done=True))
    store.put_settings(replace(store.settings(), face_threshold=0.95))

    assert state(store, A) is State.SAVED


@pytest.mark.parametrize(
    ("change", "edited", "derived"),
    [
        ({"style": Style.SOLID}, State.REVIEWED, State.FOUND),
        ({"box_scale": 1.5}, State.REVIEWED, State.FOUND),
        ({"face_threshold": 0.5}, State.SAVED, State.FOUND),
        ({"detail": Detail.FAST, "skip_existing": True}, State.SAVED, State.SAVED),
    ],
)
def test_a_setting_that_changes_a_result_makes_it_unsaved(
    store: JobStore, change: dict[str, object], edited: State, derived: State
) -> None:
    for image_id in (A, B):
        store.photos.put_sight(image_id, seen(FACE))
    store.photos.put_review(A, Review(done=True))
    save(store, A)
    save(store, B)

    store.put_settings(replace(store.settings(), **change))  # type: ignore[arg-type]

    assert (state(store, A), state(store, B)) == (edited, derived)


def test_a_result_of_boxes_that_were_edited_meanwhile_is_not_taken_for_the_new_one(
    store: JobStore,
) -> None:
    store.photos.put_sight(A, seen(FACE))
    being_saved = store.photos.boxes(A)
    store.photos.put_review(A, Review((DRAWN,), done=True))

    store.photos.put_saved(
        A, boxes=being_saved, settings=store.settings(), written=Written(99, "e" * 64)
    )

    assert state(store, A) is State.REVIEWED


def test_other_networks_make_a_new_look_necessary_except_at_what_a_person_edited(
    store: JobStore,
) -> None:
    for image_id in (A, B):
        store.photos.put_sight(image_id, seen(FACE))
        save(store, image_id)
    store.photos.put_review(B, Review((DRAWN,)))
    other = replace(FINDER, networks=(Network("Better", "b" * 64),))
    assert store.redo(store.settings(), FINDER) == Redo(detect=0, save=0)
    assert store.redo(store.settings(), other) == Redo(detect=1, save=1)

    store.begin(store.settings(), other)

    assert state(store, A) is State.WAITING
    assert store.photos.photo(A).detections is None
    assert store.photos.boxes(B) == (DRAWN,)
    assert store.photos.photo(B).detections is not None


FACES = replace(FINDER, networks=FINDER.networks[:1], thresholds={Kind.FACE: 0.4})
PLATE = (Kind.PLATE, 0.8)


@pytest.mark.parametrize("finder", [FACES, FINDER])
def test_what_was_edited_while_a_kind_was_not_wanted_is_looked_at_for_it(
    store: JobStore, finder: Finder
) -> None:
    both = store.settings()
    faces = replace(both, kinds=frozenset({Kind.FACE}))
    store.begin(faces, finder)
    for image_id in (A, B, C):
        store.photos.put_sight(image_id, seen(FACE, (Kind.FACE, 0.7)))
    kept, _removed = store.photos.boxes(A)
    moved = EditedBox(replace(kept.box, x_max=kept.box.x_max + 7), kept.source)
    store.photos.put_review(A, Review((moved,)))
    store.photos.put_review(B, Review((kept,), done=True))
    store.photos.put_review(C, Review(done=True))
    for image_id in (A, B, C):
        save(store, image_id)
    assert store.redo(faces, finder) == Redo(detect=0, save=0)
    assert store.redo(both, FINDER) == Redo(detect=3, save=3)

    store.begin(both, FINDER)

    assert store.images.counts()[State.WAITING] == 3
    assert [store.photos.photo(one).detections for one in (A, B, C)] == [None] * 3
    assert store.photos.boxes(A) == (EditedBox(moved.box),)
    for image_id in (A, B, C):
        store.photos.put_sight(image_id, seen(FACE, PLATE, (Kind.FACE, 0.7)))
    plate = EditedBox(found(FACE, PLATE).box(1), 1)
    assert store.photos.boxes(A) == (EditedBox(moved.box), plate)
    assert store.photos.boxes(B) == (kept, plate)
    assert kinds(store.photos.boxes(C)) == [FACE, (Kind.FACE, 0.7), PLATE]
    assert store.redo(both, FINDER) == Redo(detect=0, save=0)


def test_a_photo_that_has_changed_before_it_is_looked_at_for_another_kind_is_new(
    store: JobStore,
) -> None:
    both = store.settings()
    store.begin(replace(both, kinds=frozenset({Kind.FACE})), FACES)
    store.photos.put_sight(A, seen(FACE))
    store.photos.put_review(A, Review((DRAWN,)))
    store.begin(both, FINDER)

    store.photos.put_sight(A, replace(seen(FACE, PLATE), sha256="1" * 64))

    assert kinds(store.photos.boxes(A)) == [FACE, PLATE]


def test_what_was_drawn_before_anything_had_looked_needs_no_second_look(store: JobStore) -> None:
    both = store.settings()
    store.begin(replace(both, kinds=frozenset({Kind.FACE})), FACES)
    store.photos.put_review(A, Review((DRAWN,), searched=False))
    store.begin(both, FINDER)

    store.photos.put_sight(A, seen(FACE, PLATE))

    assert store.photos.boxes(A)[0] == DRAWN
    assert kinds(store.photos.boxes(A)[1:]) == [FACE, PLATE]
    assert store.redo(both, FINDER) == Redo(detect=0, save=0)


def test_fewer_networks_need_no_new_look(store: JobStore) -> None:
    store.photos.put_sight(A, seen(FACE, (Kind.PLATE, 0.8)))
    faces = replace(FINDER, networks=FINDER.networks[:1], thresholds={Kind.FACE: 0.4})

    store.begin(replace(store.settings(), kinds=frozenset({Kind.FACE})), faces)

    assert state(store, A) is State.FOUND
    assert kinds(store.photos.boxes(A)) == [FACE]


def test_a_photo_that_has_changed_is_new_and_one_that_is_gone_comes_back(store: JobStore) -> None:
    for image_id in (A, B):
        store.photos.put_sight(image_id, seen(FACE))
        store.photos.put_review(image_id, Review((DRAWN,), done=True))

    store.files.put(listed("a.jpg", size=7), changed=[A], gone=[B])
    assert state(store, A) is State.WAITING
    assert store.photos.boxes(A) == ()
    assert store.images.counts()[State.REVIEWED] == 0

    store.files.put(listed("b.jpg"))
    assert store.photos.boxes(B) == (DRAWN,)
    assert store.images.counts()[State.REVIEWED] == 1


def test_a_photo_that_is_not_in_the_store_is_said(store: JobStore) -> None:
    with pytest.raises(StoreError):
        store.photos.photo(77)
