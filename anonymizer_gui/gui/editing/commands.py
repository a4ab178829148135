"""Edits that can be undone: each keeps numbers of boxes and two values of each."""

from collections.abc import Callable, Mapping

from PySide6.QtGui import QUndoCommand
from typing_extensions import override

from anonymizer_gui.core.boxes import Kind
from anonymizer_gui.gui.editing.box_list import BoxList, Item

Values = Mapping[int, Item | None]
"""Per number a box, or None where there is none."""

_MERGED = 1
"""Commands with this number are asked whether they belong together."""


class ChangeBoxes(QUndoCommand):
    """Boxes drawn, moved, resized, deleted, accepted, or of another kind."""

    def __init__(
        self, boxes: BoxList, *, before: Values, after: Values, text: str, run: str = ""
    ) -> None:
        """An edit of some boxes.

        Args:
            boxes: Of the photo.
            before: The boxes as they are.
            after: The same boxes as they shall be.
            text: What is done, for the menu.
            run: Edits of the same boxes in a row that have the same word here are one step;
                empty for none.
        """
        super().__init__(text)
        self._boxes = boxes
        self._before, self._after = dict(before), dict(after)
        self._run = run

    @override
    def redo(self) -> None:
        self._boxes.put(self._after)

    @override
    def undo(self) -> None:
        self._boxes.put(self._before)

    @override
    def id(self) -> int:
        return _MERGED if self._run else -1

    @override
    def mergeWith(self, other: QUndoCommand) -> bool:
        if (
            not isinstance(other, ChangeBoxes)
            or other._run != self._run
            or other._after.keys() != self._after.keys()
        ):
            return False
        self._after = other._after
        return True


class MoveThreshold(QUndoCommand):
    """A threshold of the job moved: it holds for every photo that is not reviewed yet."""

    def __init__(
        self,
        apply: Callable[[Kind, float], None],
        *,
        kind: Kind,
        before: float,
        after: float,
        text: str,
    ) -> None:
        super().__init__(text)
        self._apply = apply
        self._kind = kind
        self._before, self._after = before, after

    @override
    def redo(self) -> None:
        self._apply(self._kind, self._after)

    @override
    def undo(self) -> None:
        self._apply(self._kind, self._before)

    @override
    def id(self) -> int:
        return _MERGED

    @override
    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, MoveThreshold) or other._kind is not self._kind:
            return False
        self._after = other._after
        return True
