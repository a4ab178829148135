"""How boxes look on a photo: kind by colour and shape, origin, selection."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from anonymizer_gui.core.boxes import Kind
from anonymizer_gui.gui.theme import NOTE, Tokens, font_of

HANDLE = 8.0
"""Side of a handle in pixels of the screen, at any zoom."""
LINE, HOVERED_LINE, HALO = 2.0, 3.0, 2.0
HALO_COLOUR = QColor(15, 17, 21, 170)
DASHES = [4.0, 3.0]
MARK = 9.0
"""Size of the sign of a kind: a dot is a face, a square a plate."""
PENCIL = 9.0
"""Side of the corner that says: by hand."""


@dataclass(frozen=True, slots=True)
class Look:
    """How one box is drawn.

    Attributes:
        place: On the screen.
        kind: Its colour and sign.
        suggestion: Dashed.
        by_hand: With a corner.
        selected: With handles, at `handles`.
        hovered: With a thicker line.
        tag: What the tag says; empty for none.
    """

    place: QRectF
    kind: Kind
    suggestion: bool = False
    by_hand: bool = False
    selected: bool = False
    hovered: bool = False
    handles: tuple[QPointF, ...] = ()
    tag: str = ""


def paint_boxes(
    painter: QPainter, looks: Sequence[Look], *, tokens: Tokens, inside: QRectF
) -> None:
    """Draw all boxes of a photo.

    Args:
        painter: In pixels of the screen.
        looks: The ones drawn last lie on top.
        tokens: The colours.
        inside: What is visible; tags stay inside it.
    """
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for look in sorted(looks, key=lambda one: (one.selected, one.hovered)):
        _paint_frame(painter, look, tokens)
    for look in looks:
        if look.selected:
            _paint_handles(painter, look, tokens)
    taken = [look.place for look in looks]
    for look in looks:
        if look.tag and look.place.intersects(inside):
            taken.append(_paint_tag(painter, look, tokens, taken=taken, inside=inside))


def paint_mark(painter: QPainter, kind: Kind, centre: QPointF, size: float, fill: QColor) -> None:
    """Draw the sign of a kind, with the pen that is set: a round dot or a square."""
    painter.setBrush(fill)
    if kind is Kind.FACE:
        painter.drawEllipse(centre, size / 2, size / 2)
    else:
        side = size * 0.9
        painter.drawRect(QRectF(centre.x() - side / 2, centre.y() - side / 2, side, side))


def paint_readout(painter: QPainter, text: str, at: QPointF, *, inside: QRectF) -> None:
    """Draw a short text beside the pointer."""
    painter.setFont(font_of(NOTE, semibold=True))
    size = painter.fontMetrics().boundingRect(text).size()
    place = QRectF(at.x() + 14, at.y() + 14, size.width() + 12, size.height() + 6)
    if place.right() > inside.right():
        place.moveRight(at.x() - 10)
    if place.bottom() > inside.bottom():
        place.moveBottom(at.y() - 10)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(15, 17, 21, 220))
    painter.drawRoundedRect(place, 4, 4)
    painter.setPen(Qt.GlobalColor.white)
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)


def paint_band(painter: QPainter, band: QRectF, tokens: Tokens) -> None:
    """Draw the rubber band that selects."""
    colour = QColor(tokens.accent)
    pen = QPen(colour, 1.5, Qt.PenStyle.DashLine)
    painter.setPen(pen)
    colour.setAlpha(40)
    painter.setBrush(colour)
    painter.drawRect(band)


def paint_focus(painter: QPainter, area: QRectF, tokens: Tokens) -> None:
    """Show that keys go to this view."""
    painter.setPen(QPen(QColor(tokens.accent), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(area.adjusted(1, 1, -1, -1))


def _paint_frame(painter: QPainter, look: Look, tokens: Tokens) -> None:
    colour = tokens.of_kind(look.kind)
    width = HOVERED_LINE if look.hovered else LINE
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if not look.suggestion:
        painter.setPen(_pen(HALO_COLOUR, width + HALO))
        painter.drawRect(look.place)
    line = _pen(colour, width)
    if look.suggestion:
        # Dark between the dashes: seen on snow and at night, and lighter than a box
        painter.setPen(_pen(HALO_COLOUR, width))
        painter.drawRect(look.place)
        line.setDashPattern(DASHES)
    painter.setPen(line)
    painter.drawRect(look.place)
    roomy = min(look.place.width(), look.place.height()) >= 2 * MARK
    if look.by_hand and roomy:
        _paint_pencil(painter, look.place, colour)
    if roomy and not look.selected:
        painter.setPen(QPen(HALO_COLOUR, 1.5))
        paint_mark(painter, look.kind, look.place.topLeft(), MARK, colour)


def _paint_pencil(painter: QPainter, place: QRectF, colour: QColor) -> None:
    corner = place.bottomRight()
    painter.setPen(QPen(HALO_COLOUR, 1))
    painter.setBrush(colour)
    painter.drawPolygon(
        QPolygonF([corner, corner - QPointF(PENCIL, 0), corner - QPointF(0, PENCIL)])
    )


def _paint_handles(painter: QPainter, look: Look, tokens: Tokens) -> None:
    painter.setPen(QPen(tokens.of_kind(look.kind).darker(140), 1.5))
    painter.setBrush(Qt.GlobalColor.white)
    for at in look.handles:
        painter.drawRect(QRectF(at.x() - HANDLE / 2, at.y() - HANDLE / 2, HANDLE, HANDLE))


def _paint_tag(
    painter: QPainter, look: Look, tokens: Tokens, *, taken: Sequence[QRectF], inside: QRectF
) -> QRectF:
    """Draw a tag where it covers no box, and tell where that is."""
    painter.setFont(font_of(NOTE, semibold=True))
    text = painter.fontMetrics().boundingRect(look.tag)
    tag = tag_place(
        look.place,
        width=text.width() + MARK + 18,
        height=text.height() + 4,
        taken=taken,
        inside=inside,
    )
    colour = tokens.of_kind(look.kind)
    painter.setPen(QPen(HALO_COLOUR, 1))
    painter.setBrush(colour)
    painter.drawRoundedRect(tag, 3, 3)
    ink = QColor(tokens.on_kind)
    painter.setPen(Qt.PenStyle.NoPen)
    paint_mark(painter, look.kind, QPointF(tag.left() + 10, tag.center().y()), MARK - 2, ink)
    painter.setPen(ink)
    painter.drawText(tag.adjusted(MARK + 8, 0, -4, 0), Qt.AlignmentFlag.AlignVCenter, look.tag)
    return tag


def tag_place(
    box: QRectF, *, width: float, height: float, taken: Sequence[QRectF], inside: QRectF
) -> QRectF:
    """Where a tag covers no box and can be read: above, below, right, left, else above.

    Args:
        box: The tag's own, on the screen.
        width: Of the tag.
        height: Of the tag.
        taken: All boxes and tags.
        inside: What is visible.
    """
    gap = HANDLE
    places = [
        QRectF(x, y, width, height)
        for x, y in (
            (box.left(), box.top() - height - gap),
            (box.left(), box.bottom() + gap),
            (box.right() - width, box.top() - height - gap),
            (box.right() - width, box.bottom() + gap),
            (box.right() + gap, box.top()),
            (box.left() - width - gap, box.top()),
        )
    ]
    for place in places:
        if inside.contains(place) and not any(place.intersects(one) for one in taken):
            return place
    first = places[0]
    first.moveLeft(min(max(first.left(), inside.left()), inside.right() - width))
    first.moveTop(min(max(first.top(), inside.top()), inside.bottom() - height))
    return first


def _pen(colour: QColor, width: float) -> QPen:
    return QPen(
        colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap, Qt.PenJoinStyle.MiterJoin
    )
