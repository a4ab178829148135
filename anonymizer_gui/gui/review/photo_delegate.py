"""How a photo looks in the list: thumbnail, name, boxes, state."""

from PySide6.QtCore import QObject, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from anonymizer_gui.core.boxes import Kind
from anonymizer_gui.core.store.values import ImageRow, State
from anonymizer_gui.gui.preview.painting import paint_mark
from anonymizer_gui.gui.review.photo_list_model import ROW_ROLE, ModelIndex
from anonymizer_gui.gui.review.row_ground import paint_ground
from anonymizer_gui.gui.review.thumbnails import Thumbnails
from anonymizer_gui.gui.theme import BODY, NOTE, Tokens, font_of, tokens_of
from anonymizer_gui.gui.wording import number, sentence_of, state_name

HEIGHT = 68
MARGIN = 12
THUMBNAIL = QSize(72, 54)
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class PhotoDelegate(QStyledItemDelegate):
    """Remembers where thumbnails come from."""

    def __init__(self, thumbnails: Thumbnails, parent: QObject) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: ModelIndex) -> QSize:
        return QSize(200, HEIGHT)

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: ModelIndex,
    ) -> None:
        row = index.data(ROW_ROLE)
        if not isinstance(row, ImageRow):
            return
        area: QRect = option.rect
        tokens = tokens_of(option.palette)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_ground(painter, option, tokens)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(QRect(area.topLeft(), QSize(3, HEIGHT)), QColor(tokens.accent))
        self._paint_thumbnail(painter, row, area, tokens)
        left = area.left() + MARGIN + THUMBNAIL.width() + 10
        text = QRect(left, area.top() + 10, area.right() - MARGIN - left, 20)
        self._paint_texts(painter, row, text, tokens)
        painter.restore()

    def _paint_thumbnail(
        self, painter: QPainter, row: ImageRow, area: QRect, tokens: Tokens
    ) -> None:
        frame = QRect(
            area.left() + MARGIN,
            area.top() + (HEIGHT - THUMBNAIL.height()) // 2,
            THUMBNAIL.width(),
            THUMBNAIL.height(),
        )
        painter.fillRect(frame, QColor(tokens.canvas))
        pixmap = self._thumbnails.of(row.id)
        if pixmap is None:
            return
        size = pixmap.size().scaled(frame.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect(frame.topLeft(), size)
        place.moveCenter(frame.center())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(place, pixmap)

    def _paint_texts(self, painter: QPainter, row: ImageRow, text: QRect, tokens: Tokens) -> None:
        painter.setFont(font_of(BODY))
        painter.setPen(QColor(tokens.text))
        metrics = painter.fontMetrics()
        name = metrics.elidedText(row.path.name, Qt.TextElideMode.ElideMiddle, text.width())
        painter.drawText(text, LEFT, name)
        below = text.translated(0, 26)
        painter.setFont(font_of(NOTE))
        if row.state is State.FAILED:
            painter.setPen(QColor(tokens.warning))
            # The name stands above; most sentences begin with it
            said = sentence_of(row.error).removeprefix(f"{row.path.name} ")
            said = said[:1].upper() + said[1:]
            metrics = painter.fontMetrics()
            painter.drawText(
                below, LEFT, metrics.elidedText(said, Qt.TextElideMode.ElideRight, below.width())
            )
            return
        if row.state is not State.WAITING:
            x = below.left()
            for kind, count in ((Kind.FACE, row.faces), (Kind.PLATE, row.plates)):
                painter.setPen(Qt.PenStyle.NoPen)
                paint_mark(
                    painter, kind, QPointF(x + 5, below.center().y() + 1), 8, tokens.of_kind(kind)
                )
                painter.setPen(QColor(tokens.muted))
                painter.drawText(
                    QRect(x + 14, below.top(), 30, below.height()), LEFT, number(count)
                )
                x += 38
        to_do = row.state is State.FOUND
        painter.setPen(QColor(tokens.accent if to_do else tokens.muted))
        painter.drawText(below, RIGHT, self._said_of(row))

    def _said_of(self, row: ImageRow) -> str:
        if not row.untouched:
            return self.tr("✓ Saved, re-encoded")
        done = row.state in (State.REVIEWED, State.SAVED)
        return f"✓ {state_name(row.state)}" if done else state_name(row.state)
