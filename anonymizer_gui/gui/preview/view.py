"""One picture with boxes on it: wheel, keys and mouse, at any zoom."""

from math import isclose

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QResizeEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QGraphicsScene, QGraphicsView
from typing_extensions import override

from anonymizer_gui.core.boxes import Box, Kind, Origin
from anonymizer_gui.gui.editing.editor import Editor
from anonymizer_gui.gui.editing.geometry import (
    CORNERS,
    Handle,
    Point,
    handle_at,
    handle_place,
    handles_of,
)
from anonymizer_gui.gui.preview import painting
from anonymizer_gui.gui.preview.pyramid import Picture
from anonymizer_gui.gui.preview.tools import Band, Draw, Mouse, Move, Resize, Tool, box_at
from anonymizer_gui.gui.preview.viewpoint import STEP, Viewpoint
from anonymizer_gui.gui.theme import tokens_of
from anonymizer_gui.gui.wording import decimal, kind_name

FIT_AT_MOST = 8.0
REACH = 3.0
"""Pixels of the screen: so near a box is on it."""
NOTCH = 120
CURSORS = {
    (0, 1): Qt.CursorShape.SizeVerCursor,
    (1, 0): Qt.CursorShape.SizeHorCursor,
    (1, 1): Qt.CursorShape.SizeFDiagCursor,
    (1, -1): Qt.CursorShape.SizeBDiagCursor,
}


class PhotoView(QGraphicsView):
    """Shows a picture at scene coordinates that are its pixels.

    Remembers the picture, the editor of its boxes, the tool at work, and the kind to draw.
    """

    nudged = Signal(int, int, bool)
    """An arrow key: steps right and down, and whether the size changes instead of the place."""

    def __init__(self, viewpoint: Viewpoint, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setScene(QGraphicsScene(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setResizeAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.viewport().setMouseTracking(True)
        self.setAcceptDrops(False)  # the window takes what is dropped
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.kind = Kind.FACE
        self.boxes_visible = True
        self.veiled = False
        """Whether the insides of boxes are covered, as long as they are not rendered."""
        self._viewpoint = viewpoint
        self._picture: Picture | None = None
        self._left: Picture | None = None
        self._share = 0.0
        self._editor: Editor | None = None
        self._tool: Tool | None = None
        self._pan_from: QPointF | None = None
        self._space = False
        self._pointer = QPointF()
        self._modifiers = Qt.KeyboardModifier.NoModifier
        viewpoint.changed.connect(self.on_viewpoint_changed)

    @property
    def picture(self) -> Picture | None:
        """What is shown."""
        return self._picture

    def show_picture(self, picture: Picture | None) -> None:
        """Show another picture, or none."""
        before = self._picture
        self._picture = picture
        if picture and (before is None or (before.width, before.height) != _size(picture)):
            rect = QRectF(0, 0, picture.width, picture.height)
            self.scene().setSceneRect(rect)
            # Room around the photo, so that its corners can come to the middle of the view
            self.setSceneRect(rect.adjusted(-rect.width(), -rect.height(), *_size(picture)))
            self.on_viewpoint_changed()
        self.viewport().update()

    def show_left(self, picture: Picture | None, *, share: float = 0.0) -> None:
        """Show another picture left of a line.

        Args:
            picture: Of the same size; None for none.
            share: Where the line is, as a part of the width of the view.
        """
        self._left, self._share = picture, share if picture else 0.0
        self.viewport().update()

    def set_editor(self, editor: Editor | None) -> None:
        """Show and edit these boxes."""
        if self._tool is not None:
            self._tool.cancel()
            self._tool = None
        self._editor = editor
        if editor:
            for changed in (
                editor.boxes.changed,
                editor.selection_changed,
                editor.hovered_changed,
            ):
                changed.connect(self.on_boxes_changed)
        self.viewport().update()

    @Slot(bool)
    def on_space(self, held: bool) -> None:
        """Let the mouse move the photo, as long as the space bar is held."""
        self._space = held
        if held:
            self.viewport().setCursor(Qt.CursorShape.OpenHandCursor)
        else:
            self.viewport().unsetCursor()

    def centre_of_view(self) -> Point:
        """What is in the middle, in pixels of the photo."""
        centre = self.mapToScene(self.viewport().rect().center())
        return Point(centre.x(), centre.y())

    @Slot()
    def on_boxes_changed(self) -> None:
        """Draw the boxes again."""
        self.viewport().update()

    @Slot()
    def on_viewpoint_changed(self) -> None:
        """Show what the viewpoint says."""
        if self._picture is None:
            return
        if self._viewpoint.fits:
            width, height = _size(self._picture)
            scale = min(
                self.viewport().width() / width, self.viewport().height() / height, FIT_AT_MOST
            )
            self._viewpoint.fitted(scale=max(scale, 1e-3), centre=QPointF(width / 2, height / 2))
        scale = self._viewpoint.scale
        if not isclose(self.transform().m11(), scale):
            self.setTransform(QTransform.fromScale(scale, scale))
        self.centerOn(self._viewpoint.centre)
        self.viewport().update()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.on_viewpoint_changed()

    @override
    def drawBackground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        painter.fillRect(rect, QColor(tokens_of(self.palette()).canvas))
        if self._picture:
            scale = self.transform().m11() * self.devicePixelRatioF()
            self._picture.paint(painter, exposed=QRectF(rect), scale=scale)
            if self._left:
                part = self.mapToScene(self._part(0.0, self._share)).boundingRect()
                painter.save()
                painter.setClipRect(part, Qt.ClipOperation.IntersectClip)
                self._left.paint(painter, exposed=QRectF(rect), scale=scale)
                painter.restore()

    @override
    def drawForeground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        if self.hasFocus():
            painter.save()
            painter.resetTransform()
            painting.paint_focus(painter, QRectF(self.viewport().rect()), tokens_of(self.palette()))
            painter.restore()
        if not self._editor or not self._picture or not self.boxes_visible:
            return
        painter.save()
        painter.resetTransform()
        inside, tokens = QRectF(self.viewport().rect()), tokens_of(self.palette())
        looks = [self._look(box_id) for box_id in self._editor.boxes.shown_ids()]
        if self.veiled:
            right = QRectF(self._part(self._share, 1.0))
            for look in looks:
                if not look.suggestion:
                    painter.fillRect(look.place.intersected(right), QColor(tokens.canvas))
        painting.paint_boxes(painter, looks, tokens=tokens, inside=inside)
        if self._tool and self._tool.band:
            painting.paint_band(painter, self._on_screen(self._tool.band), tokens)
        if self._tool and self._tool.readout:
            painting.paint_readout(painter, self._tool.readout, self._pointer, inside=inside)
        painter.restore()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        notches = event.angleDelta().y() / NOTCH
        if notches and self._picture:
            self._viewpoint.zoom(STEP**notches, self._exact_scene(event.position()))
        event.accept()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pointer = event.position()
        left = event.button() == Qt.MouseButton.LeftButton
        if event.button() == Qt.MouseButton.MiddleButton or (left and self._space):
            self._pan_from = event.position()
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        elif left and self._editor and self._picture:
            self._tool = self._tool_for(self._editor, self._mouse(event))
            self.viewport().update()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._pointer = event.position()
        if self._pan_from is not None:
            way = (event.position() - self._pan_from) / self._viewpoint.scale
            self._pan_from = event.position()
            self._viewpoint.look(scale=self._viewpoint.scale, centre=self._viewpoint.centre - way)
        elif self._tool:
            self._tool.move(self._mouse(event))
            self.viewport().update()
        elif self._editor:
            self._hover(self._editor, self._mouse(event).photo)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pan_from = None
        if self._tool and event.button() == Qt.MouseButton.LeftButton:
            tool, self._tool = self._tool, None
            tool.release(self._mouse(event))
        self.viewport().unsetCursor()
        self.viewport().update()

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._viewpoint.fit()

    @override
    def event(self, event: QEvent) -> bool:
        # While the mouse drags, no key does anything else to the boxes
        if event.type() is QEvent.Type.ShortcutOverride and self._tool is not None:
            event.accept()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        arrows = {
            Qt.Key.Key_Left: (-1, 0),
            Qt.Key.Key_Right: (1, 0),
            Qt.Key.Key_Up: (0, -1),
            Qt.Key.Key_Down: (0, 1),
        }
        if step := arrows.get(Qt.Key(event.key())):
            held = event.modifiers()
            length = 10 if held & Qt.KeyboardModifier.ShiftModifier else 1
            resize = bool(held & Qt.KeyboardModifier.ControlModifier)
            self.nudged.emit(step[0] * length, step[1] * length, resize)
        elif event.key() == Qt.Key.Key_Escape and self._tool:
            self._tool.cancel()
            self._tool = None
            self.viewport().update()
        elif event.key() == Qt.Key.Key_Escape and self._editor:
            self._editor.select(())
        else:
            event.ignore()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        if self._editor:
            self._editor.hover(None)

    def _tool_for(self, editor: Editor, mouse: Mouse) -> Tool:
        if handle := self._handle_under(editor, mouse.photo):
            return Resize(editor, mouse, *handle)
        box_id = box_at(editor, mouse.photo, reach=REACH / self._viewpoint.scale)
        if self._shift():
            return Band(editor, mouse)
        if box_id is None or not _is_moved(editor, box_id):
            return Draw(editor, mouse, self.kind, box_id)
        return Move(editor, mouse, box_id)

    def _shift(self) -> bool:
        return bool(self._modifiers & Qt.KeyboardModifier.ShiftModifier)

    def _hover(self, editor: Editor, at: Point) -> None:
        editor.hover(box_at(editor, at, reach=REACH / self._viewpoint.scale))
        if self._space:
            return
        if handle := self._handle_under(editor, at):
            self.viewport().setCursor(_cursor(handle[1]))
        elif editor.hovered is not None and _is_moved(editor, editor.hovered):
            self.viewport().setCursor(Qt.CursorShape.SizeAllCursor)
        else:
            self.viewport().setCursor(Qt.CursorShape.CrossCursor)

    def _handle_under(self, editor: Editor, at: Point) -> tuple[int, Handle] | None:
        for box_id in editor.selected:
            handle = handle_at(
                editor.boxes.item(box_id).box,
                at,
                scale=self._viewpoint.scale,
                side=painting.HANDLE,
            )
            if handle:
                return box_id, handle
        return None

    def _look(self, box_id: int) -> painting.Look:
        assert self._editor
        box, editor = self._editor.boxes.item(box_id).box, self._editor
        selected, hovered = box_id in editor.selected, box_id == editor.hovered
        handles = handles_of(box, scale=self._viewpoint.scale, side=painting.HANDLE)
        return painting.Look(
            place=self._on_screen(
                QRectF(QPointF(box.x_min, box.y_min), QPointF(box.x_max, box.y_max))
            ),
            kind=box.kind,
            suggestion=editor.boxes.is_suggestion(box_id),
            by_hand=box.origin is not Origin.DETECTED,
            selected=selected,
            hovered=hovered,
            handles=tuple(
                self._handle_on_screen(box, handle, outside=handles is CORNERS)
                for handle in handles
                if selected
            ),
            tag=self._tag(box_id) if hovered or editor.selected == {box_id} else "",
        )

    def _tag(self, box_id: int) -> str:
        assert self._editor
        box = self._editor.boxes.item(box_id).box
        name = kind_name(box.kind)
        if box.origin is not Origin.DETECTED:
            return self.tr("{name}, by hand").format(name=name)
        return f"{name} {decimal(box.score)}"

    def _mouse(self, event: QMouseEvent) -> Mouse:
        self._modifiers = event.modifiers()
        at, screen = self._exact_scene(event.position()), event.position()
        return Mouse(
            Point(at.x(), at.y()),
            Point(screen.x(), screen.y()),
            adds=bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier),
        )

    def _exact_scene(self, at: QPointF) -> QPointF:
        """A place in the view, in pixels of the photo, without rounding to pixels of the screen."""
        inverted, _ = self.viewportTransform().inverted()
        return inverted.map(at)

    def _exact_view(self, at: Point) -> QPointF:
        return self.viewportTransform().map(QPointF(at.x, at.y))

    def _handle_on_screen(self, box: Box, handle: Handle, *, outside: bool) -> QPointF:
        """Of a box smaller than its handles they lie outside, so that it can be seen."""
        place = self._exact_view(handle_place(box, handle))
        shift = painting.HANDLE / 2 if outside else 0.0
        return place + QPointF(handle.x, handle.y) * shift

    def _part(self, start: float, end: float) -> QRect:
        """What of the view lies between two parts of its width."""
        area = self.viewport().rect()
        left, right = (round(share * area.width()) for share in (start, end))
        return QRect(left, 0, right - left, area.height())

    def _on_screen(self, area: QRectF) -> QRectF:
        return self.viewportTransform().mapRect(area)


def _is_moved(editor: Editor, box_id: int) -> bool:
    """Whether a drag moves it: inside a large suggestion that is wrong one may want to draw."""
    return box_id in editor.selected or not editor.boxes.is_suggestion(box_id)


def _size(picture: Picture) -> tuple[int, int]:
    return picture.width, picture.height


def _cursor(handle: Handle) -> Qt.CursorShape:
    sign = -1 if handle.x < 0 or (handle.x == 0 and handle.y < 0) else 1
    return CURSORS[handle.x * sign, handle.y * sign]
