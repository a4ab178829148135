"""How a box looks in the list: what it covers, its kind, where it comes from."""

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QObject,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from anonymizer_gui.core.boxes import Box
from anonymizer_gui.gui.preview.painting import paint_mark
from anonymizer_gui.gui.preview.pyramid import Pyramid
from anonymizer_gui.gui.review.box_model import BOX_ROLE, BoxModel, BoxRow
from anonymizer_gui.gui.review.photo_list_model import ModelIndex
from anonymizer_gui.gui.review.row_ground import paint_ground
from anonymizer_gui.gui.theme import BODY, NOTE, font_of, tokens_of
from anonymizer_gui.gui.wording import kind_name

HEIGHT = 46
MARGIN = 12
CROP = QSize(52, 36)
HIDE_WIDTH = 72
AROUND = 0.35
"""How much is shown around a box, as a part of its size."""


class BoxDelegate(QStyledItemDelegate):
    """Remembers the photo that the boxes are cut from."""

    accepted = Signal(int)
    """The number of a suggestion whose word "Hide" was clicked."""

    def __init__(self, model: BoxModel, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self.picture: Pyramid | None = None

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: ModelIndex) -> QSize:
        return QSize(160, HEIGHT)

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: ModelIndex,
    ) -> None:
        row = index.data(BOX_ROLE)
        if not isinstance(row, BoxRow):
            return
        area, tokens = option.rect, tokens_of(option.palette)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_ground(painter, option, tokens)
        crop = QRect(area.left() + MARGIN, area.top() + 5, CROP.width(), CROP.height())
        painter.fillRect(crop, QColor(tokens.canvas))
        self._paint_crop(painter, row.box, crop)
        colour = tokens.of_kind(row.box.kind)
        if row.suggestion:
            pen = QPen(colour, 1.5)
            pen.setDashPattern([3, 2])
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(crop)
        x = crop.right() + 14
        painter.setPen(Qt.PenStyle.NoPen)
        paint_mark(painter, row.box.kind, QPointF(x + 5, area.top() + 15), 10, colour)
        text = QRect(x + 16, area.top() + 5, area.right() - x - 20, 20)
        painter.setPen(QColor(tokens.text))
        painter.setFont(font_of(BODY))
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter, kind_name(row.box.kind))
        painter.setPen(QColor(tokens.muted))
        painter.setFont(font_of(NOTE))
        below = QRect(x, area.top() + 25, area.right() - x - 4, 16)
        painter.drawText(below, Qt.AlignmentFlag.AlignVCenter, self._model.said_of(row))
        if row.suggestion:
            painter.setFont(font_of(BODY))
            painter.setPen(QColor(tokens.accent))
            painter.drawText(_hide_area(area), Qt.AlignmentFlag.AlignCenter, self.tr("Hide"))
        painter.restore()

    @override
    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: ModelIndex,
    ) -> bool:
        row = index.data(BOX_ROLE)
        if (
            isinstance(event, QMouseEvent)
            and event.type() is QEvent.Type.MouseButtonRelease
            and isinstance(row, BoxRow)
            and row.suggestion
            and _hide_area(option.rect).contains(event.position().toPoint())
        ):
            self.accepted.emit(row.id)
            return True
        return super().editorEvent(event, model, option, index)

    def _paint_crop(self, painter: QPainter, box: Box, place: QRect) -> None:
        if self.picture is None:
            return
        wide = max(box.width * (1 + 2 * AROUND), 4.0)
        high = max(box.height * (1 + 2 * AROUND), 4.0)
        # As wide for its height as the place, so that nothing is stretched
        ratio = place.width() / place.height()
        wide, high = max(wide, high * ratio), max(high, wide / ratio)
        centre = QPointF((box.x_min + box.x_max) / 2, (box.y_min + box.y_max) / 2)
        part = QRectF(centre.x() - wide / 2, centre.y() - high / 2, wide, high)
        scale = place.width() / wide
        painter.save()
        painter.setClipRect(place)
        painter.translate(place.topLeft())
        painter.scale(scale, scale)
        painter.translate(-part.topLeft())
        sharpness = painter.device().devicePixelRatioF()
        self.picture.paint(painter, exposed=part, scale=scale * sharpness)
        painter.restore()


def _hide_area(line: QRect) -> QRect:
    """Where the word that accepts a suggestion stands."""
    return QRect(line.right() - HIDE_WIDTH - MARGIN, line.top(), HIDE_WIDTH, line.height())
