"""A reviewer sees, corrects, takes as it is, and saves, with mouse or keys."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QLineEdit,
    QListView,
    QSlider,
    QToolButton,
)
from pytestqt.qtbot import QtBot

from anonymizer_gui.core.boxes import Kind
from anonymizer_gui.core.store.job_store import JobStore
from anonymizer_gui.core.store.values import Filter, State
from anonymizer_gui.gui.actions import ACTIONS
from anonymizer_gui.gui.editing.geometry import Point
from anonymizer_gui.gui.job.session import Session
from anonymizer_gui.gui.key_overlay import KeyOverlay
from anonymizer_gui.gui.preview.view import PhotoView
from anonymizer_gui.gui.review.review_page import ReviewPage
from tests.core.jobs import store_in
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

LEFT = Qt.MouseButton.LeftButton
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def test_enter_takes_the_photo_as_it_is_and_shows_the_next(
    page: ReviewPage, session: Session, qtbot: QtBot
) -> None:
    press(page, Qt.Key.Key_Return)

    wait_for_photo(page, qtbot, 2)
    qtbot.waitUntil(lambda: state(session, 1) is State.REVIEWED)
    assert state(session, 2) is State.FOUND


def test_a_photo_is_not_reviewed_before_it_is_seen(
    page: ReviewPage, session: Session, qtbot: QtBot
) -> None:
    page.on_next()
    page.on_next()  # the third photo: nothing has read it ahead

    press(page, Qt.Key.Key_Return)

    wait_for_photo(page, qtbot, 3)
    assert {state(session, image_id) for image_id in (1, 2, 3)} == {State.FOUND}


def test_only_a_reviewed_photo_can_be_taken_back(
    page: ReviewPage, session: Session, qtbot: QtBot
) -> None:
    menu = child(page, QToolButton, "moreMenuButton").menu()
    assert menu is not None
    (again,) = (one for one in menu.actions() if one.objectName() == "action_unreviewed")
    offered = [again.isEnabled()]
    press(page, Qt.Key.Key_Return)
    wait_for_photo(page, qtbot, 2)
    offered.append(again.isEnabled())
    press(page, Qt.Key.Key_A)
    wait_for_photo(page, qtbot, 1)
    offered.append(again.isEnabled())

    press(page, Qt.Key.Key_U)

    qtbot.waitUntil(lambda: state(session, 1) is State.FOUND)
    assert offered == [False, False, True]
    assert not again.isEnabled()


def test_a_and_d_go_to_and_fro(page: ReviewPage, qtbot: QtBot) -> None:
    press(page, Qt.Key.Key_D)
    wait_for_photo(page, qtbot, 2)
    press(page, Qt.Key.Key_A)
    wait_for_photo(page, qtbot, 1)


def test_a_drawn_box_is_stored_and_its_undo_too(
    page: ReviewPage, session: Session, qtbot: QtBot
) -> None:
    press(page, Qt.Key.Key_P)
    draw(stage(page).pair.before, Point(200, 200), Point(260, 250))
    qtbot.waitUntil(lambda: hidden(session, 1) == 3)
    assert session.store.photos.boxes(1)[-1].box.kind is Kind.PLATE

    press(page, Qt.Key.Key_Z, CTRL)

    qtbot.waitUntil(lambda: session.store.photos.photo(1).review.boxes is None)


def test_y_accepts_the_suggestion(page: ReviewPage, session: Session, qtbot: QtBot) -> None:
    press(page, Qt.Key.Key_Y)

    qtbot.waitUntil(lambda: hidden(session, 1) == 3)


def test_everything_is_deleted_with_two_keys(
    page: ReviewPage, session: Session, qtbot: QtBot
) -> None:
    press(page, Qt.Key.Key_A, CTRL)
    press(page, Qt.Key.Key_Delete)

    qtbot.waitUntil(lambda: hidden(session, 1) == 0)


def test_a_new_box_is_made_moved_and_enlarged_by_keys_alone(
    page: ReviewPage, session: Session, qtbot: QtBot
) -> None:
    press(page, Qt.Key.Key_N)
    editor = stage(page).editor
    assert editor is not None
    (before,) = editor.selected_boxes()
    view = stage(page).pair.view_in_use()

    QTest.keyClick(view, Qt.Key.Key_Right, SHIFT)
    QTest.keyClick(view, Qt.Key.Key_Down, CTRL)

    (after,) = editor.selected_boxes()
    assert after.x_min == before.x_min + 10
    assert after.height == before.height + 1
    qtbot.waitUntil(lambda: hidden(session, 1) == 3)


def test_boxes_are_copied_to_another_photo(
    page: ReviewPage, session: Session, qtbot: QtBot
) -> None:
    press(page, Qt.Key.Key_N)
    press(page, Qt.Key.Key_C, CTRL)
    press(page, Qt.Key.Key_D)
    wait_for_photo(page, qtbot, 2)

    press(page, Qt.Key.Key_V, CTRL)

    qtbot.waitUntil(lambda: hidden(session, 2) == 3)


def test_a_pasted_box_is_not_said_to_be_found_where_it_is(page: ReviewPage, qtbot: QtBot) -> None:
    press(page, Qt.Key.Key_A, CTRL)
    press(page, Qt.Key.Key_C, CTRL)
    press(page, Qt.Key.Key_Delete)

    press(page, Qt.Key.Key_V, CTRL)

    boxes = child(page, QListView, "boxList").model()
    said = [boxes.index(row, 0).data() for row in range(2)]
    assert said == ["Face, by hand, from a found one", "Plate, by hand, from a found one"]


def test_the_boxes_of_the_previous_photo_are_taken_over(
    page: ReviewPage, session: Session, qtbot: QtBot
) -> None:
    press(page, Qt.Key.Key_N)
    press(page, Qt.Key.Key_D)
    wait_for_photo(page, qtbot, 2)

    press(page, Qt.Key.Key_B)

    qtbot.waitUntil(lambda: hidden(session, 2) == 3)


def test_o_shows_the_original_as_long_as_it_is_held(page: ReviewPage) -> None:
    pair = stage(page).pair
    after = pair.after.picture

    QTest.keyPress(page, Qt.Key.Key_O)
    held = pair.after.picture
    QTest.keyRelease(page, Qt.Key.Key_O)

    assert held is pair.before.picture
    assert pair.after.picture is after


def test_letters_in_the_search_field_are_letters(
    page: ReviewPage, session: Session, qtbot: QtBot
) -> None:
    search = child(page, QLineEdit, "searchEdit")
    page.activateWindow()
    search.setFocus()

    QTest.keyClicks(search, "b.p")

    assert search.text() == "b.p"
    images = child(page, QListView, "imageList")
    qtbot.waitUntil(lambda: images.model().rowCount() == 1)
    assert images.model().index(0, 0).data() == "b.png"


def test_a_moved_slider_counts_in_every_photo_nobody_has_edited(
    page: ReviewPage, session: Session, qtbot: QtBot
) -> None:
    press(page, Qt.Key.Key_A, CTRL)
    press(page, Qt.Key.Key_Delete)
    press(page, Qt.Key.Key_D)
    wait_for_photo(page, qtbot, 2)

    child(page, QSlider, "faceThresholdSlider").setValue(250)

    editor = stage(page).editor
    assert editor is not None
    assert len(editor.boxes.hidden()) == 3
    qtbot.waitUntil(lambda: hidden(session, 3) == 3)
    assert hidden(session, 1) == 0


def test_a_moved_slider_is_undone(page: ReviewPage, session: Session, qtbot: QtBot) -> None:
    slider = child(page, QSlider, "faceThresholdSlider")
    before = slider.value()
    slider.setValue(200)
    slider.setValue(250)

    press(page, Qt.Key.Key_Z, CTRL)

    assert slider.value() == before
    assert session.thresholds[Kind.FACE] == before / 1000


def test_a_reviewed_photo_keeps_its_boxes_when_the_slider_moves(
    page: ReviewPage, session: Session, qtbot: QtBot
) -> None:
    press(page, Qt.Key.Key_Return)
    wait_for_photo(page, qtbot, 2)

    child(page, QSlider, "faceThresholdSlider").setValue(950)

    qtbot.waitUntil(lambda: hidden(session, 2) == 1)
    assert hidden(session, 1) == 2


def test_a_photo_that_cannot_be_read_is_said_in_its_place(
    page: ReviewPage, session: Session, qtbot: QtBot
) -> None:
    (session.settings.input / "c.png").write_bytes(b"")
    page.on_next()
    page.on_next()

    message = child(page, QLabel, "photoMessage")
    qtbot.waitUntil(lambda: "c.png" in message.text())
    assert message.isVisible()


def test_the_filter_lists_what_is_to_be_reviewed(
    page: ReviewPage, session: Session, qtbot: QtBot
) -> None:
    press(page, Qt.Key.Key_Return)
    wait_for_photo(page, qtbot, 2)
    combo = child(page, QComboBox, "filterCombo")

    combo.setCurrentIndex(combo.findData(Filter.TO_REVIEW))

    images = child(page, QListView, "imageList")
    qtbot.waitUntil(lambda: images.model().rowCount() == 2)


def test_choosing_a_box_in_the_list_selects_it_on_the_photo(page: ReviewPage, qtbot: QtBot) -> None:
    boxes = child(page, QListView, "boxList")
    place = boxes.visualRect(boxes.model().index(1, 0)).center()

    qtbot.mouseClick(boxes.viewport(), LEFT, pos=place)

    editor = stage(page).editor
    assert editor is not None
    assert [box.kind for box in editor.selected_boxes()] == [Kind.PLATE]


def test_choosing_a_box_in_the_list_brings_it_into_view(page: ReviewPage, qtbot: QtBot) -> None:
    pair = stage(page).pair
    pair.viewpoint.look(scale=8, centre=QPointF(390, 290))
    boxes = child(page, QListView, "boxList")

    boxes.setCurrentIndex(boxes.model().index(0, 0))

    editor = stage(page).editor
    assert editor is not None
    (box,) = editor.selected_boxes()
    place = pair.after.mapFromScene(
        QPointF((box.x_min + box.x_max) / 2, (box.y_min + box.y_max) / 2)
    )
    assert pair.after.viewport().rect().contains(place)


def test_selecting_on_the_photo_selects_in_the_list(page: ReviewPage, qtbot: QtBot) -> None:
    view = stage(page).pair.before
    qtbot.mouseClick(view.viewport(), LEFT, pos=viewport_point(view, Point(40, 25)))

    boxes = child(page, QListView, "boxList")
    assert [index.row() for index in boxes.selectedIndexes()] == [1]


def test_both_sides_collapse_by_keys(page: ReviewPage) -> None:
    press(page, Qt.Key.Key_F6)
    press(page, Qt.Key.Key_F7)

    assert not child(page, QListView, "imageList").isVisible()
    assert not child(page, QListView, "boxList").isVisible()


def test_f1_lays_all_keys_over_the_page(page: ReviewPage) -> None:
    press(page, Qt.Key.Key_F1)

    (line,) = [one for one in page.findChildren(QLabel) if one.text() == "Ctrl+Shift+D"]
    assert line.isVisible()
    QTest.keyClick(child(page, KeyOverlay, "keyOverlay"), Qt.Key.Key_Escape)
    assert not line.isVisible()


def test_everything_is_there_when_the_job_is_opened_again(
    session: Session, tmp_path: Path, qtbot: QtBot
) -> None:
    page = ReviewPage(session)
    qtbot.addWidget(page)
    page.show()
    wait_for_photo(page, qtbot, 1)
    press(page, Qt.Key.Key_Y)
    press(page, Qt.Key.Key_Return)
    page.close_threads()
    session.close()

    with JobStore.open(session.store.file) as store:
        photo = store.photos.photo(1)
    assert photo.state is State.REVIEWED
    assert len(photo.boxes) == 3


def test_zooming_by_keys_keeps_both_views_together(page: ReviewPage) -> None:
    pair = stage(page).pair
    press(page, Qt.Key.Key_1)

    assert pair.before.transform().m11() == pytest.approx(1 / page.devicePixelRatioF())
    press(page, Qt.Key.Key_Plus)
    assert pair.before.transform() == pair.after.transform()
    assert pair.after.mapToScene(QPoint(50, 50)).x() == pytest.approx(
        pair.before.mapToScene(QPoint(50, 50)).x(), abs=1
    )


@pytest.mark.parametrize("by", ["keys", "wheel"])
def test_the_next_photo_of_the_same_size_is_shown_whole(
    page: ReviewPage, qtbot: QtBot, by: str
) -> None:
    pair = stage(page).pair
    if by == "keys":
        press(page, Qt.Key.Key_1)
        for _ in range(5):
            press(page, Qt.Key.Key_Plus)
    else:
        wheel(pair.after.viewport(), QPoint(20, 20), notches=8)
    before = [is_all_in_sight(view) for view in (pair.before, pair.after)]

    press(page, Qt.Key.Key_Return)
    wait_for_photo(page, qtbot, 2)

    assert before == [False, False]
    assert [is_all_in_sight(view) for view in (pair.before, pair.after)] == [True, True]


def is_all_in_sight(view: PhotoView) -> bool:
    photo = view.mapFromScene(view.scene().sceneRect()).boundingRect()
    return view.viewport().rect().adjusted(-2, -2, 2, 2).contains(photo)


def test_one_click_beside_a_suggestion_hides_it(
    page: ReviewPage, session: Session, qtbot: QtBot
) -> None:
    boxes = child(page, QListView, "boxList")
    line = boxes.visualRect(boxes.model().index(2, 0))

    qtbot.mouseClick(boxes.viewport(), LEFT, pos=QPoint(line.right() - 40, line.center().y()))

    qtbot.waitUntil(lambda: hidden(session, 1) == 3)


def test_100_000_photos_open_and_scroll(qtbot: QtBot, tmp_path: Path) -> None:
    names = [f"{number // 1000}/{number}.png" for number in range(100_000)]
    session = Session(store := store_in(tmp_path, names), store.settings())
    page = ReviewPage(session)
    qtbot.addWidget(page)
    page.show()
    images = child(page, QListView, "imageList")
    qtbot.waitUntil(lambda: images.model().rowCount() == len(names))

    images.scrollToBottom()

    last = images.model().index(len(names) - 1, 0)
    assert images.viewport().rect().intersects(images.visualRect(last))
    assert last.data() == "99999.png"
    page.close_threads()
    session.close()


def test_the_way_to_compare_is_remembered(page: ReviewPage, session: Session, qtbot: QtBot) -> None:
    press(page, Qt.Key.Key_S)
    assert stage(page).pair.divider.isVisible()

    again = ReviewPage(session)
    qtbot.addWidget(again)
    again.show()

    wait_for_photo(again, qtbot, 1)
    assert stage(again).pair.divider.isVisible()
    assert not stage(again).pair.before.isVisible()
    again.close_threads()


def test_the_original_is_shown_as_long_as_its_button_is_held(page: ReviewPage) -> None:
    button = child(page, QToolButton, "originalButton")
    QTest.mousePress(button, LEFT)
    held = stage(page).pair.after.picture
    QTest.mouseRelease(button, LEFT)

    assert held is stage(page).pair.before.picture
    assert stage(page).pair.after.picture is not held


def test_all_that_keys_do_the_mouse_can_do(page: ReviewPage) -> None:
    menu = child(page, QToolButton, "moreMenuButton").menu()
    assert menu is not None
    reached = {action.objectName() for action in menu.actions()}
    reached |= {
        button.defaultAction().objectName()
        for button in page.findChildren(QToolButton)
        if button.defaultAction()
    }
    by_other_means = {
        "previous",
        "next",
        "reviewed",
        "search",
        "original",
        "add",
        "save",
        "save_all",
        "divider_left",
        "divider_right",
    }

    missing = {spec.name for spec in ACTIONS} - by_other_means
    assert {f"action_{name}" for name in missing} <= reached


def test_a_photo_that_is_no_longer_in_the_job_is_left_for_the_first(
    page: ReviewPage, session: Session, qtbot: QtBot
) -> None:
    images = child(page, QListView, "imageList").model()

    session.store.files.put([], gone=[1])  # as a search for chosen photos of the folder does it
    session.images_changed.emit([])
    qtbot.waitUntil(lambda: images.rowCount() == 2)

    wait_for_photo(page, qtbot, 2)
    press(page, Qt.Key.Key_Return)
    wait_for_photo(page, qtbot, 3)
    qtbot.waitUntil(lambda: state(session, 2) is State.REVIEWED)
    assert state(session, 1) is State.FOUND


def test_a_photo_that_the_filter_leaves_out_stays_at_hand(
    page: ReviewPage, session: Session, qtbot: QtBot
) -> None:
    images, chosen = child(page, QListView, "imageList"), child(page, QComboBox, "filterCombo")

    chosen.setCurrentIndex(chosen.findData(Filter.FAILED))
    qtbot.waitUntil(lambda: images.model().rowCount() == 0)

    assert page.place.image_id == 1
    assert stage(page).shown_id == 1


def test_a_search_shows_its_first_hits_and_its_end_the_photo_at_hand(
    qtbot: QtBot, tmp_path: Path
) -> None:
    names = [f"{number:03}.png" for number in range(300)]
    session = Session(store := store_in(tmp_path, names), store.settings())
    page = ReviewPage(session)
    qtbot.addWidget(page)
    page.show()
    images, search = child(page, QListView, "imageList"), child(page, QLineEdit, "searchEdit")
    model, port = images.model(), images.viewport()

    def is_in_sight(name: str) -> bool:
        row = next(row for row in range(model.rowCount()) if model.index(row, 0).data() == name)
        return port.rect().intersects(images.visualRect(model.index(row, 0)))

    qtbot.waitUntil(lambda: model.rowCount() == 300)
    images.setCurrentIndex(model.index(299, 0))

    search.setText("01")
    qtbot.waitUntil(lambda: model.rowCount() < 300)
    first_hits = is_in_sight("001.png") and is_in_sight("010.png")
    search.clear()
    qtbot.waitUntil(lambda: model.rowCount() == 300)

    assert first_hits
    assert is_in_sight("299.png")
    page.close_threads()
    session.close()
