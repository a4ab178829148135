"""The boxes of the photo at hand as a list: what is hidden, then what is suggested."""

from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt, Slot
from typing_extensions import override

from anonymizer_gui.core.boxes import Box, Origin
from anonymizer_gui.gui.editing.editor import Editor
from anonymizer_gui.gui.review.photo_list_model import ModelIndex
from anonymizer_gui.gui.wording import decimal, kind_name

BOX_ROLE = Qt.ItemDataRole.UserRole
"""A `BoxRow`."""


@dataclass(frozen=True, slots=True)
class BoxRow:
    """A line of the list."""

    id: int
    box: Box
    suggestion: bool


class BoxModel(QAbstractListModel):
    """Remembers the lines of one photo."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._editor: Editor | None = None
        self._rows: list[BoxRow] = []

    def set_editor(self, editor: Editor | None) -> None:
        """List the boxes of another photo."""
        if self._editor is not None:
            self._editor.boxes.changed.disconnect(self.on_boxes_changed)
        self._editor = editor
        if editor is not None:
            editor.boxes.changed.connect(self.on_boxes_changed)
        self.on_boxes_changed()

    def row_of(self, box_id: int) -> int:
        """Where a box is; -1 if it is not listed."""
        return next((row for row, one in enumerate(self._rows) if one.id == box_id), -1)

    def said_of(self, row: BoxRow) -> str:
        """Where a box comes from."""
        if row.suggestion:
            return self.tr("suggestion, {score}").format(score=decimal(row.box.score))
        if row.box.origin is Origin.MANUAL:
            return self.tr("by hand")
        if row.box.origin is Origin.MOVED:
            return self.tr("by hand, from a found one")
        return self.tr("found, {score}").format(score=decimal(row.box.score))

    @override
    def rowCount(self, parent: ModelIndex = QModelIndex()) -> int:  # noqa: B008 - as Qt has it
        return 0 if parent.isValid() else len(self._rows)

    @override
    def data(self, index: ModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not 0 <= index.row() < len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == BOX_ROLE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{kind_name(row.box.kind)}, {self.said_of(row)}"
        return None

    @Slot()
    def on_boxes_changed(self) -> None:
        """List them anew; while a box is dragged only its line changes."""
        rows = self._listed()
        if [one.id for one in rows] == [one.id for one in self._rows]:
            self._rows = rows
            if rows:
                self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def _listed(self) -> list[BoxRow]:
        if self._editor is None:
            return []
        boxes = self._editor.boxes
        return [
            *(BoxRow(one, boxes.item(one).box, suggestion=False) for one in boxes.hidden_ids()),
            *(BoxRow(one, boxes.item(one).box, suggestion=True) for one in boxes.suggested_ids()),
        ]
