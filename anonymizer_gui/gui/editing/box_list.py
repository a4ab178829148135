"""The boxes of one photo: what is hidden, what is suggested, and who decided it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QObject, Signal

from anonymizer_gui.core.boxes import Box, Kind
from anonymizer_gui.gui.editing.geometry import Size, covers

FIRST_BY_HAND = 1_000_000
"""Detections have lower numbers: they may come when boxes have been drawn already."""

SUGGESTED_FROM = 0.5
"""A detection is suggested from this part of its threshold; below lies mostly nonsense."""


class Decision(StrEnum):
    """What a person decided about a box."""

    NONE = "none"
    """Nothing yet: the threshold decides."""
    HIDE = "hide"
    LEAVE = "leave"
    """Deleted: what is there stays visible."""


@dataclass(frozen=True, slots=True)
class Item:
    """A box, and what a person decided about it."""

    box: Box
    decision: Decision = Decision.NONE


class BoxList(QObject):
    """Remembers the boxes of one photo by number, the thresholds, and the size of the photo.

    Until the first edit the thresholds decide. From then on the list is a person's: what was
    hidden at that moment stays hidden, whatever the thresholds become.
    """

    changed = Signal()

    def __init__(
        self,
        size: Size,
        items: Mapping[int, Item] | None = None,
        thresholds: Mapping[Kind, float] | None = None,
        *,
        fixed: bool = False,
        searched: bool = True,
    ) -> None:
        """A list of boxes.

        Args:
            size: Of the photo.
            items: What is known, by number.
            thresholds: The score from which each kind is hidden.
            fixed: Whether the list is a person's already: only decisions hide anything.
            searched: Whether what was found is in it; else that comes later.
        """
        super().__init__()
        self.size = size
        self.searched = searched
        self._fixed = fixed
        self._edited_at: Mapping[Kind, float] | None = None
        self._items: dict[int, Item] = dict(items or {})
        self._thresholds = dict(thresholds or {})
        self._next_id = max(FIRST_BY_HAND, *self._items, 0) + 1

    @property
    def items(self) -> Mapping[int, Item]:
        """Everything, deleted boxes included, by number."""
        return self._items

    @property
    def thresholds(self) -> Mapping[Kind, float]:
        """The score from which each kind is hidden."""
        return self._thresholds

    @property
    def is_edited(self) -> bool:
        """Whether the list is a person's."""
        return self._fixed or self._edited_at is not None

    def new_id(self) -> int:
        """A number that no box of this photo has had."""
        self._next_id += 1
        return self._next_id - 1

    def item(self, box_id: int) -> Item:
        """What is known of a box.

        Raises:
            KeyError: There is none of this number.
        """
        return self._items[box_id]

    def is_hidden(self, box_id: int) -> bool:
        """Whether what is in a box will be hidden."""
        item = self._items[box_id]
        if item.decision is not Decision.NONE:
            return item.decision is Decision.HIDE
        return not self._fixed and self._reaches(item.box, self._edited_at or self._thresholds)

    def is_suggestion(self, box_id: int) -> bool:
        """Whether a box is under the threshold, near enough to be shown, and not hidden anyway."""
        item = self._items[box_id]
        return (
            item.decision is Decision.NONE
            and not self.is_hidden(box_id)
            and self._reaches(item.box, self._thresholds, part=SUGGESTED_FROM)
            and not any(covers(other, item.box) for other in self.hidden())
        )

    def hidden_ids(self) -> tuple[int, ...]:
        """Numbers of the boxes whose inside is hidden, in the order they came."""
        return tuple(box_id for box_id in self._items if self.is_hidden(box_id))

    def suggested_ids(self) -> tuple[int, ...]:
        """Numbers of the suggestions, most certain first."""
        found = [box_id for box_id in self._items if self.is_suggestion(box_id)]
        return tuple(sorted(found, key=lambda one: -self._items[one].box.score))

    def shown_ids(self) -> tuple[int, ...]:
        """Numbers of all that is shown: suggestions lie under the hidden ones."""
        return self.suggested_ids() + self.hidden_ids()

    def hidden(self) -> tuple[Box, ...]:
        """The boxes whose inside is hidden, before the box scale."""
        return tuple(self._items[box_id].box for box_id in self.hidden_ids())

    def put(self, changes: Mapping[int, Item | None]) -> None:
        """Set boxes, or take them out where the value is None."""
        before = dict(self._items)
        for box_id, item in changes.items():
            if item is None:
                self._items.pop(box_id, None)
            else:
                self._items[box_id] = item
        if self._items != before:
            decided = any(item.decision is not Decision.NONE for item in self._items.values())
            self._edited_at = (self._edited_at or self._thresholds) if decided else None
            self.changed.emit()

    def take_found(self, items: Mapping[int, Item]) -> None:
        """Add what was found, now that the photo was searched; drawn boxes stay."""
        self.searched = True
        self._items = {**items, **self._items}
        if self._edited_at is not None:
            self._edited_at = self._thresholds
        self.changed.emit()

    def set_thresholds(self, thresholds: Mapping[Kind, float]) -> None:
        """Let other thresholds decide about what no person decided on."""
        if dict(thresholds) != self._thresholds:
            self._thresholds = dict(thresholds)
            self.changed.emit()

    @staticmethod
    def _reaches(box: Box, thresholds: Mapping[Kind, float], *, part: float = 1.0) -> bool:
        return box.kind in thresholds and box.score >= thresholds[box.kind] * part
