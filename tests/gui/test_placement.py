"""The window opens where it was left with these screens, and always where it can be seen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from anonymizer_gui.gui import placement
from anonymizer_gui.gui.main_window import MainWindow
from anonymizer_gui.gui.placement import GRASP, placed, remember_geometry, restore_geometry

SMALLEST = QSize(800, 560)
LEFT, RIGHT = QRect(0, 0, 1920, 1040), QRect(1920, -200, 2560, 1400)

places = st.builds(
    QRect,
    st.integers(-9000, 9000),
    st.integers(-9000, 9000),
    st.integers(800, 5000),
    st.integers(560, 5000),
)


def test_a_window_that_can_be_seen_stays() -> None:
    window = QRect(2000, 100, 1280, 800)

    assert placed(window, [LEFT, RIGHT], smallest=SMALLEST) == window


def test_a_window_on_a_screen_that_is_gone_comes_to_the_first_one() -> None:
    window = placed(QRect(2000, 100, 2400, 1200), [LEFT], smallest=SMALLEST)

    assert LEFT.contains(window)


@given(places, st.lists(st.sampled_from([LEFT, RIGHT, QRect(0, 0, 1024, 700)]), min_size=1))
def test_the_upper_edge_can_always_be_grasped(window: QRect, screens: list[QRect]) -> None:
    after = placed(window, screens, smallest=SMALLEST)

    edge = QRect(after.left(), after.top(), after.width(), 1)
    assert max(edge.intersected(screen).width() for screen in screens) >= GRASP
    assert placed(after, screens, smallest=SMALLEST) == after


def test_each_set_of_screens_has_a_place_of_its_own(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def moved_to(setup: str, x: int) -> None:
        monkeypatch.setattr(placement, "_key", lambda: f"window/geometry-{setup}")
        window = QWidget()
        qtbot.addWidget(window)
        window.setGeometry(x, 20, 400, 300)
        remember_geometry(window)

    moved_to("office", 100)
    moved_to("home", 50)

    monkeypatch.setattr(placement, "_key", lambda: "window/geometry-office")
    window = QWidget()
    qtbot.addWidget(window)
    restore_geometry(window)
    assert window.x() == 100


def test_a_closed_window_opens_as_large_as_it_was(qtbot: QtBot) -> None:
    first = MainWindow()
    first.resize(800, 640)
    first.show()
    first.close()

    second = MainWindow()
    qtbot.addWidget(second)

    assert second.size() == QSize(800, 640)
    second.close()
