"""The line between before and after in one view: dragged by the mouse, moved by keys."""

from PySide6.QtCore import QEvent, QObject, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QRegion
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from anonymizer_gui.gui.preview.painting import HALO_COLOUR
from anonymizer_gui.gui.theme import tokens_of

REACH = 9
"""Pixels across which the line can be grasped."""
GRIP = 30
"""Pixels of the round grip in the middle of it."""
STEP, LONG_STEP = 0.01, 0.1
"""Parts of the width for an arrow key, without and with Shift."""


class Divider(QWidget):
    """Remembers where it is, as a part of the width of the view."""

    moved = Signal(float)

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self.setObjectName("swipeDivider")
        self.setAccessibleName(self.tr("Line between before and after"))
        self.setToolTip(self.tr("Drag, or press the arrow keys"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.SplitHCursor)
        self._view = view
        self._share = 0.5
        view.installEventFilter(self)
        self.hide()

    @property
    def share(self) -> float:
        """0 at the left edge of the view, 1 at the right one."""
        return self._share

    def move_to(self, share: float) -> None:
        """Stand elsewhere."""
        self._share = min(max(share, 0.0), 1.0)
        self._place()
        self.moved.emit(self._share)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize:
            self._place()
        return False

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()  # or the view would begin a box

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.move_to(self.mapToParent(event.position()).x() / max(self._view.width(), 1))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        step = LONG_STEP if held else STEP
        places = {
            Qt.Key.Key_Left: self._share - step,
            Qt.Key.Key_Right: self._share + step,
            Qt.Key.Key_Home: 0.0,
            Qt.Key.Key_End: 1.0,
        }
        if (place := places.get(Qt.Key(event.key()))) is not None:
            self.move_to(place)
        else:
            event.ignore()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, middle = tokens_of(self.palette()), QRectF(self.rect()).center()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ends = QPointF(middle.x(), 0), QPointF(middle.x(), self.height())
        for colour, width in ((HALO_COLOUR, 4), (QColor(tokens.accent), 2)):
            painter.setPen(QPen(colour, width))
            painter.drawLine(*ends)
        painter.setPen(QPen(QColor(tokens.accent if self.hasFocus() else tokens.edge), 2))
        painter.setBrush(QColor(tokens.panel))
        painter.drawEllipse(middle, GRIP / 2 - 2, GRIP / 2 - 2)
        painter.setPen(QPen(QColor(tokens.text), 1.6))
        for side in (-1, 1):
            tip = middle + QPointF(side * 8, 0)
            for up in (-1, 1):
                painter.drawLine(tip, tip + QPointF(-side * 4, up * 4))

    def _place(self) -> None:
        height = self._view.height()
        x = round(self._share * self._view.width() - GRIP / 2)
        self.setGeometry(x, 0, GRIP, height)
        line = QRect((GRIP - REACH) // 2, 0, REACH, height)
        grip = QRect(0, (height - GRIP) // 2, GRIP, GRIP)
        self.setMask(QRegion(line) + QRegion(grip, QRegion.RegionType.Ellipse))
