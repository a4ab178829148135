"""Keys go where a reviewer expects them to, whatever was clicked before."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDoubleSpinBox,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QSlider,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from anonymizer_gui.core.boxes import Kind
from anonymizer_gui.core.settings import Style
from anonymizer_gui.core.store.job_store import JobStore
from anonymizer_gui.core.store.values import State
from anonymizer_gui.gui.editing.geometry import Point
from anonymizer_gui.gui.job.session import Session
from anonymizer_gui.gui.key_overlay import KeyOverlay
from anonymizer_gui.gui.main_window import MainWindow
from anonymizer_gui.gui.notice import Notice
from anonymizer_gui.gui.preview.view import PhotoView
from anonymizer_gui.gui.review.export_strip import ExportStrip
from anonymizer_gui.gui.review.review_page import ReviewPage
from tests.gui.reviewing import (
    child,
    draw,
    hidden,
    press,
    stage,
    state,
    viewport_point,
    wait_for_photo,
    wheel,
)

BARE = QPoint(100, 500), QPoint(160, 560)
"""Of the view, zoomed in: no box is there."""
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def test_enter_in_the_search_shows_what_is_found_and_reviews_nothing(
    page: ReviewPage, session: Session, qtbot: QtBot
) -> None:
    wait_for_photo(page, qtbot, 1)
    search = child(page, QLineEdit, "searchEdit")
    search.setFocus()
    QTest.keyClicks(search, "c")

    QTest.keyClick(search, Qt.Key.Key_Return)

    wait_for_photo(page, qtbot, 3)
    assert stage(page).pair.after.hasFocus()
    assert {state(session, image_id) for image_id in (1, 2, 3)} == {State.FOUND}


def test_enter_in_a_number_field_counts_and_reviews_nothing(
    page: ReviewPage, session: Session, qtbot: QtBot
) -> None:
    wait_for_photo(page, qtbot, 1)
    exact = child(page, QDoubleSpinBox, "faceThresholdEdit")
    exact.setFocus()
    exact.selectAll()
    QTest.keyClicks(exact, "0.2")

    QTest.keyClick(exact, Qt.Key.Key_Enter)

    assert session.thresholds[Kind.FACE] == 0.2
    assert state(session, 1) is State.FOUND


@pytest.fixture
def window(page: ReviewPage, qtbot: QtBot) -> Iterator[MainWindow]:
    window = MainWindow()
    qtbot.addWidget(window)
    centre = window.centralWidget()
    assert centre is not None
    column = centre.layout()
    assert column is not None
    child(window, QWidget, "startPage").hide()
    column.addWidget(page)
    window.show()
    qtbot.waitExposed(window)
    yield window
    page.setParent(None)
    window.close()


def test_enter_on_a_tool_button_presses_it_and_reviews_nothing(
    window: MainWindow, session: Session
) -> None:
    button = child(window, QToolButton, "swipeButton")
    button.setFocus()

    QTest.keyClick(button, Qt.Key.Key_Return)

    assert button.isChecked()
    assert state(session, 1) is State.FOUND
    assert child(window, ReviewPage, "reviewPage").place.image_id == 1


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_enter_on_the_menu_button_opens_the_menu_and_reviews_nothing(
    window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    button = child(window, QToolButton, "moreMenuButton")
    button.setFocus()
    menu = button.menu()
    assert menu is not None
    opened = []
    menu.aboutToShow.connect(lambda: opened.append(True))
    menu.aboutToShow.connect(menu.close, Qt.ConnectionType.QueuedConnection)

    QTest.keyClick(button, Qt.Key.Key_Return)

    assert opened
    assert state(session, 1) is State.FOUND
    assert child(window, ReviewPage, "reviewPage").place.image_id == 1


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (QComboBox, "obfuscationCombo"),
        (QComboBox, "filterCombo"),
        (QSlider, "faceThresholdSlider"),
        (QListView, "boxList"),
    ],
)
@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_reviews_nothing_where_something_else_than_photos_has_the_focus(
    window: MainWindow, session: Session, key: Qt.Key, kind: type[QWidget], name: str
) -> None:
    page, widget = child(window, ReviewPage, "reviewPage"), child(window, kind, name)
    widget.setFocus()

    QTest.keyClick(widget, key)

    assert page.place.image_id == 1
    session.close()
    with JobStore.open(session.store.file) as store:
        assert store.photos.photo(1).state is State.FOUND


def test_enter_in_the_list_of_photos_reviews(
    window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    images = child(window, QListView, "imageList")
    images.setFocus()

    QTest.keyClick(images, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: state(session, 1) is State.REVIEWED)


def test_enter_answers_the_question_and_then_reviews_again(
    page: ReviewPage, session: Session, qtbot: QtBot
) -> None:
    wait_for_photo(page, qtbot, 1)
    everything = child(page, QPushButton, "saveEverythingButton")
    qtbot.mouseClick(everything, LEFT)
    answer = child(page, QPushButton, "saveAnywayButton")

    assert answer.hasFocus()
    answer.click()

    assert stage(page).pair.after.hasFocus()
    qtbot.waitUntil(lambda: state(session, 3) is State.SAVED)


def test_the_wheel_over_the_style_changes_nothing(page: ReviewPage) -> None:
    combo = child(page, QComboBox, "obfuscationCombo")
    before = combo.currentIndex()

    for _ in range(2):
        wheel(combo, QPoint(5, 5), notches=-1)

    assert combo.currentIndex() == before


def test_the_style_keeps_the_keys_as_long_as_keys_choose_it(
    page: ReviewPage, session: Session
) -> None:
    combo, editor = child(page, QComboBox, "obfuscationCombo"), stage(page).editor
    assert editor is not None
    editor.select_all()
    before = editor.boxes.hidden()
    combo.setFocus(Qt.FocusReason.TabFocusReason)

    for _ in range(2):
        QTest.keyClick(focused(), Qt.Key.Key_Down)

    assert combo.hasFocus()
    assert session.settings.style is Style.SOLID
    assert editor.boxes.hidden() == before


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_after_a_click_on_a_style_keys_go_to_the_photo(
    page: ReviewPage, session: Session, qtbot: QtBot
) -> None:
    combo = child(page, QComboBox, "obfuscationCombo")
    QTest.mouseClick(combo, LEFT)
    choices = combo.view()
    port, place = choices.viewport(), choices.visualRect(combo.model().index(2, 0)).center()
    QTest.mouseMove(port, place)

    def is_chosen() -> bool:
        QTest.mouseClick(port, LEFT, NONE, place)
        return session.settings.style is Style.SOLID

    qtbot.waitUntil(is_chosen)  # a list that has just opened takes no click

    assert stage(page).pair.after.hasFocus()


def test_the_style_says_that_it_is_for_all_photos_and_what_the_older_blur_is_worth(
    page: ReviewPage,
) -> None:
    combo, note = child(page, QComboBox, "obfuscationCombo"), child(page, QLabel, "styleNote")
    before = note.isVisible()

    combo.setFocus()
    QTest.keyClick(combo, Qt.Key.Key_Down)

    assert not before
    assert note.isVisible()
    assert "can still be recognised" in note.text()
    captions = [one for one in page.findChildren(QLabel) if one.buddy() is combo]
    assert [one.text() for one in captions if one.isVisible()] == ["How to hide, in all photos"]


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_D])
def test_a_question_that_is_not_answered_does_not_keep_enter(
    page: ReviewPage, session: Session, qtbot: QtBot, key: Qt.Key
) -> None:
    qtbot.mouseClick(child(page, QPushButton, "saveEverythingButton"), LEFT)

    QTest.keyClick(focused(), key)

    assert stage(page).pair.after.hasFocus()
    assert child(page, Notice, "notice").isVisible() is (key == Qt.Key.Key_D)
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    assert session.saving is None


def test_with_all_keys_laid_over_it_the_page_gets_none(
    page: ReviewPage, session: Session, qtbot: QtBot
) -> None:
    overlay = child(page, KeyOverlay, "keyOverlay")
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Y, Qt.Key.Key_F1):
        press(page, Qt.Key.Key_F1)
        assert overlay.isVisible()
        QTest.keyClick(focused(), key)
        assert not overlay.isVisible()

    press(page, Qt.Key.Key_F1)
    child(page, QListView, "imageList").setFocus()

    assert not overlay.isVisible()
    assert state(session, 1) is State.FOUND
    assert hidden(session, 1) == 2


def test_tab_goes_all_the_way_round(page: ReviewPage) -> None:
    reached = set()
    for _ in range(60):
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
        reached.add(focused().objectName())

    assert {"backButton", "moreMenuButton", "searchEdit", "filterCombo", "imageList"} <= reached
    assert {"saveEverythingButton", "boxList", "obfuscationCombo", "afterView"} <= reached


def test_keys_wait_until_a_drag_has_ended(page: ReviewPage, session: Session, qtbot: QtBot) -> None:
    view = stage(page).pair.after
    start, end = (viewport_point(view, at) for at in (Point(200, 200), Point(260, 250)))
    QTest.mousePress(view.viewport(), LEFT, NONE, start)
    QTest.mouseMove(view.viewport(), end)

    for key in (Qt.Key.Key_D, Qt.Key.Key_Delete, Qt.Key.Key_Right):
        QTest.keyClick(view, key)
    QTest.mouseRelease(view.viewport(), LEFT, NONE, end)

    assert stage(page).shown_id == 1
    qtbot.waitUntil(lambda: hidden(session, 1) == 3)


@pytest.mark.parametrize("name", ["imageList", "boxList", "faceThresholdSlider", "beforeView"])
@pytest.mark.parametrize("view_name", ["beforeView", "afterView"])
def test_a_drag_with_space_held_moves_the_photo_wherever_the_focus_is(
    page: ReviewPage, name: str, view_name: str
) -> None:
    view, editor = child(page, PhotoView, view_name), stage(page).editor
    assert editor is not None
    wheel(view.viewport(), view.viewport().rect().center(), 8)
    boxes = editor.boxes.hidden()
    child(page, QWidget, name).setFocus()

    QTest.keyPress(focused(), Qt.Key.Key_Space)
    place = view.mapToScene(QPoint(300, 300))
    for _ in range(2):  # the first press gives the focus to the photo
        QTest.mousePress(view.viewport(), LEFT, NONE, QPoint(300, 300))
        QTest.mouseMove(view.viewport(), QPoint(320, 310))
        QTest.mouseRelease(view.viewport(), LEFT, NONE, QPoint(320, 310))
    QTest.keyRelease(focused(), Qt.Key.Key_Space)

    assert editor.boxes.hidden() == boxes
    assert abs(view.mapToScene(QPoint(340, 320)).x() - place.x()) < 1
    draw(view, *(Point(at.x(), at.y()) for at in map(view.mapToScene, BARE)))
    assert len(editor.boxes.hidden()) == len(boxes) + 1


def test_a_space_in_the_search_field_does_not_move_the_photo(page: ReviewPage) -> None:
    view, editor = stage(page).pair.after, stage(page).editor
    assert editor is not None
    search = child(page, QLineEdit, "searchEdit")
    search.setFocus()
    boxes = editor.boxes.hidden()

    QTest.keyPress(search, Qt.Key.Key_Space)
    draw(view, Point(200, 200), Point(260, 250))
    QTest.keyRelease(focused(), Qt.Key.Key_Space)

    assert search.text() == " "
    assert len(editor.boxes.hidden()) == len(boxes) + 1


def test_space_that_is_held_on_a_button_while_the_photo_is_moved_does_not_press_it(
    page: ReviewPage, session: Session
) -> None:
    view, button = stage(page).pair.after, child(page, QPushButton, "reviewedButton")
    button.setFocus()

    QTest.keyPress(button, Qt.Key.Key_Space)
    QTest.mousePress(view.viewport(), LEFT, NONE, QPoint(200, 200))
    QTest.mouseRelease(view.viewport(), LEFT, NONE, QPoint(200, 200))
    QTest.keyRelease(focused(), Qt.Key.Key_Space)

    assert page.place.image_id == 1
    assert state(session, 1) is State.FOUND


def test_a_photo_that_goes_while_the_mouse_drags_takes_the_drag_back(page: ReviewPage) -> None:
    view, editor = stage(page).pair.after, stage(page).editor
    assert editor is not None
    start, end = (viewport_point(view, at) for at in (Point(200, 200), Point(260, 250)))
    QTest.mousePress(view.viewport(), LEFT, NONE, start)
    QTest.mouseMove(view.viewport(), end)
    drawn = len(editor.boxes.hidden())

    view.set_editor(None)

    assert len(editor.boxes.hidden()) == drawn - 1


def test_enter_goes_on_where_a_photo_cannot_be_shown(
    page: ReviewPage, session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "photos" / "b.png").write_bytes(b"damaged")
    session.retry([2])
    qtbot.waitUntil(lambda: session.detection is None, timeout=60_000)
    press(page, Qt.Key.Key_D)
    qtbot.waitUntil(lambda: stage(page).has_failed)

    QTest.keyClick(focused(), Qt.Key.Key_Return)

    wait_for_photo(page, qtbot, 3)
    assert state(session, 2) is State.FAILED


def test_after_an_export_keys_go_to_the_photo(page: ReviewPage, tmp_path: Path) -> None:
    strip = child(page, ExportStrip, "exportStrip")
    strip.ask()

    strip.export(tmp_path / "labels")

    assert stage(page).pair.after.hasFocus()


def test_escape_takes_the_export_back(page: ReviewPage) -> None:
    strip = child(page, ExportStrip, "exportStrip")
    strip.ask()

    QTest.keyClick(focused(), Qt.Key.Key_Escape)

    assert not strip.isVisible()
    assert stage(page).pair.after.hasFocus()


def test_escape_clears_the_search_and_then_leaves_it(page: ReviewPage, qtbot: QtBot) -> None:
    search = child(page, QLineEdit, "searchEdit")
    images = child(page, QListView, "imageList").model()
    search.setFocus()
    QTest.keyClicks(search, "c")
    qtbot.waitUntil(lambda: images.rowCount() == 1)

    QTest.keyClick(search, Qt.Key.Key_Escape)

    qtbot.waitUntil(lambda: images.rowCount() == 3)
    assert search.text() == ""
    assert search.hasFocus()
    QTest.keyClick(search, Qt.Key.Key_Escape)
    assert stage(page).pair.after.hasFocus()
