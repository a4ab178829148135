"""Thumbnails hide what is found, are kept within a bound, and go with their job."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from anonymizer_gui.core.boxes import Box, Kind
from anonymizer_gui.engine.job_files import forget_job
from anonymizer_gui.gui.job.session import Session
from anonymizer_gui.gui.remembered import remember_thumbnails
from anonymizer_gui.gui.review.small_picture import SIDE, small_picture, with_hidden
from anonymizer_gui.gui.review.thumbnail_cache import ThumbnailCache, tidy
from anonymizer_gui.gui.review.thumbnails import Thumbnails
from anonymizer_gui.paths import thumbnails_folder
from tests.core.jobs import seen, store_in
from tests.gui.reviewing import NAMES, make_photos


def pixels_of(image: QImage) -> NDArray[np.uint8]:
    image = image.convertToFormat(QImage.Format.Format_RGB888)
    lines = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1)
    return lines[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).copy()


def shown(thumbnails: Thumbnails, qtbot: QtBot, image_id: int) -> NDArray[np.uint8]:
    with qtbot.waitSignal(thumbnails.ready):
        thumbnails.of(image_id)
    pixmap = thumbnails.of(image_id)
    assert pixmap is not None
    return pixels_of(pixmap.toImage())


def kept(session: Session) -> dict[str, bytes]:
    file = thumbnails_folder() / session.store.file.name
    if not file.exists():
        return {}
    with closing(sqlite3.connect(file)) as db:
        return dict(db.execute("SELECT path, picture FROM thumbnails").fetchall())


def test_what_is_found_is_hidden_in_memory_and_on_disk(session: Session, qtbot: QtBot) -> None:
    thumbnails = Thumbnails(session, session)
    plain = pixels_of(small_picture(session.settings.input / NAMES[0])).astype(int)
    scale = plain.shape[1] / 400

    there = shown(thumbnails, qtbot, 1).astype(int)
    thumbnails.close()
    on_disk = pixels_of(QImage.fromData(kept(session)[NAMES[0]])).astype(int)

    rows = slice(int(12 * scale), int(38 * scale))
    for left in (2, 32, 62):  # a face, a plate, and a suggestion
        inside = np.s_[rows, int(left * scale) : int((left + 16) * scale)]
        for picture in (there, on_disk):
            assert np.std(picture[inside]) < np.std(plain[inside]) / 2
    far = np.s_[int(100 * scale) :, int(150 * scale) :]
    assert np.abs(there[far] - plain[far]).max() == 0


def test_a_photo_that_was_not_searched_is_never_on_disk(tmp_path: Path, qtbot: QtBot) -> None:
    make_photos(tmp_path)
    store = store_in(tmp_path, NAMES)
    session = Session(store, store.settings())
    thumbnails = Thumbnails(session, session)

    shown(thumbnails, qtbot, 1)
    thumbnails.close()

    assert kept(session) == {}
    session.close()


def test_in_memory_only_leaves_nothing_on_disk(session: Session, qtbot: QtBot) -> None:
    thumbnails = Thumbnails(session, session)
    shown(thumbnails, qtbot, 1)
    thumbnails.close()
    before = kept(session)
    remember_thumbnails(on_disk=False)

    thumbnails = Thumbnails(session, session)
    shown(thumbnails, qtbot, 1)
    thumbnails.close()

    assert list(before) == [NAMES[0]]
    assert kept(session) == {}


def test_a_drawn_box_is_hidden_as_soon_as_it_is_stored(session: Session, qtbot: QtBot) -> None:
    thumbnails = Thumbnails(session, session)
    before = shown(thumbnails, qtbot, 1)
    drawn = Box(200, 150, 300, 250, Kind.PLATE)
    session.photo(1, (400, 300)).editor.add([drawn], "Draw")  # type: ignore[arg-type]
    qtbot.waitUntil(lambda: len(session.store.photos.boxes(1)) == 3)
    session.images_changed.emit([1])

    after = shown(thumbnails, qtbot, 1)

    scale = before.shape[1] / 400
    assert (after != before).any()
    inside = np.s_[int(160 * scale) : int(240 * scale), int(210 * scale) : int(290 * scale)]
    assert np.std(after[inside]) < np.std(before[inside]) / 2
    thumbnails.close()


def test_what_is_found_while_a_thumbnail_is_made_is_hidden_too(
    tmp_path: Path, qtbot: QtBot
) -> None:
    make_photos(tmp_path)
    store = store_in(tmp_path, NAMES)
    session = Session(store, store.settings())
    thumbnails = Thumbnails(session, session)
    thumbnails.of(1)
    with qtbot.waitSignal(thumbnails.ready):
        thumbnails.on_ask()
        store.photos.put_sight(1, seen((Kind.FACE, 0.9)))
        session.images_changed.emit([1])
    first = thumbnails.of(1)

    with qtbot.waitSignal(thumbnails.ready):
        thumbnails.of(1)

    assert first is not None
    plain = pixels_of(small_picture(session.settings.input / NAMES[0]))
    pixmap = thumbnails.of(1)
    assert pixmap is not None
    assert (pixels_of(pixmap.toImage()) != plain).any()
    thumbnails.close()
    session.close()


def test_what_is_hidden_does_not_depend_on_what_is_in_the_box(qapp: object) -> None:
    box = Box(40, 40, 80, 80, Kind.FACE)
    pictures = []
    for value in (0, 255):
        pixels = np.full((SIDE.height(), SIDE.width(), 3), 128, np.uint8)
        pixels[40:80, 40:80] = value
        image = QImage(
            pixels.data, SIDE.width(), SIDE.height(), 3 * SIDE.width(), QImage.Format.Format_RGB888
        )
        pictures.append(pixels_of(with_hidden(image, [box], scale=1.0)))

    np.testing.assert_array_equal(pictures[0], pictures[1])


def test_the_longest_unseen_go_when_there_is_no_room(tmp_path: Path) -> None:
    cache = ThumbnailCache(tmp_path / "job.sqlite", most_bytes=1000)
    for number in range(9):
        cache.put(f"{number}.jpg", "a", b"x" * 100)
    cache.get("0.jpg", "a")
    for number in range(9, 12):
        cache.put(f"{number}.jpg", "a", b"x" * 100)

    left = [number for number in range(12) if cache.get(f"{number}.jpg", "a")]

    cache.close()
    assert 0 in left
    assert 11 in left
    assert 1 not in left
    assert len(left) <= 10


def test_another_stamp_is_another_picture(tmp_path: Path) -> None:
    cache = ThumbnailCache(tmp_path / "job.sqlite")
    cache.put("a.jpg", "one", b"1")
    cache.put("a.jpg", "two", b"2")

    assert cache.get("a.jpg", "one") is None
    assert cache.get("a.jpg", "two") == b"2"
    cache.close()


def test_a_damaged_file_means_no_thumbnails(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "job.sqlite").write_bytes(b"no database at all" * 100)

    cache = ThumbnailCache(tmp_path / "job.sqlite")
    cache.put("a.jpg", "one", b"1")

    assert cache.get("a.jpg", "one") is None
    assert "not kept" in caplog.text


def test_thumbnails_go_with_their_job_and_where_there_are_too_many(tmp_path: Path) -> None:
    jobs, folder = tmp_path / "jobs", tmp_path / "thumbnails"
    for place in (jobs, folder):
        place.mkdir()
    for number, name in enumerate(("gone", "old", "new")):
        file = folder / f"{name}.sqlite"
        file.write_bytes(b"x" * 100)

        os.utime(file, (number, number))
    for name in ("old", "new"):
        (jobs / f"{name}.sqlite").touch()

    tidy(folder, jobs=jobs, most_bytes=150)

    assert [file.name for file in folder.iterdir()] == ["new.sqlite"]


def test_forgetting_a_job_removes_all_of_it(session: Session, qtbot: QtBot) -> None:
    thumbnails = Thumbnails(session, session)
    shown(thumbnails, qtbot, 1)
    thumbnails.close()
    session.close()

    forget_job(session.store.file)

    assert not list(session.store.file.parent.glob("job.sqlite*"))
    assert not list(thumbnails_folder().iterdir())
    assert (session.settings.input / NAMES[0]).exists()
