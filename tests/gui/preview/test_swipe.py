"""One view shows before left of a line and after right of it."""

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from anonymizer_gui.core.boxes import Kind
from anonymizer_gui.gui.editing.box_list import BoxList
from anonymizer_gui.gui.editing.editor import Editor
from anonymizer_gui.gui.editing.geometry import Size
from anonymizer_gui.gui.preview.pair import Comparison, PreviewPair
from anonymizer_gui.gui.preview.pyramid import Pyramid, pyramid_of

LEFT = Qt.MouseButton.LeftButton
SIZE = Size(400, 300)
BEFORE, AFTER = 200, 40
"""Grey."""


def grey(value: int) -> Pyramid:
    return pyramid_of(np.full((SIZE.height, SIZE.width, 3), value, np.uint8))


@pytest.fixture
def pair(qtbot: QtBot) -> Iterator[PreviewPair]:
    pair = PreviewPair()
    pair.resize(800, 600)
    qtbot.addWidget(pair)
    pair.show()
    qtbot.waitExposed(pair)
    pair.show_photo(grey(BEFORE), Editor(BoxList(SIZE, {}, {Kind.FACE: 0.3})))
    pair.show_after(grey(AFTER))
    pair.compare(Comparison.SWIPE)
    yield pair
    pair.show_photo(None, None)


def shown(pair: PreviewPair, share: float) -> int:
    """The grey in the after view at a part of its width."""
    view = pair.after
    picture = view.viewport().grab().toImage()
    at = QPoint(round(share * view.viewport().width()), round(view.viewport().height() * 0.25))
    return QColor(picture.pixel(at * picture.devicePixelRatio())).red()


def test_before_is_left_of_the_line_and_after_right_of_it(pair: PreviewPair) -> None:
    assert not pair.before.isVisible()
    assert (shown(pair, 0.45), shown(pair, 0.55)) == (BEFORE, AFTER)


def test_the_line_is_dragged(pair: PreviewPair) -> None:
    line = pair.divider
    start = line.rect().center()
    QTest.mousePress(line, LEFT, pos=start)
    QTest.mouseMove(line, start + QPoint(160, 0))
    QTest.mouseRelease(line, LEFT, pos=start)

    assert line.share == pytest.approx(0.7, abs=0.01)
    assert (shown(pair, 0.65), shown(pair, 0.75)) == (BEFORE, AFTER)


def test_the_line_is_moved_by_keys_and_stays_in_the_view(pair: PreviewPair) -> None:
    QTest.keyClick(pair.divider, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    once = pair.divider.share
    QTest.keyClick(pair.divider, Qt.Key.Key_Home)
    QTest.keyClick(pair.divider, Qt.Key.Key_Left)

    assert once == pytest.approx(0.4)
    assert pair.divider.share == 0
    assert shown(pair, 0.1) == AFTER


def test_boxes_are_drawn_on_both_sides_of_the_line(pair: PreviewPair) -> None:
    port, editor = pair.after.viewport(), pair.after._editor
    assert editor is not None
    for x in (100, 500):
        QTest.mousePress(port, LEFT, pos=QPoint(x, 100))
        QTest.mouseMove(port, QPoint(x + 80, 180))
        QTest.mouseRelease(port, LEFT, pos=QPoint(x + 80, 180))

    assert len(editor.boxes.hidden()) == 2


def test_holding_for_the_original_takes_the_line_away(pair: PreviewPair) -> None:
    pair.hold_original(True)
    held, line = shown(pair, 0.9), pair.divider.isVisible()
    pair.hold_original(False)

    assert (held, line) == (BEFORE, False)
    assert pair.divider.isVisible()
    assert shown(pair, 0.9) == AFTER
