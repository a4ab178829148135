"""Light and dark can be read, and every control can be found without seeing it."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QMenu,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

from anonymizer_gui.core.boxes import Kind
from anonymizer_gui.gui.actions import ACTIONS, Actions
from anonymizer_gui.gui.setup.about_page import AboutPage
from anonymizer_gui.gui.setup.new_job_page import NewJobPage
from anonymizer_gui.gui.setup.start_page import StartPage
from anonymizer_gui.gui.theme import DARK, LIGHT, Tokens, palette_of, style_sheet, tokens_of
from anonymizer_gui.paths import resources_folder

AA = 4.5
SHAPES = 3.0
"""Least contrast of text, and of what is no text: WCAG 2.2."""


def contrast(one: str, other: str) -> float:
    """Source: WCAG 2.2, relative luminance."""

    def luminance(name: str) -> float:
        colour = QColor(name)
        linear = [
            part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
            for part in (colour.redF(), colour.greenF(), colour.blueF())
        ]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_texts_can_be_read(tokens: Tokens) -> None:
    for ground in (tokens.background, tokens.panel, tokens.field, tokens.hover, tokens.soft):
        for ink in (tokens.text, tokens.muted, tokens.accent):
            assert contrast(ink, ground) >= AA, (ink, ground)
    assert contrast(tokens.warning, tokens.panel) >= AA
    assert contrast(tokens.on_accent, tokens.accent) >= AA
    for kind in Kind:
        assert contrast(tokens.of_kind(kind).name(), tokens.panel) >= SHAPES
    assert contrast(tokens.edge, tokens.panel) >= SHAPES


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_what_a_menu_does_not_offer_looks_so(qtbot: QtBot, tokens: Tokens) -> None:
    menu = QMenu()
    qtbot.addWidget(menu)
    menu.setStyleSheet(style_sheet(tokens))
    for enabled in (True, False):
        menu.addAction("Same text").setEnabled(enabled)
    menu.adjustSize()

    shown = menu.grab().toImage()

    offered, other = (shown.copy(menu.actionGeometry(one)) for one in menu.actions())
    assert offered.size() == other.size()
    assert offered != other


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_the_style_sheet_is_complete(tokens: Tokens) -> None:
    sheet = style_sheet(tokens)

    assert "$" not in sheet
    for word in sheet.split("url(")[1:]:
        assert (resources_folder() / "icons" / word.split(")")[0].rpartition("/")[2]).is_file()
    assert tokens_of(palette_of(tokens)) is tokens


def test_no_key_does_two_things(qapp: QApplication) -> None:
    keys = [key for spec in ACTIONS for key in spec.keys]

    assert len(keys) == len(set(keys))


def test_every_icon_is_there(qapp: QApplication) -> None:
    page = QWidget()
    actions = Actions(page)

    for spec in ACTIONS:
        assert actions[spec.name].icon().isNull() is not bool(spec.icon)


@pytest.fixture(params=[StartPage, NewJobPage, AboutPage])
def page(request: pytest.FixtureRequest, qtbot: QtBot) -> Iterator[QWidget]:
    page = request.param()
    qtbot.addWidget(page)
    yield page
    page.close_threads()


def test_every_control_has_a_name_for_screen_readers(page: QWidget) -> None:
    for widget in page.findChildren(QWidget):
        inner = isinstance(widget.parent(), QAbstractScrollArea | QAbstractSpinBox)
        inner = inner or widget.window() is not page  # the list of a combo box
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not inner:
            named = isinstance(widget, QAbstractButton) and widget.text()
            assert named or isinstance(widget, QScrollArea) or widget.accessibleName(), widget
