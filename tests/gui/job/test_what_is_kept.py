"""What the window shows, the store knows: whatever happens at the same time, or goes wrong."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
from pytestqt.qtbot import QtBot

from anonymizer_gui.core.boxes import Box, Kind
from anonymizer_gui.core.errors import StoreError
from anonymizer_gui.core.settings import Settings, Style
from anonymizer_gui.core.store.photos import PhotoShelf
from anonymizer_gui.core.store.values import Review, State
from anonymizer_gui.engine.pipeline import Outcome
from anonymizer_gui.engine.plan import Task
from anonymizer_gui.gui.editing.geometry import Size
from anonymizer_gui.gui.job.session import Session
from tests.core.jobs import FINDER, seen
from tests.gui.reviewing import SIZE

DRAWN = Box(200, 100, 260, 150, Kind.FACE)


class Search:
    """A search that finds nothing, once it may begin."""

    def __init__(self, session: Session) -> None:
        self.may_begin, self.count = Event(), 0
        self._session = session

    def detected(
        self,
        settings: Settings,
        _cancel: Event,
        tell: Callable[[int], None],
        *,
        unattended: bool,
    ) -> Iterator[Outcome]:
        self.count += 1
        self.may_begin.wait()
        self._session.store.begin(settings, FINDER)
        tell(0)
        yield from ()


@pytest.fixture
def search(session: Session, monkeypatch: pytest.MonkeyPatch) -> Search:
    search = Search(session)
    monkeypatch.setattr(session._steps, "detected", search.detected)
    return search


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> Event:
    """Set as long as the store can keep no review."""
    is_full, put = Event(), PhotoShelf.put_review

    def put_review(shelf: PhotoShelf, image_id: int, review: Review) -> None:
        if is_full.is_set():
            raise StoreError("The disk is full.")
        put(shelf, image_id, review)

    monkeypatch.setattr(PhotoShelf, "put_review", put_review)
    is_full.set()
    return is_full


def is_idle(session: Session) -> bool:
    return session.detection is session.saving is None and not session._writer.is_busy


def test_what_is_set_while_a_search_starts_is_not_undone(
    session: Session, qtbot: QtBot, search: Search
) -> None:
    session.detect()
    session.set_threshold(Kind.FACE, 0.95)
    session.put_settings(replace(session.settings, style=Style.SOLID))
    qtbot.waitUntil(lambda: not session._writer.is_busy)

    search.may_begin.set()
    qtbot.waitUntil(lambda: is_idle(session))

    assert session.thresholds == session.store.thresholds()
    assert session.thresholds[Kind.FACE] == 0.95
    assert session.store.settings().style is session.settings.style is Style.SOLID


def test_a_photo_that_is_tried_again_during_a_search_is_searched_after_it(
    session: Session, qtbot: QtBot, search: Search
) -> None:
    session.detect()
    session.retry([1])
    search.may_begin.set()

    qtbot.waitUntil(lambda: is_idle(session) and search.count == 2)


def test_a_box_drawn_before_the_search_and_a_slider_moved_before_its_result_is_shown(
    session: Session, qtbot: QtBot
) -> None:
    store = session.store
    sha256 = store.photos.photo(1).sha256
    store.photos.retry([1])
    store.files.put([], changed=[1])
    editor = session.photo(1, Size(*SIZE)).editor
    editor.add([DRAWN], "Draw")
    qtbot.waitUntil(lambda: len(store.photos.boxes(1)) == 1)

    store.photos.put_sight(1, replace(seen((Kind.FACE, 0.6), (Kind.FACE, 0.9)), sha256=sha256))
    session.set_threshold(Kind.FACE, 0.7)
    session.on_detected(Outcome(Task(Path(), Path(), Path(), image_id=1)))

    qtbot.waitUntil(lambda: not session._writer.is_busy)
    assert len(editor.boxes.hidden()) == 2
    assert {one.box for one in store.photos.boxes(1)} == set(editor.boxes.hidden())


def test_an_edit_that_could_not_be_kept_is_tried_again_before_its_photo_is_saved(
    session: Session, qtbot: QtBot, full_disk: Event
) -> None:
    with qtbot.waitSignal(session.failed):
        session.photo(2, Size(*SIZE)).editor.add([DRAWN], "Draw")
    full_disk.clear()

    session.save([2])

    qtbot.waitUntil(lambda: is_idle(session))
    assert session.store.photos.photo(2).state is State.SAVED
    assert DRAWN in [one.box for one in session.store.photos.boxes(2)]


def test_nothing_is_saved_as_long_as_an_edit_cannot_be_kept(
    session: Session, qtbot: QtBot, full_disk: Event
) -> None:
    with qtbot.waitSignal(session.failed):
        session.photo(2, Size(*SIZE)).editor.add([DRAWN], "Draw")

    with qtbot.waitSignal(session.failed):
        session.save([2])

    qtbot.waitUntil(lambda: is_idle(session))
    assert session.store.photos.photo(2).state is State.FOUND


def test_an_edit_that_could_not_be_kept_does_not_come_back_over_a_later_one(
    session: Session, qtbot: QtBot, full_disk: Event
) -> None:
    editor = session.photo(2, Size(*SIZE)).editor
    with qtbot.waitSignal(session.failed):
        editor.add([DRAWN], "Draw")
    full_disk.clear()
    editor.stack.undo()
    session.photo(3, Size(*SIZE)).editor.add([DRAWN], "Draw")

    qtbot.waitUntil(lambda: is_idle(session))
    assert DRAWN not in [one.box for one in session.store.photos.boxes(2)]
    assert DRAWN in [one.box for one in session.store.photos.boxes(3)]
