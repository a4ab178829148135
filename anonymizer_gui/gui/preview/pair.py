"""The photo before and after: in two views, or in one with a line between them, or after alone.

Two views lie side by side or one above the other, whichever shows the photo larger.
"""

from enum import StrEnum

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSize, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLabel, QWidget
from typing_extensions import override

from anonymizer_gui.core.boxes import Box, Kind
from anonymizer_gui.gui.editing.editor import Editor
from anonymizer_gui.gui.preview.divider import Divider
from anonymizer_gui.gui.preview.held_space import HeldSpace
from anonymizer_gui.gui.preview.pyramid import Picture
from anonymizer_gui.gui.preview.view import PhotoView
from anonymizer_gui.gui.preview.viewpoint import Viewpoint

GAP = 1
MARGIN_X, MARGIN_Y = 12, 10
"""Pixels between a caption and the corner of its view."""
STEP = 0.05
"""How far keys move the line, as a part of the width."""


class Comparison(StrEnum):
    """How before and after are shown."""

    BOTH = "both"
    SWIPE = "swipe"
    """After, and before left of a line."""
    AFTER = "after"


class PreviewPair(QWidget):
    """Remembers both pictures, how they are compared, and whether the original is asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("preview")
        self.viewpoint = Viewpoint(self)
        self.before = PhotoView(self.viewpoint, "beforeView")
        self.after = PhotoView(self.viewpoint, "afterView")
        self.before.setAccessibleName(self.tr("Photo before"))
        self.after.setAccessibleName(self.tr("Photo after"))
        self.space = HeldSpace(self)
        for view in (self.before, self.after):
            self.space.changed.connect(view.on_space)
        self._before_picture: Picture | None = None
        self._after_picture: Picture | None = None
        self._held = False
        self._comparison = Comparison.BOTH
        self._caption_before = _caption(self.tr("Before"), self.before)
        self._caption_after = _caption(self.tr("After"), self.after)
        self._caption_left = _caption(self.tr("Before"), self.after)
        self.divider = Divider(self.after)
        self.divider.moved.connect(self.on_divider_moved)
        self.after.installEventFilter(self)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(GAP)
        for view in (self.before, self.after):
            self._row.addWidget(view, 1)

    def show_photo(self, picture: Picture | None, editor: Editor | None) -> None:
        """Show another photo; until it is rendered, the boxes are covered in the after view."""
        self._before_picture, self._after_picture = picture, None
        for view in (self.before, self.after):
            view.set_editor(editor)
        self._arrange()
        self._show()

    def show_after(self, picture: Picture) -> None:
        """Show how the photo will be saved."""
        self._after_picture = picture
        self._show()

    def set_kind(self, kind: Kind) -> None:
        """Say what the next drawn box holds."""
        for view in (self.before, self.after):
            view.kind = kind

    def compare(self, comparison: Comparison) -> None:
        """Show before and after in another way."""
        self._comparison = comparison
        self.before.setVisible(comparison is Comparison.BOTH)
        self._arrange()
        self._show()

    @Slot()
    def divider_left(self) -> None:
        """Show less of before."""
        self.divider.move_to(self.divider.share - STEP)

    @Slot()
    def divider_right(self) -> None:
        """Show more of before."""
        self.divider.move_to(self.divider.share + STEP)

    @Slot(float)
    def on_divider_moved(self, _share: float) -> None:
        """Show before up to there."""
        self._show_left()

    @Slot(bool)
    def hold_original(self, held: bool) -> None:
        """Show the original in both views, without boxes, as long as a key is held."""
        self._held = held
        self._show()

    def view_in_use(self) -> PhotoView:
        """The view that has the focus, else the one after."""
        return self.before if self.before.hasFocus() else self.after

    @Slot(object)
    def bring_into_view(self, box: Box) -> None:
        """Look at a box that is not all in sight."""
        view = self.view_in_use()
        place = QRectF(QPointF(box.x_min, box.y_min), QPointF(box.x_max, box.y_max))
        if not view.viewport().rect().contains(view.mapFromScene(place).boundingRect()):
            self.viewpoint.look(scale=self.viewpoint.scale, centre=place.center())

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride:
            self.space.look(event)
        return super().event(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize:  # of the view, which comes after that of the pair
            self._show_left()
        return False

    @override
    def sizeHint(self) -> QSize:
        return QSize(700, 500)

    def _arrange(self) -> None:
        picture = self._before_picture
        if picture is None:
            return
        beside = min(self.width() / 2 / picture.width, self.height() / picture.height)
        above = min(self.width() / picture.width, self.height() / 2 / picture.height)
        self._row.setDirection(
            QBoxLayout.Direction.LeftToRight
            if beside >= above
            else QBoxLayout.Direction.TopToBottom
        )

    def _show(self) -> None:
        original = self._held or self._after_picture is None
        self.before.show_picture(self._before_picture)
        self.after.show_picture(self._before_picture if original else self._after_picture)
        self.after.veiled = self._after_picture is None and not self._held
        for view in (self.before, self.after):
            view.boxes_visible = not self._held
        self._caption_after.setText(self.tr("Original") if self._held else self.tr("After"))
        self._caption_after.adjustSize()
        for caption in (self._caption_before, self._caption_after):
            caption.setVisible(self._before_picture is not None)
        self._show_left()

    def _show_left(self) -> None:
        swipes = self._comparison is Comparison.SWIPE and not self._held
        swipes = swipes and self._before_picture is not None
        left = self._before_picture if swipes else None
        self.after.show_left(left, share=self.divider.share)
        for widget in (self.divider, self._caption_left):
            widget.setVisible(swipes)
        x = self.after.width() - self._caption_after.width() if swipes else 2 * MARGIN_X
        self._caption_after.move(x - MARGIN_X, MARGIN_Y)


def _caption(text: str, view: PhotoView) -> QLabel:
    caption = QLabel(text, view)
    caption.setProperty("role", "caption")
    caption.move(MARGIN_X, MARGIN_Y)
    return caption
