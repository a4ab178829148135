"""A column in the middle of a wide window, that keeps its width."""

from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QWidget

WIDTH = 760
_ALL_BUT_THE_REST = 100


def centre(outside: QWidget, inside: QWidget, *, width: int = WIDTH) -> None:
    """Put a widget into the middle of another one.

    Args:
        outside: Has no layout yet.
        inside: Takes the room there is, up to `width`.
        width: In pixels.
    """
    inside.setMaximumWidth(width)
    row = QHBoxLayout(outside)
    row.setContentsMargins(0, 0, 0, 0)
    row.addStretch(1)
    row.addWidget(inside, _ALL_BUT_THE_REST)
    row.addStretch(1)


def scrolled(inside: QWidget, *, width: int = WIDTH) -> QScrollArea:
    """A widget in the middle of an area that scrolls where it is too long."""
    outside = QWidget()
    for widget in (inside, outside):
        widget.setObjectName("setupBody")
    centre(outside, inside, width=width)
    area = QScrollArea(widgetResizable=True)
    area.setWidget(outside)
    return area
