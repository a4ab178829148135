"""The lists say how many photos they have, the sliders how much they hide in all of them."""

from pathlib import Path

from PySide6.QtWidgets import QComboBox, QLabel, QSlider
from pytestqt.qtbot import QtBot

from anonymizer_gui.core.boxes import Kind
from anonymizer_gui.core.store.values import EditedBox, Filter, Review
from anonymizer_gui.gui.review.review_page import ReviewPage
from tests.core.jobs import found, seen, store_in
from tests.gui.reviewing import DOUBTFUL, FACE, PLATE, child, wait_for_photo


def said(page: ReviewPage, kind: Kind) -> str:
    return child(page, QLabel, f"{kind}FoundLabel").text()


def listed(page: ReviewPage, chosen: Filter) -> str:
    combo = child(page, QComboBox, "filterCombo")
    return combo.itemText(combo.findData(chosen))


def test_each_list_says_how_many_photos_it_has(page: ReviewPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: listed(page, Filter.TO_REVIEW) == "To review  3")
    wait_for_photo(page, qtbot, 1)

    page.actions_by_name["reviewed"].trigger()

    qtbot.waitUntil(lambda: listed(page, Filter.TO_REVIEW) == "To review  2")
    assert listed(page, Filter.ALL) == "All  3"
    assert listed(page, Filter.FAILED) == "Failed  0"


def test_a_slider_says_at_once_what_it_hides_in_all_photos(page: ReviewPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: said(page, Kind.FACE) == "3 boxes")

    child(page, QSlider, "faceThresholdSlider").setValue(200)

    assert said(page, Kind.FACE) == "6 boxes"
    assert said(page, Kind.PLATE) == "3 boxes"


def test_photos_that_a_person_decided_on_are_not_counted(tmp_path: Path) -> None:
    store = store_in(tmp_path, ("a.png", "b.png", "c.png"))
    with store:
        for image_id in (1, 2, 3):
            store.photos.put_sight(image_id, seen(FACE, PLATE, DOUBTFUL))
        store.photos.put_review(1, Review(done=True))
        box = found(FACE).above({Kind.FACE: 0.1})[0]
        store.photos.put_review(2, Review((EditedBox(box, 0),)))

        scores = store.images.scores()

    assert [round(score, 3) for score in scores[Kind.FACE]] == [0.3, 0.9]
    assert [round(score, 3) for score in scores[Kind.PLATE]] == [0.8]
