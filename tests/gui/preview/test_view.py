"""Mouse, wheel and keys on a photo change its boxes exactly."""

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from anonymizer_gui.core.boxes import Box, Kind, Origin
from anonymizer_gui.gui.editing.box_list import BoxList, Item
from anonymizer_gui.gui.editing.editor import Editor
from anonymizer_gui.gui.editing.geometry import Point, Size
from anonymizer_gui.gui.preview.pair import PreviewPair
from anonymizer_gui.gui.preview.pyramid import pyramid_of
from anonymizer_gui.gui.preview.view import PhotoView
from tests.gui.reviewing import numbered, viewport_point, wheel

LEFT = Qt.MouseButton.LeftButton
NONE, CTRL, SHIFT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
SIZE = Size(400, 300)
FACE, PLATE, DOUBTFUL = 1, 2, 3
FOUND = [
    Box(50, 50, 110, 120, Kind.FACE, 0.9, Origin.DETECTED),
    Box(200, 200, 280, 240, Kind.PLATE, 0.8, Origin.DETECTED),
    Box(300, 50, 340, 90, Kind.FACE, 0.25, Origin.DETECTED),
]


@pytest.fixture
def editor(qapp: object) -> Editor:
    return Editor(BoxList(SIZE, numbered(FOUND), {Kind.FACE: 0.3, Kind.PLATE: 0.3}))


@pytest.fixture
def pair(qtbot: QtBot, editor: Editor) -> Iterator[PreviewPair]:
    pair = PreviewPair()
    pair.resize(1200, 450)
    pair.show()
    qtbot.addWidget(pair)
    qtbot.waitExposed(pair)
    pair.show_photo(pyramid_of(np.full((SIZE.height, SIZE.width, 3), 90, np.uint8)), editor)
    yield pair
    pair.show_photo(None, None)


@pytest.fixture
def view(pair: PreviewPair) -> PhotoView:
    return pair.before


def drag(view: PhotoView, start: Point, end: Point, held: Qt.KeyboardModifier = NONE) -> None:
    port = view.viewport()
    first, last = viewport_point(view, start), viewport_point(view, end)
    QTest.mousePress(port, LEFT, held, first)
    QTest.mouseMove(port, (first + last) / 2)
    QTest.mouseMove(port, last)
    QTest.mouseRelease(port, LEFT, held, last)


def click(view: PhotoView, at: Point, held: Qt.KeyboardModifier = NONE) -> None:
    QTest.mouseClick(view.viewport(), LEFT, held, viewport_point(view, at))


def test_the_photo_lies_at_its_own_pixels(view: PhotoView) -> None:
    assert view.scene().sceneRect().size().toTuple() == (400, 300)
    assert abs(view.centre_of_view().x - 200) < 1
    assert abs(view.centre_of_view().y - 150) < 1


def test_dragging_draws_a_box_by_hand(view: PhotoView, editor: Editor) -> None:
    view.kind = Kind.PLATE

    drag(view, Point(150, 20), Point(190, 60))

    (box_id,) = editor.selected
    box = editor.boxes.item(box_id).box
    assert (box.kind, box.origin, box.score) == (Kind.PLATE, Origin.MANUAL, 1.0)
    assert box.x_min == pytest.approx(150, abs=0.5)
    assert box.y_max == pytest.approx(60, abs=0.5)
    assert editor.stack.count() == 1


def test_a_short_drag_is_a_click(view: PhotoView, editor: Editor) -> None:
    port, start = view.viewport(), viewport_point(view, Point(150, 20))
    QTest.mousePress(port, LEFT, NONE, start)
    QTest.mouseMove(port, start + QPoint(5, 5))
    QTest.mouseRelease(port, LEFT, NONE, start + QPoint(5, 5))

    assert editor.stack.count() == 0


def test_dragging_a_box_moves_it(view: PhotoView, editor: Editor) -> None:
    drag(view, Point(80, 80), Point(130, 110))

    box = editor.boxes.item(FACE).box
    assert box.x_min == pytest.approx(100, abs=1)
    assert box.y_min == pytest.approx(80, abs=1)
    assert (box.width, box.height) == pytest.approx((60, 70))
    editor.stack.undo()
    assert editor.boxes.item(FACE).box == FOUND[0]


def test_dragging_a_handle_resizes_the_box(view: PhotoView, editor: Editor) -> None:
    click(view, Point(240, 220))

    drag(view, Point(280, 240), Point(320, 280))

    box = editor.boxes.item(PLATE).box
    assert (box.x_min, box.y_min) == (200, 200)
    assert box.x_max == pytest.approx(320, abs=1)
    assert box.y_max == pytest.approx(280, abs=1)


def test_a_box_dragged_out_of_the_photo_stops_at_its_edge(view: PhotoView, editor: Editor) -> None:
    drag(view, Point(80, 80), Point(-30, -10))

    box = editor.boxes.item(FACE).box
    assert (box.x_min, box.y_min) == (0, 0)
    assert (box.width, box.height) == (60, 70)


def test_a_box_is_drawn_inside_a_suggestion(view: PhotoView, editor: Editor) -> None:
    suggestion = editor.boxes.new_id()
    wrong = Box(20, 20, 380, 280, kind=Kind.FACE, score=0.2, origin=Origin.DETECTED)
    editor.boxes.put({suggestion: Item(wrong)})

    drag(view, Point(300, 60), Point(340, 100))

    (drawn,) = editor.selected_boxes()
    assert (drawn.x_min, drawn.y_min) == pytest.approx((300, 60), abs=1)
    assert editor.boxes.item(suggestion).box == wrong
    click(view, Point(370, 30))
    assert editor.selected == {suggestion}
    click(view, Point(80, 80))
    assert editor.selected == {FACE}


def test_ctrl_click_adds_and_takes_away(view: PhotoView, editor: Editor) -> None:
    click(view, Point(80, 80))
    click(view, Point(240, 220), CTRL)
    both = editor.selected
    click(view, Point(80, 80), CTRL)

    assert both == {FACE, PLATE}
    assert editor.selected == {PLATE}


def test_a_rubber_band_selects_what_it_touches(view: PhotoView, editor: Editor) -> None:
    drag(view, Point(20, 20), Point(210, 210), SHIFT)

    assert editor.selected == {FACE, PLATE}
    assert editor.stack.count() == 0


def test_escape_takes_a_drag_back(view: PhotoView, editor: Editor) -> None:
    port = view.viewport()
    QTest.mousePress(port, LEFT, NONE, viewport_point(view, Point(80, 80)))
    QTest.mouseMove(port, viewport_point(view, Point(150, 150)))
    moved = editor.boxes.item(FACE).box
    QTest.keyClick(view, Qt.Key.Key_Escape)

    assert moved != FOUND[0]
    assert editor.boxes.item(FACE).box == FOUND[0]
    assert editor.stack.count() == 0


def test_the_wheel_zooms_at_the_pointer_in_both_views(pair: PreviewPair) -> None:
    at = QPoint(150, 200)
    before = pair.before.mapToScene(at)

    wheel(pair.before.viewport(), at, 5)

    after = pair.before.mapToScene(at)
    assert pair.before.transform().m11() > 3
    assert abs(after.x() - before.x()) < 1
    assert abs(after.y() - before.y()) < 1
    assert abs(pair.after.mapToScene(at).x() - after.x()) < 1


@pytest.mark.parametrize("notches", [-4, 3, 9])
def test_boxes_are_exact_at_any_zoom(view: PhotoView, editor: Editor, notches: int) -> None:
    wheel(view.viewport(), viewport_point(view, Point(80, 85)), notches)
    drag(view, Point(80, 85), Point(80, 85))
    start = viewport_point(view, Point(80, 85))
    QTest.mousePress(view.viewport(), LEFT, NONE, start)
    QTest.mouseMove(view.viewport(), start + QPoint(16, 0))
    QTest.mouseRelease(view.viewport(), LEFT, NONE, start + QPoint(16, 0))

    box = editor.boxes.item(FACE).box
    assert box.x_min == pytest.approx(min(50 + 16 / view.transform().m11(), 340))
    assert box.y_min == 50


def test_space_and_the_middle_button_pan(pair: PreviewPair) -> None:
    view = pair.before
    wheel(view.viewport(), view.viewport().rect().center(), 8)
    place = view.mapToScene(QPoint(300, 300))
    QTest.mousePress(view.viewport(), Qt.MouseButton.MiddleButton, NONE, QPoint(300, 300))
    QTest.mouseMove(view.viewport(), QPoint(340, 320))
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.MiddleButton, NONE, QPoint(340, 320))
    once = view.mapToScene(QPoint(340, 320))
    view.setFocus()
    QTest.keyPress(view, Qt.Key.Key_Space)
    QTest.mousePress(view.viewport(), LEFT, NONE, QPoint(340, 320))
    QTest.mouseMove(view.viewport(), QPoint(300, 300))
    QTest.mouseRelease(view.viewport(), LEFT, NONE, QPoint(300, 300))
    QTest.keyRelease(view, Qt.Key.Key_Space)

    back = view.mapToScene(QPoint(300, 300))
    assert abs(once.x() - place.x()) < 1
    assert abs(back.y() - place.y()) < 1
    assert abs(pair.after.mapToScene(QPoint(300, 300)).x() - back.x()) < 1


def test_a_double_click_fits(view: PhotoView) -> None:
    fitted = view.transform().m11()
    wheel(view.viewport(), QPoint(10, 10), 8)

    QTest.mouseDClick(view.viewport(), LEFT, NONE, QPoint(10, 10))

    assert view.transform().m11() == pytest.approx(fitted)


def test_arrow_keys_nudge_and_resize(view: PhotoView, qtbot: QtBot) -> None:
    steps: list[tuple[int, int, bool]] = []
    view.nudged.connect(lambda dx, dy, grows: steps.append((dx, dy, grows)))

    QTest.keyClick(view, Qt.Key.Key_Right)
    QTest.keyClick(view, Qt.Key.Key_Up, SHIFT)
    QTest.keyClick(view, Qt.Key.Key_Down, CTRL)

    assert steps == [(1, 0, False), (0, -10, False), (0, 1, True)]


@pytest.mark.parametrize(("width", "height", "horizontal"), [(1200, 450, True), (500, 900, False)])
def test_the_views_lie_so_that_the_photo_is_larger(
    pair: PreviewPair, qtbot: QtBot, width: int, height: int, horizontal: bool
) -> None:
    pair.resize(width, height)
    QApplication.processEvents()

    assert (pair.before.y() == pair.after.y()) is horizontal


def test_holding_shows_the_original_without_boxes(pair: PreviewPair) -> None:
    after = pyramid_of(np.zeros((SIZE.height, SIZE.width, 3), np.uint8))
    pair.show_after(after)

    pair.hold_original(True)
    held, boxes_held = pair.after.picture, pair.after.boxes_visible
    pair.hold_original(False)

    assert held is pair.before.picture
    assert not boxes_held
    assert pair.after.picture is after
