"""A review of photos that were searched before: no network runs."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import cv2
import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from anonymizer_gui.core.boxes import Box, Kind
from anonymizer_gui.core.store.job_store import JobStore
from anonymizer_gui.core.store.values import State
from anonymizer_gui.gui.editing.box_list import Item
from anonymizer_gui.gui.editing.geometry import Point
from anonymizer_gui.gui.job.session import Session
from anonymizer_gui.gui.preview.pyramid import Patched, Picture
from anonymizer_gui.gui.preview.view import PhotoView
from anonymizer_gui.gui.review.photo_stage import PhotoStage
from anonymizer_gui.gui.review.review_page import ReviewPage
from tests.core.jobs import seen, store_in

FACE, PLATE, DOUBTFUL = (Kind.FACE, 0.9), (Kind.PLATE, 0.8), (Kind.FACE, 0.3)
NAMES = ("a.png", "b.png", "c.png")
SIZE = (400, 300)

T = TypeVar("T", bound=QObject)


def make_photos(folder: Path, names: Sequence[str] = NAMES) -> Path:
    """Noise of 400 x 300 pixels, another one in each photo."""
    photos = folder / "photos"
    photos.mkdir()
    for seed, name in enumerate(names):
        noise = np.random.default_rng(seed).integers(0, 255, (SIZE[1], SIZE[0], 3), np.uint8)
        (photos / name).write_bytes(cv2.imencode(".png", noise)[1].tobytes())
    return photos


def searched_in(folder: Path, names: Sequence[str] = NAMES) -> JobStore:
    """Three photos, each with a face, a plate, and a face that is suggested."""
    store = store_in(folder, names)
    store.settings().output.mkdir(exist_ok=True)
    for image_id in range(1, len(names) + 1):
        content = (folder / "photos" / names[image_id - 1]).read_bytes()
        sight = replace(seen(FACE, PLATE, DOUBTFUL), sha256=hashlib.sha256(content).hexdigest())
        store.photos.put_sight(image_id, sight)
    return store


def session_in(folder: Path, names: Sequence[str] = NAMES) -> Session:
    """A session of these photos."""
    store = searched_in(folder, names)
    return Session(store, store.settings())


def child(parent: QObject, kind: type[T], name: str) -> T:
    """The one of this name."""
    found = parent.findChildren(kind, name)
    assert len(found) == 1, f"{len(found)} called {name}"
    return found[0]


def rgb(picture: Picture | None) -> NDArray[np.uint8]:
    """What an after picture shows, uint8 [H, W, 3]; nothing at all if there is none."""
    if not isinstance(picture, Patched):
        return np.zeros((0, 0, 3), np.uint8)
    shown = picture.picture.pixels[0].copy()
    for place, patch in picture.patches:
        rows = slice(place.y(), place.y() + patch.height)
        shown[rows, place.x() : place.x() + patch.width] = patch.pixels[0]
    return shown[..., 2::-1]


def stage(page: ReviewPage) -> PhotoStage:
    return child(page, PhotoStage, "photoStage")


def wait_for_photo(page: ReviewPage, qtbot: QtBot, image_id: int) -> None:
    """Until a photo is shown, and rendered."""

    def is_there() -> bool:
        editor, after = stage(page).editor, stage(page).pair.after
        return (
            editor is not None
            and editor.property("image_id") == image_id
            and not after.veiled
            and after.picture is not None
        )

    qtbot.waitUntil(is_there)


def press(page: ReviewPage, key: Qt.Key, held: Qt.KeyboardModifier | None = None) -> None:
    QTest.keyClick(page, key, held or Qt.KeyboardModifier.NoModifier)


def numbered(boxes: Iterable[Box]) -> dict[int, Item]:
    """Boxes as items without a decision, numbered from 1."""
    return {number: Item(box) for number, box in enumerate(boxes, start=1)}


def viewport_point(view: PhotoView, at: Point) -> QPoint:
    """The pixel of the view at a place of the photo."""
    return view.viewportTransform().map(QPointF(at.x, at.y)).toPoint()


def wheel(widget: QWidget, at: QPoint, notches: int) -> bool:
    """Turn the wheel over a widget; whether it did something with that."""
    event = QWheelEvent(
        QPointF(at),
        QPointF(widget.mapToGlobal(at)),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)
    return event.isAccepted()


def draw(view: PhotoView, start: Point, end: Point) -> None:
    port, first, last = view.viewport(), viewport_point(view, start), viewport_point(view, end)
    QTest.mousePress(port, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, first)
    QTest.mouseMove(port, last)
    QTest.mouseRelease(port, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, last)


def state(session: Session, image_id: int) -> State:
    return session.store.photos.photo(image_id).state


def hidden(session: Session, image_id: int) -> int:
    return len(session.store.photos.boxes(image_id))
