"""A job can be started only where it would work; what is wrong is said beside the field."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QLocale, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QSlider,
    QWidget,
)
from pytestqt.qtbot import QtBot

from anonymizer_gui.core.boxes import Kind
from anonymizer_gui.core.settings import Detail, Settings, Style
from anonymizer_gui.engine import plan as plan_module
from anonymizer_gui.engine.folders import FoundFile
from anonymizer_gui.engine.job_files import open_store
from anonymizer_gui.engine.plan import plan
from anonymizer_gui.engine.stock import take_stock
from anonymizer_gui.gui.setup import folder_check
from anonymizer_gui.gui.setup.new_job_page import NewJobPage
from anonymizer_gui.gui.setup.sample import Sample
from tests.gui.reviewing import child, make_photos, wheel

LONG = 3_000_000
"""Photos that take longer to count than a user waits."""


@pytest.fixture
def page(qtbot: QtBot, tmp_path: Path) -> Iterator[NewJobPage]:
    make_photos(tmp_path)
    page = shown(qtbot)
    page.set_folders(tmp_path / "photos")
    qtbot.waitUntil(start(page).isEnabled)
    yield page
    page.close_threads()


def shown(qtbot: QtBot) -> NewJobPage:
    page = NewJobPage()
    qtbot.addWidget(page)
    page.show()
    return page


def start(page: NewJobPage) -> QPushButton:
    return child(page, QPushButton, "startButton")


def line(page: NewJobPage, name: str) -> QLineEdit:
    return child(page, QLineEdit, name)


def note(page: NewJobPage, name: str) -> str:
    return child(page, QLabel, name).text()


def test_a_wrong_choice_ends_the_wait_for_the_check(page: NewJobPage) -> None:
    line(page, "suffixEdit").setText("_hidden")
    line(page, "extensionsEdit").setText("gif")

    assert not page._timer.isActive()


def test_nothing_can_start_before_a_folder_is_chosen(qtbot: QtBot) -> None:
    page = shown(qtbot)

    assert not start(page).isEnabled()
    page.close_threads()


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        ("inputFolder", "nope", "There is no folder"),
        ("outputFolder", "photos", "would go into the folder of the photos"),
        ("outputFolder", "photos/inside", "inside the folder of the photos"),
        ("weights", "nope.pb", "There is no folder or network file"),
    ],
)
def test_a_bad_folder_is_said_below_it(
    page: NewJobPage, qtbot: QtBot, tmp_path: Path, field: str, text: str, said: str
) -> None:
    line(page, f"{field}Edit").setText(str(tmp_path / text))

    qtbot.waitUntil(lambda: said in note(page, f"{field}Note"))
    assert not start(page).isEnabled()


def test_a_check_that_fails_is_said(
    page: NewJobPage, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder_check, "_write_error", lambda _folder: 1 // 0)
    line(page, "outputFolderEdit").setText(str(tmp_path / "elsewhere"))

    qtbot.waitUntil(lambda: "An unexpected fault" in note(page, "inputFolderNote"))
    assert not start(page).isEnabled()


def test_a_path_may_be_pasted_as_explorer_copies_it(
    page: NewJobPage, qtbot: QtBot, tmp_path: Path
) -> None:
    line(page, "inputFolderEdit").setText(f'"{tmp_path / "photos"}"')

    qtbot.waitUntil(start(page).isEnabled)
    assert page.settings().input == tmp_path / "photos"


def test_a_photo_of_another_camera_is_not_replaced(
    page: NewJobPage, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "april").mkdir()
    name = min((tmp_path / "photos").iterdir()).name
    (tmp_path / "april" / name).write_bytes(b"another photo")
    line(page, "outputFolderEdit").setText(str(tmp_path / "april"))

    qtbot.waitUntil(
        lambda: f"{name} is in the folder of the results" in note(page, "outputFolderNote")
    )
    assert not start(page).isEnabled()


def test_earlier_results_are_replaced(page: NewJobPage, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "april").mkdir()
    photo = min((tmp_path / "photos").iterdir())
    (tmp_path / "april" / photo.name).write_bytes(b"a result")
    (tmp_path / "april" / photo.with_suffix(".json").name).write_text("[]")
    line(page, "outputFolderEdit").setText(str(tmp_path / "april"))

    qtbot.waitUntil(lambda: page._findings is not None)
    assert start(page).isEnabled()
    assert note(page, "outputFolderNote") == "Originals are never changed."


@pytest.mark.parametrize("field", ["inputFolder", "outputFolder"])
def test_a_path_without_a_beginning_is_refused(page: NewJobPage, qtbot: QtBot, field: str) -> None:
    line(page, f"{field}Edit").setText("photos")

    qtbot.waitUntil(lambda: "photos is not a whole path" in note(page, f"{field}Note"))
    assert not start(page).isEnabled()


def test_a_job_that_is_gone_on_with_is_said(page: NewJobPage, qtbot: QtBot, tmp_path: Path) -> None:
    settings = page.settings()
    with open_store(settings, resume=True).store as store:
        take_stock(store, plan(settings), settings)

    page.set_folders(tmp_path / "photos")

    qtbot.waitUntil(
        lambda: "there is a job of these folders (0 of" in note(page, "inputFolderNote")
    )


def test_nobody_waits_for_a_folder_that_takes_long(
    page: NewJobPage, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, seen = Event(), count()
    photo = min((tmp_path / "photos").iterdir())

    def many(_settings: Settings) -> Iterator[FoundFile]:
        begun.set()
        for number in range(LONG):
            next(seen)
            yield FoundFile(photo.parent, f"{number}{photo.suffix}", 1, 1, is_link=False)

    monkeypatch.setattr(plan_module, "chosen_files", many)
    line(page, "outputFolderEdit").setText(str(tmp_path / "elsewhere"))
    qtbot.waitUntil(begun.is_set)

    page.close_threads()

    assert next(seen) < LONG


def test_a_better_choice_takes_the_complaint_away(
    page: NewJobPage, qtbot: QtBot, tmp_path: Path
) -> None:
    line(page, "outputFolderEdit").setText(str(tmp_path / "photos"))
    qtbot.waitUntil(lambda: "would go into" in note(page, "outputFolderNote"))

    line(page, "outputFolderEdit").setText(str(tmp_path / "elsewhere"))

    qtbot.waitUntil(start(page).isEnabled)
    assert note(page, "outputFolderNote") == "Originals are never changed."


def test_hiding_nothing_is_no_job(page: NewJobPage) -> None:
    for name in ("facesCheck", "platesCheck"):
        child(page, QCheckBox, name).setChecked(False)

    assert "Neither faces nor plates" in note(page, "jobNote")
    assert not start(page).isEnabled()


@pytest.mark.parametrize(
    ("edit", "text", "said"),
    [
        ("extensions", "jpg, gif", "“gif” is not a kind of photo"),
        ("suffix", "a/b", "holds a character that a file name cannot have"),
    ],
)
def test_a_bad_word_is_said_below_it(page: NewJobPage, edit: str, text: str, said: str) -> None:
    line(page, f"{edit}Edit").setText(text)

    assert said in note(page, f"{edit}Note")
    assert not start(page).isEnabled()


def test_slider_and_exact_value_go_together(page: NewJobPage) -> None:
    child(page, QSlider, "faceThresholdSlider").setValue(123)
    child(page, QDoubleSpinBox, "plateThresholdEdit").setValue(0.456)

    assert child(page, QDoubleSpinBox, "faceThresholdEdit").value() == 0.123
    assert child(page, QSlider, "plateThresholdSlider").value() == 456
    settings = page.settings()
    assert (settings.face_threshold, settings.plate_threshold) == (0.123, 0.456)


def test_a_slider_left_alone_leaves_it_to_the_network(page: NewJobPage) -> None:
    assert page.settings().face_threshold is None


def test_starting_hands_over_what_was_chosen_and_remembers_it(
    page: NewJobPage, qtbot: QtBot, tmp_path: Path
) -> None:
    combo = child(page, QComboBox, "obfuscationCombo")
    combo.setCurrentIndex(combo.findData(Style.SOLID))
    child(page, QSlider, "boxScaleSlider").setValue(150)
    child(page, QSlider, "faceThresholdSlider").setValue(222)
    line(page, "suffixEdit").setText("anon")
    qtbot.waitUntil(start(page).isEnabled)

    with qtbot.waitSignal(page.start_wanted) as started:
        qtbot.mouseClick(start(page), Qt.MouseButton.LeftButton)

    settings, reviewed = started.args
    assert isinstance(settings, Settings)
    assert reviewed
    assert settings.input == tmp_path / "photos"
    assert (settings.style, settings.box_scale, settings.suffix) == (Style.SOLID, 1.5, "anon")
    again = shown(qtbot)
    assert again.settings().face_threshold == 0.222
    assert again.settings().style is Style.SOLID
    again.close_threads()


def test_the_sample_shows_the_style(page: NewJobPage, qtbot: QtBot) -> None:
    sample = child(page, Sample, "styleSample")
    qtbot.waitUntil(lambda: not sample.pixmap().isNull())
    before = sample.pixmap().toImage()
    combo = child(page, QComboBox, "obfuscationCombo")

    combo.setCurrentIndex(combo.findData(Style.SOLID))

    qtbot.waitUntil(lambda: sample.pixmap().toImage() != before)


def test_only_the_blur_has_a_strength(page: NewJobPage, qtbot: QtBot) -> None:
    combo = child(page, QComboBox, "obfuscationCombo")
    slider = child(page, QSlider, "strengthSlider")
    hidden_at_first = not slider.isVisible()
    combo.setCurrentIndex(combo.findData(Style.GAUSSIAN))
    default = page.settings().kernel.size
    sample = child(page, Sample, "styleSample")
    qtbot.waitUntil(lambda: not sample.pixmap().isNull())
    before = sample.pixmap().toImage()

    slider.setValue(50)

    assert hidden_at_first
    assert slider.isVisible()
    assert (default, page.settings().kernel.size) == (21, 101)
    qtbot.waitUntil(lambda: sample.pixmap().toImage() != before)


def test_a_settings_file_of_the_older_tool_is_taken_over(
    page: NewJobPage, qtbot: QtBot, tmp_path: Path
) -> None:
    file = tmp_path / ".env"
    file.write_text("FACE_THRESHOLD=0.25\nSUFFIX=blurred\nOUTPUT_FOLDER=out\n")

    page.take_over(file)

    settings = page.settings()
    assert settings.face_threshold == 0.25
    assert settings.suffix == "blurred"
    assert settings.output == tmp_path / "out"
    assert settings.input == tmp_path / "photos"


def test_a_wrong_settings_file_is_said(page: NewJobPage, tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("FACE_TRESHOLD=0.25\n")

    page.take_over(file)

    assert "did you mean FACE_THRESHOLD" in note(page, "jobNote")


def test_only_what_is_hidden_has_a_sensitivity(page: NewJobPage) -> None:
    child(page, QCheckBox, "platesCheck").setChecked(False)

    assert page.settings().kinds == {Kind.FACE}
    assert not child(page, QSlider, "plateThresholdSlider").isEnabled()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_starts_with_what_was_just_typed(page: NewJobPage, qtbot: QtBot, key: Qt.Key) -> None:
    exact = child(page, QDoubleSpinBox, "plateThresholdEdit")
    exact.setFocus()
    exact.selectAll()
    QTest.keyClicks(exact, "0.2")

    with qtbot.waitSignal(page.start_wanted) as started:
        QTest.keyClick(exact, key)

    assert started.args[0].plate_threshold == 0.2


def test_start_waits_for_the_folders_to_be_checked(
    page: NewJobPage, qtbot: QtBot, tmp_path: Path
) -> None:
    line(page, "outputFolderEdit").setText(str(tmp_path / "elsewhere"))

    with qtbot.waitSignal(page.start_wanted) as started:
        qtbot.mouseClick(start(page), Qt.MouseButton.LeftButton)

    assert started.args[0].output == tmp_path / "elsewhere"


def test_start_does_not_start_in_a_bad_folder(
    page: NewJobPage, qtbot: QtBot, tmp_path: Path
) -> None:
    line(page, "outputFolderEdit").setText(str(tmp_path / "photos"))

    with qtbot.assertNotEmitted(page.start_wanted):
        qtbot.mouseClick(start(page), Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: "would go into" in note(page, "outputFolderNote"))


@pytest.mark.parametrize(
    "name", ["obfuscationCombo", "detailCombo", "plateThresholdSlider", "plateThresholdEdit"]
)
def test_the_wheel_changes_nothing_and_is_left_to_the_page(page: NewJobPage, name: str) -> None:
    before = page.settings()

    is_taken = wheel(child(page, QWidget, name), QPoint(5, 5), notches=-1)

    assert page.settings() == before
    assert not is_taken


def test_what_is_chosen_is_of_the_kind_that_the_program_counts_on(page: NewJobPage) -> None:
    settings = page.settings()

    assert settings.detail is Detail.NORMAL
    assert isinstance(settings.style, Style)


def test_a_network_that_is_gone_is_said_where_it_can_be_seen(
    page: NewJobPage, qtbot: QtBot, tmp_path: Path
) -> None:
    line(page, "weightsEdit").setText(str(tmp_path / "gone.tflite"))

    qtbot.waitUntil(child(page, QLabel, "weightsNote").isVisible)
    assert "There is no folder or network file" in note(page, "weightsNote")


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("typed", ["1.5", "1,5"])
def test_a_point_and_a_comma_mean_the_same(page: NewJobPage, language: str, typed: str) -> None:
    field = child(page, QDoubleSpinBox, "boxScaleEdit")
    field.setLocale(QLocale(language))
    field.selectAll()

    QTest.keyClicks(field, typed)
    field.interpretText()

    assert page.settings().box_scale == 1.5
