"""Lists of photos are filtered, sorted and paged by the store, however many there are."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath

import pytest

from anonymizer_gui.core.boxes import Box, Kind
from anonymizer_gui.core.errors import ImageError
from anonymizer_gui.core.store.database import Database
from anonymizer_gui.core.store.images import ImageList
from anonymizer_gui.core.store.job_store import JobStore
from anonymizer_gui.core.store.photos import Written
from anonymizer_gui.core.store.values import EditedBox, Filter, Order, Review, State, View
from tests.core.jobs import listed, seen, store_in

SURE, NEAR, FAR, PLATE, EDITED, WAITING, BROKEN = range(1, 8)
MANY = 100_000
DRAWN = EditedBox(Box(0, 0, 9, 9, kind=Kind.PLATE))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[JobStore]:
    names = ["sure", "near", "far", "plate", "edited", "waiting", "broken"]
    with store_in(tmp_path, [f"{9 - i}/{name}.jpg" for i, name in enumerate(names)]) as store:
        photos = store.photos
        photos.put_sight(SURE, seen((Kind.FACE, 0.9), (Kind.FACE, 0.8), (Kind.FACE, 0.1)))
        photos.put_sight(NEAR, seen((Kind.FACE, 0.9), (Kind.FACE, 0.39)))
        photos.put_sight(FAR, seen((Kind.FACE, 0.1)))
        photos.put_sight(PLATE, seen((Kind.PLATE, 0.56)))
        photos.put_sight(EDITED, seen((Kind.FACE, 0.4)))
        photos.put_review(EDITED, Review((DRAWN, DRAWN)))
        photos.put_failed(BROKEN, ImageError("{0} is empty.", "broken.jpg"))
        yield store


def test_photos_come_by_path(store: JobStore) -> None:
    assert store.images.ids(View()) == [7, 6, 5, 4, 3, 2, 1]


@pytest.mark.parametrize(
    ("chosen", "ids"),
    [
        (Filter.ALL, {SURE, NEAR, FAR, PLATE, EDITED, WAITING, BROKEN}),
        (Filter.TO_REVIEW, {SURE, NEAR, FAR, PLATE, EDITED}),
        (Filter.WITH_BOXES, {SURE, NEAR, PLATE, EDITED}),
        (Filter.DOUBTFUL, {NEAR, PLATE}),
        (Filter.FAILED, {BROKEN}),
    ],
)
def test_each_filter_lists_its_photos(store: JobStore, chosen: Filter, ids: set[int]) -> None:
    view = View(chosen)

    assert set(store.images.ids(view)) == ids
    assert store.images.count(view) == len(ids)


def test_what_was_saved_without_a_review_is_still_to_be_reviewed(store: JobStore) -> None:
    for image_id in (SURE, EDITED):
        store.photos.put_saved(
            image_id,
            boxes=store.photos.boxes(image_id),
            settings=store.settings(),
            written=Written(99, "e" * 64),
        )
    store.photos.put_review(SURE, Review((DRAWN,), done=True))

    assert set(store.images.ids(View(Filter.TO_REVIEW))) == {NEAR, FAR, PLATE, EDITED}


def test_a_box_drawn_before_the_search_is_no_correction_yet(store: JobStore) -> None:
    store.photos.put_review(WAITING, Review((DRAWN,)))

    assert store.images.edited_ids() == [EDITED]


def test_photos_that_failed_come_with_the_reason(store: JobStore) -> None:
    store.photos.put_failed(SURE, ImageError("No."))

    (broken, said), (sure, _) = store.images.failures()

    assert (broken, str(said)) == (PurePosixPath("3/broken.jpg"), "broken.jpg is empty.")
    assert sure == PurePosixPath("9/sure.jpg")


def test_the_most_doubtful_come_first(store: JobStore) -> None:
    rows = store.images.rows(store.images.ids(View(order=Order.DOUBT))[:3])

    assert [row.id for row in rows] == [NEAR, PLATE, BROKEN]
    assert rows[0].doubt > rows[1].doubt > rows[2].doubt == 0


def test_lists_follow_a_moved_threshold(store: JobStore) -> None:
    store.put_settings(replace(store.settings(), face_threshold=0.05, plate_threshold=0.9))

    assert set(store.images.ids(View(Filter.WITH_BOXES))) == {SURE, NEAR, FAR, EDITED}
    assert set(store.images.ids(View(Filter.DOUBTFUL))) == {SURE, FAR}


def test_a_line_counts_what_is_hidden(store: JobStore) -> None:
    rows = store.images.rows([EDITED, SURE, PLATE, WAITING])

    assert [(row.faces, row.plates, row.edited) for row in rows] == [
        (0, 2, True),
        (2, 0, False),
        (0, 1, False),
        (0, 0, False),
    ]


def test_a_line_says_where_why_and_how_far(store: JobStore) -> None:
    (row,) = store.images.rows([BROKEN])

    assert row.path == PurePosixPath("3/broken.jpg")
    assert row.state is State.FAILED
    assert str(row.error) == "broken.jpg is empty."


def test_a_search_does_not_care_for_capitals_or_how_accents_are_written(tmp_path: Path) -> None:
    with store_in(tmp_path, ["Cafe\u0301/1.jpg", "CAFÉ/2.jpg", "100%.jpg"]) as store:
        assert store.images.count(View(search="café")) == 2
        assert store.images.ids(View(search="%")) == [3]


def test_states_are_counted(store: JobStore) -> None:
    assert store.images.counts() == {
        State.WAITING: 1,
        State.FOUND: 5,
        State.REVIEWED: 0,
        State.SAVED: 0,
        State.FAILED: 1,
    }
    assert store.images.ids_in(State.WAITING, State.FAILED) == [BROKEN, WAITING]


class _Work:
    """Counts what SQLite does, in steps of its machine: the same on every computer."""

    def __init__(self, file: Path) -> None:
        self.steps = 0
        self.database = Database(file)
        with self.database.reading() as db:
            db.set_progress_handler(self._on_progress, 100)

    def _on_progress(self) -> int:
        self.steps += 100
        return 0


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("many")
    with store_in(folder, []) as store:
        names = (f"street {n // 1000:03}/{n:06}.jpg" for n in range(MANY))
        store.files.put(listed(*names))
        for image_id in (1, 50_000, MANY):
            store.photos.put_sight(image_id, seen((Kind.FACE, 0.41)))
    return folder / "job.sqlite"


@pytest.mark.parametrize(
    ("view", "steps_each"),
    [
        (View(), 5),
        (View(Filter.TO_REVIEW), 0),
        (View(Filter.FAILED), 0),
        (View(order=Order.DOUBT), 60),
        (View(Filter.DOUBTFUL, Order.DOUBT), 60),
    ],
)
def test_a_page_of_100_000_photos_reads_no_more_than_it_must(
    many: Path, view: View, steps_each: int
) -> None:
    work = _Work(many)

    images = ImageList(work.database)
    page = images.rows(images.ids(view)[:50])

    work.database.close()
    assert len(page) <= 50
    assert work.steps <= 20_000 + steps_each * MANY


def test_states_of_100_000_photos_are_counted_from_an_index(many: Path) -> None:
    work = _Work(many)

    counts = ImageList(work.database).counts()

    work.database.close()
    assert counts[State.WAITING] == MANY - 3
    assert work.steps <= 20 * MANY
