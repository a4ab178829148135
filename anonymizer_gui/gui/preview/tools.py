"""What the mouse does on a photo: one class per tool, made when a button goes down.

A tool changes boxes while the mouse moves; what it did becomes one edit when the button goes up.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import hypot
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QPointF, QRectF

from anonymizer_gui.core.boxes import Box, Kind
from anonymizer_gui.gui.editing.box_list import Decision, Item
from anonymizer_gui.gui.editing.editor import Editor, edited, made_by_hand
from anonymizer_gui.gui.editing.geometry import (
    Handle,
    Point,
    drawn,
    holds,
    moved,
    resized,
    shift_inside,
    touches,
)

CLICK = 8.0
"""Pixels of the screen: what moves less is a click."""


@dataclass(frozen=True, slots=True)
class Mouse:
    """Where the pointer is.

    Attributes:
        photo: In pixels of the photo.
        screen: In pixels of the view.
        adds: Whether the key is held that adds to the selection.
    """

    photo: Point
    screen: Point
    adds: bool = False


class Tool(Protocol):
    """One press, drag and release."""

    @property
    def readout(self) -> str:
        """What is said beside the pointer; empty for nothing."""

    @property
    def band(self) -> QRectF | None:
        """A rubber band, in pixels of the photo."""

    def move(self, mouse: Mouse) -> None:
        """The mouse moves with the button down."""

    def release(self, mouse: Mouse) -> None:
        """The button goes up: the edit is done."""

    def cancel(self) -> None:
        """Everything is as before the press."""


class Pick:
    """A click selects; the base of what may turn out to be a click."""

    band: QRectF | None = None
    readout = ""

    def __init__(self, editor: Editor, mouse: Mouse) -> None:
        self._editor = editor
        self._start = mouse
        self._dragging = False

    def move(self, mouse: Mouse) -> None:
        """Drag, once the pointer has gone far enough."""
        way = hypot(mouse.screen.x - self._start.screen.x, mouse.screen.y - self._start.screen.y)
        self._dragging = self._dragging or way >= CLICK
        if self._dragging:
            self.drag(mouse)

    def release(self, mouse: Mouse) -> None:
        """End the drag, or click."""
        if self._dragging:
            self.drop(mouse)
        else:
            self.click(mouse)

    def drag(self, mouse: Mouse) -> None:
        """Follow the pointer."""

    def drop(self, mouse: Mouse) -> None:
        """Make an edit of the drag."""

    def click(self, mouse: Mouse) -> None:
        """Select nothing."""
        if not mouse.adds:
            self._editor.select(())

    def cancel(self) -> None:
        """Nothing has changed."""


class Change(Pick):
    """Changes boxes that are there: the base of moving and resizing."""

    text = ""

    def __init__(self, editor: Editor, mouse: Mouse, box_ids: frozenset[int]) -> None:
        super().__init__(editor, mouse)
        self._before = {one: editor.boxes.item(one) for one in box_ids}

    def drag(self, mouse: Mouse) -> None:
        """Show the boxes as they would be."""
        self._editor.boxes.put(self._after(mouse))
        self.readout = self._said()

    def drop(self, mouse: Mouse) -> None:
        """Make one edit of it."""
        after = self._after(mouse)
        self._editor.boxes.put(after)
        self._editor.change(self._before, after, self.text)

    def cancel(self) -> None:
        """Put the boxes back."""
        self._editor.boxes.put(self._before)

    def changed(self, box: Box, mouse: Mouse) -> Box:
        """A box after the drag."""
        raise NotImplementedError

    def _after(self, mouse: Mouse) -> Mapping[int, Item | None]:
        return {
            one: Item(box, Decision.HIDE)
            if (box := edited(item.box, lambda box: self.changed(box, mouse)))
            else item
            for one, item in self._before.items()
        }

    def _said(self) -> str:
        if len(self._before) != 1:
            return ""
        (box_id,) = self._before
        return size_of(self._editor.boxes.item(box_id).box)


class Move(Change):
    """Moves the selected boxes; they stop together at the edge of the photo."""

    def __init__(self, editor: Editor, mouse: Mouse, box_id: int) -> None:
        self._box_id = box_id
        if mouse.adds:
            editor.select(editor.selected ^ {box_id})
        elif box_id not in editor.selected:
            editor.select([box_id])
        super().__init__(editor, mouse, editor.selected)
        self.text = QCoreApplication.translate("Editor", "Move")

    def changed(self, box: Box, mouse: Mouse) -> Box:
        """The box as far from its place as the pointer from where it was pressed."""
        size = self._editor.boxes.size
        dx, dy = shift_inside(
            [item.box for item in self._before.values()],
            dx=mouse.photo.x - self._start.photo.x,
            dy=mouse.photo.y - self._start.photo.y,
            within=size,
        )
        return moved(box, dx=dx, dy=dy, within=size)

    def click(self, mouse: Mouse) -> None:
        """Select this box alone, unless a key adds or takes away."""
        if not mouse.adds:
            self._editor.select([self._box_id])


class Resize(Change):
    """Drags a handle."""

    def __init__(self, editor: Editor, mouse: Mouse, box_id: int, handle: Handle) -> None:
        editor.select([box_id])
        super().__init__(editor, mouse, frozenset({box_id}))
        self._handle = handle
        self.text = QCoreApplication.translate("Editor", "Resize")

    def changed(self, box: Box, mouse: Mouse) -> Box:
        """The box with its handle under the pointer."""
        return resized(box, self._handle, mouse.photo, within=self._editor.boxes.size)

    def click(self, mouse: Mouse) -> None:
        """Keep the selection."""


class Draw(Pick):
    """Draws a new box from corner to corner; a click selects the suggestion under it."""

    def __init__(
        self, editor: Editor, mouse: Mouse, kind: Kind, suggestion: int | None = None
    ) -> None:
        super().__init__(editor, mouse)
        self._kind, self._suggestion = kind, suggestion
        self._box_id: int | None = None

    def drag(self, mouse: Mouse) -> None:
        """Show the box as it would be."""
        if self._box_id is None:
            self._box_id = self._editor.boxes.new_id()
        box = self._box(mouse)
        self._editor.boxes.put({self._box_id: Item(box, Decision.HIDE)})
        self._editor.select([self._box_id])
        self.readout = size_of(box)

    def drop(self, mouse: Mouse) -> None:
        """Make an edit of it; too small a box was a click."""
        self.cancel()
        sides = (
            abs(mouse.screen.x - self._start.screen.x),
            abs(mouse.screen.y - self._start.screen.y),
        )
        if min(sides) >= CLICK / 2 and max(sides) >= CLICK:
            self._editor.add([self._box(mouse)], QCoreApplication.translate("Editor", "Draw"))

    def click(self, mouse: Mouse) -> None:
        """Select the suggestion, or nothing."""
        if self._suggestion is None:
            super().click(mouse)
        else:
            others = self._editor.selected if mouse.adds else frozenset[int]()
            self._editor.select(others | {self._suggestion})

    def cancel(self) -> None:
        """Take the box away."""
        if self._box_id is not None:
            self._editor.boxes.put({self._box_id: None})
            self._box_id = None

    def _box(self, mouse: Mouse) -> Box:
        return made_by_hand(
            drawn(self._start.photo, mouse.photo, self._kind, within=self._editor.boxes.size)
        )


class Band(Pick):
    """Selects what a rubber band touches."""

    def __init__(self, editor: Editor, mouse: Mouse) -> None:
        super().__init__(editor, mouse)
        self._selected = editor.selected if mouse.adds else frozenset()

    def drag(self, mouse: Mouse) -> None:
        """Select what is touched."""
        boxes = self._editor.boxes
        area = drawn(self._start.photo, mouse.photo, Kind.FACE, within=boxes.size)
        self.band = QRectF(QPointF(area.x_min, area.y_min), QPointF(area.x_max, area.y_max))
        touched = {one for one in boxes.shown_ids() if touches(boxes.item(one).box, area)}
        self._editor.select(self._selected | touched)


def box_at(editor: Editor, at: Point, *, reach: float) -> int | None:
    """The smallest box under the pointer; of equal ones, one that is selected.

    Args:
        editor: Of the photo.
        at: In pixels of the photo.
        reach: How far outside a box still counts, in pixels of the photo.
    """
    boxes = editor.boxes
    under = [one for one in boxes.shown_ids() if holds(boxes.item(one).box, at, reach=reach)]

    def order(box_id: int) -> tuple[float, bool]:
        box = boxes.item(box_id).box
        return box.width * box.height, box_id not in editor.selected

    return min(under, key=order, default=None)


def size_of(box: Box) -> str:
    """Width and height, for people."""
    return f"{box.width:.0f} \N{MULTIPLICATION SIGN} {box.height:.0f}"
