"""Working on the boxes of one photo: selection, edits, undo."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QUndoStack

from anonymizer_gui.core.boxes import Box, Kind, Origin
from anonymizer_gui.gui.editing.box_list import BoxList, Decision, Item
from anonymizer_gui.gui.editing.commands import ChangeBoxes, Values
from anonymizer_gui.gui.editing.geometry import fitted, grown, moved, shift_inside

BoxChange = Callable[[Box], Box]


class Editor(QObject):
    """Remembers one photo's boxes, which are selected, and what can be undone."""

    selection_changed = Signal()
    hovered_changed = Signal()
    edited = Signal()
    """An edit was done, undone or done again; a drag counts when it ends."""

    def __init__(self, boxes: BoxList) -> None:
        super().__init__()
        self.boxes = boxes
        self.stack = QUndoStack(self)
        self._selected: frozenset[int] = frozenset()
        self._hovered: int | None = None
        boxes.setParent(self)
        boxes.changed.connect(self.on_boxes_changed)
        self.stack.indexChanged.connect(self.edited)

    @property
    def selected(self) -> frozenset[int]:
        """Numbers of the selected boxes."""
        return self._selected

    @property
    def hovered(self) -> int | None:
        """Number of the box under the pointer."""
        return self._hovered

    def select(self, box_ids: Iterable[int]) -> None:
        """Select these boxes and no others."""
        wanted = frozenset(box_ids).intersection(self.boxes.shown_ids())
        if wanted != self._selected:
            self._selected = wanted
            self.selection_changed.emit()

    def hover(self, box_id: int | None) -> None:
        """Say which box the pointer is over."""
        if box_id != self._hovered:
            self._hovered = box_id
            self.hovered_changed.emit()

    @Slot()
    def select_all(self) -> None:
        """Select everything that is hidden."""
        self.select(self.boxes.hidden_ids())

    def selected_boxes(self) -> tuple[Box, ...]:
        """The selected boxes, in the order they came."""
        return tuple(
            item.box for box_id, item in self.boxes.items.items() if box_id in self._selected
        )

    def change(self, before: Values, after: Values, text: str, *, run: str = "") -> None:
        """Do an edit that can be undone; nothing if it changes nothing."""
        if before != after:
            self.stack.push(ChangeBoxes(self.boxes, before=before, after=after, text=text, run=run))

    def add(self, boxes: Sequence[Box], text: str) -> tuple[int, ...]:
        """Add boxes made by hand, and select them.

        Returns:
            Their numbers.
        """
        after: dict[int, Item | None] = {
            self.boxes.new_id(): Item(made_by_hand(box), Decision.HIDE) for box in boxes
        }
        self.change(dict.fromkeys(after), after, text)
        self.select(after)
        return tuple(after)

    def paste(self, boxes: Sequence[Box]) -> tuple[int, ...]:
        """Add boxes from a photo, this or another one, where they are not there already."""
        inside = [box for one in boxes if (box := fitted(one, within=self.boxes.size))]
        there = {_place(box) for box in self.boxes.hidden()}
        return self.add([box for box in inside if _place(box) not in there], self.tr("Paste"))

    def nudge(self, *, dx: float, dy: float) -> None:
        """Move the selected boxes together; a row of nudges is undone at once."""
        dx, dy = shift_inside(self.selected_boxes(), dx=dx, dy=dy, within=self.boxes.size)
        self._change_selected(
            lambda box: moved(box, dx=dx, dy=dy, within=self.boxes.size), self.tr("Move"), "nudge"
        )

    def grow(self, *, dx: float, dy: float) -> None:
        """Move the right and lower edges of the selected boxes."""
        self._change_selected(
            lambda box: grown(box, dx=dx, dy=dy, within=self.boxes.size), self.tr("Resize"), "grow"
        )

    def set_kind(self, kind: Kind) -> None:
        """Say what the selected boxes hold."""
        before = self._selected_items()
        after = {one: replace(item, box=replace(item.box, kind=kind)) for one, item in before}
        self.change(dict(before), _decided(after), self.tr("Change kind"))

    @Slot()
    def delete(self) -> None:
        """Take the selected boxes away: what is there stays visible."""
        before = self._selected_items()
        after: dict[int, Item | None] = {
            one: None
            if item.box.origin is not Origin.DETECTED
            else replace(item, decision=Decision.LEAVE)
            for one, item in before
        }
        self.change(dict(before), after, self.tr("Delete"))

    @Slot()
    def accept(self) -> None:
        """Hide the selected suggestions, or the most certain one if none is selected."""
        suggested = self.boxes.suggested_ids()
        wanted = [one for one in suggested if one in self._selected] or suggested[:1]
        self.accept_these(wanted)

    @Slot()
    def accept_all(self) -> None:
        """Hide all suggestions."""
        self.accept_these(self.boxes.suggested_ids())

    def accept_these(self, box_ids: Iterable[int]) -> None:
        """Hide these suggestions."""
        before = {one: self.boxes.item(one) for one in box_ids}
        self.change(before, _decided(before), self.tr("Accept"))

    @Slot()
    def on_boxes_changed(self) -> None:
        """Forget what is no longer there."""
        shown = self.boxes.shown_ids()
        self.select(self._selected.intersection(shown))
        if self._hovered not in shown:
            self.hover(None)

    def _selected_items(self) -> list[tuple[int, Item]]:
        return [(one, item) for one, item in self.boxes.items.items() if one in self._selected]

    def _change_selected(self, changed: BoxChange, text: str, run: str) -> None:
        before = self._selected_items()
        after = {
            one: Item(box, Decision.HIDE) if (box := edited(item.box, changed)) else item
            for one, item in before
        }
        self.change(dict(before), after, text, run=run)


def made_by_hand(box: Box) -> Box:
    """The same place, but a person's; what was found stays known as such, and hides as much."""
    origin = Origin.MANUAL if box.origin is Origin.MANUAL else Origin.MOVED
    return replace(box, score=1.0, origin=origin)


def edited(box: Box, changed: BoxChange) -> Box | None:
    """A box after a person changed its place; None if it is where it was."""
    after = changed(box)
    return None if after == box else made_by_hand(after)


def _decided(items: Mapping[int, Item]) -> dict[int, Item | None]:
    return {one: replace(item, decision=Decision.HIDE) for one, item in items.items()}


def _place(box: Box) -> tuple[float, float, float, float, Kind]:
    return box.x_min, box.y_min, box.x_max, box.y_max, box.kind
