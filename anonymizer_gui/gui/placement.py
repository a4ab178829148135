"""Where the window is: kept for each set of screens, and never outside all of them."""

import hashlib
from collections.abc import Sequence

from PySide6.QtCore import QByteArray, QRect, QSettings, QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

GRASP = 64
"""Pixels: so much of the upper edge must be on a screen for the window to be dragged."""


def remember_geometry(window: QWidget) -> None:
    """Keep where the window is and how large, for the screens of now."""
    QSettings().setValue(_key(), window.saveGeometry())


def restore_geometry(window: QWidget) -> None:
    """Put the window where it was on these screens, or where it can be seen."""
    geometry = QSettings().value(_key())
    if isinstance(geometry, QByteArray):
        window.restoreGeometry(geometry)
    screens = [screen.availableGeometry() for screen in QGuiApplication.screens()]
    place = placed(window.geometry(), screens, smallest=window.minimumSize())
    if place != window.geometry() and not window.isMaximized():
        window.setGeometry(place)


def placed(window: QRect, screens: Sequence[QRect], *, smallest: QSize) -> QRect:
    """The window where it can be seen and grasped: as it is, or in the middle of the first screen.

    Args:
        window: Where it would be.
        screens: What can be used of each, the first one first.
        smallest: It is not made smaller.
    """
    upper_edge = QRect(window.left(), window.top(), window.width(), 1)
    grasped = [upper_edge.intersected(screen).width() for screen in screens]
    fits = any(window.width() <= one.width() and window.height() <= one.height() for one in screens)
    if not screens or (fits and max(grasped) >= min(GRASP, window.width())):
        return window
    size = window.size().boundedTo(screens[0].size()).expandedTo(smallest)
    result = QRect(screens[0].topLeft(), size)
    if size.width() <= screens[0].width() and size.height() <= screens[0].height():
        result.moveCenter(screens[0].center())
    return result


def _key() -> str:
    """Another one for each set of screens."""
    screens = sorted(
        (place.x(), place.y(), place.width(), place.height(), screen.devicePixelRatio())
        for screen in QGuiApplication.screens()
        for place in [screen.geometry()]
    )
    return f"window/geometry-{hashlib.sha256(repr(screens).encode()).hexdigest()[:12]}"
