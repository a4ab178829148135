"""The right side of a review: the boxes of the photo, and how much is found in all photos."""

from collections.abc import Mapping

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListView,
    QPushButton,
    QVBoxLayout,
)

from anonymizer_gui.core.boxes import Kind
from anonymizer_gui.core.settings import Style
from anonymizer_gui.gui.actions import Actions
from anonymizer_gui.gui.editing.editor import Editor
from anonymizer_gui.gui.preview.pyramid import Pyramid
from anonymizer_gui.gui.review.box_delegate import BoxDelegate
from anonymizer_gui.gui.review.box_model import BOX_ROLE, BoxModel, BoxRow
from anonymizer_gui.gui.review.style_box import StyleBox
from anonymizer_gui.gui.sensitivity_field import SensitivityField
from anonymizer_gui.gui.theme import BODY, font_of
from anonymizer_gui.gui.wording import counted, older_blur_note

WIDTH = 290
MARGIN = 12


class BoxPanel(QFrame):
    """Remembers the editor of the photo at hand; its selection is that of the list."""

    threshold_moved = Signal(object, float)
    """A `Kind` and its threshold."""
    style_chosen = Signal(object)
    """A `Style`, for all photos."""
    style_clicked = Signal()
    """It was chosen with the mouse."""
    box_chosen = Signal(object)
    """A `Box`, in the list."""

    def __init__(self, actions: Actions, thresholds: Mapping[Kind, float], style: Style) -> None:
        super().__init__()
        self.setObjectName("boxPanel")
        self.setProperty("role", "side")
        self.setFixedWidth(WIDTH)
        self._editor: Editor | None = None
        self.model = BoxModel(self)
        self.model.modelReset.connect(self.on_editor_selected)
        self._list = QListView()
        self._list.setObjectName("boxList")
        self._list.setAccessibleName(self.tr("Boxes in this photo"))
        self._list.setModel(self.model)
        self._list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._list.setMouseTracking(True)
        self._delegate = BoxDelegate(self.model, self)
        self._delegate.accepted.connect(self.on_accepted)
        self._list.setItemDelegate(self._delegate)
        self._list.selectionModel().selectionChanged.connect(self.on_list_selected)
        self._list.doubleClicked.connect(self.on_double_clicked)
        self._fields = {
            kind: SensitivityField(kind, caption, thresholds[kind])
            for kind, caption in (
                (Kind.FACE, self.tr("Faces")),
                (Kind.PLATE, self.tr("Number plates")),
            )
            if kind in thresholds
        }
        for field in self._fields.values():
            field.moved.connect(self.threshold_moved)
        self._style = StyleBox(style)
        self._style.setAccessibleName(self.tr("How to hide, in all photos"))
        self._style.chosen.connect(self.on_style_chosen)
        self._style.clicked.connect(self.style_clicked)
        self._style_note = QLabel(older_blur_note(), wordWrap=True)
        self._style_note.setObjectName("styleNote")
        self._style_note.setProperty("role", "note")
        self._style_note.setVisible(style is Style.GAUSSIAN)
        self._accept_all = QPushButton(self.tr("Hide all suggestions"))
        self._accept_all.setObjectName("acceptAllButton")
        self._accept_all.clicked.connect(actions["accept_all"].trigger)
        self._accept_all.hide()
        self._lay_out(actions)

    def show_boxes(self, picture: Pyramid | None, editor: Editor | None) -> None:
        """List the boxes of another photo."""
        if self._editor is not None:
            self._editor.selection_changed.disconnect(self.on_editor_selected)
            self._editor.boxes.changed.disconnect(self.on_boxes_changed)
        self._editor = editor
        self._delegate.picture = picture
        self.model.set_editor(editor)
        if editor is not None:
            editor.selection_changed.connect(self.on_editor_selected)
            editor.boxes.changed.connect(self.on_boxes_changed)
        self.on_boxes_changed()
        self.on_editor_selected()

    def show_thresholds(self, thresholds: Mapping[Kind, float]) -> None:
        """Show what holds for all photos."""
        for kind, field in self._fields.items():
            if kind in thresholds:
                field.set_value(thresholds[kind])

    @Slot(dict)
    def show_found(self, counts: Mapping[Kind, int]) -> None:
        """Say how many boxes the thresholds hide."""
        for kind, count in counts.items():
            if kind in self._fields:
                said = counted(count, self.tr("{n} box"), self.tr("{n} boxes"))
                self._fields[kind].said.setText(said)

    @Slot()
    def on_boxes_changed(self) -> None:
        """Say how many suggestions there are."""
        count = 0 if self._editor is None else len(self._editor.boxes.suggested_ids())
        self._accept_all.setVisible(count > 0)
        self._accept_all.setText(self.tr("Hide all suggestions ({n})").format(n=count))

    @Slot(object)
    def on_style_chosen(self, style: Style) -> None:
        """Hide in another way, and say what it is worth."""
        self._style_note.setVisible(style is Style.GAUSSIAN)
        self.style_chosen.emit(style)

    @Slot()
    def on_editor_selected(self) -> None:
        """Select in the list what is selected on the photo."""
        if self._editor is None:
            return
        chosen = QItemSelection()
        for box_id in self._editor.selected:
            row = self.model.row_of(box_id)
            if row >= 0:
                chosen.select(self.model.index(row), self.model.index(row))
        selection = self._list.selectionModel()
        selection.blockSignals(True)
        selection.select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        selection.blockSignals(False)
        if rows := [index.row() for index in chosen.indexes()]:
            self._list.scrollTo(self.model.index(min(rows)))
        self._list.viewport().update()

    @Slot()
    def on_list_selected(self) -> None:
        """Select on the photo what is selected in the list."""
        if self._editor is not None:
            rows = [index.data(BOX_ROLE) for index in self._list.selectedIndexes()]
            self._editor.select(row.id for row in rows if isinstance(row, BoxRow))
            for box in self._editor.selected_boxes()[:1]:
                self.box_chosen.emit(box)

    @Slot(int)
    def on_accepted(self, box_id: int) -> None:
        """Hide a suggestion."""
        if self._editor is not None:
            self._editor.accept_these([box_id])

    @Slot(QModelIndex)
    def on_double_clicked(self, index: QModelIndex) -> None:
        """Hide a suggestion."""
        row = index.data(BOX_ROLE)
        if self._editor is not None and isinstance(row, BoxRow) and row.suggestion:
            self._editor.accept_these([row.id])

    def _lay_out(self, actions: Actions) -> None:
        add, delete = QPushButton(self.tr("New box")), QPushButton(self.tr("Delete"))
        add.setObjectName("addBoxButton")
        delete.setObjectName("deleteBoxButton")
        for button, action in ((add, actions["add"]), (delete, actions["delete"])):
            button.setToolTip(action.toolTip())
            button.clicked.connect(action.trigger)
            button.setEnabled(action.isEnabled())
            action.enabledChanged.connect(button.setEnabled)
        row = QHBoxLayout()
        row.setContentsMargins(MARGIN, 0, MARGIN, 0)
        row.addWidget(add)
        row.addWidget(delete)
        row.addStretch()
        below = QVBoxLayout()
        below.setContentsMargins(MARGIN, 0, MARGIN, MARGIN)
        below.setSpacing(8)
        below.addWidget(self._accept_all)
        below.addWidget(_heading(self.tr("How much is found")))
        for field in self._fields.values():
            below.addWidget(field)
        note = QLabel(self.tr("In all photos that nobody has edited or reviewed."), wordWrap=True)
        note.setProperty("role", "note")
        below.addWidget(note)
        caption = _heading(self.tr("How to hide, in all photos"))
        caption.setBuddy(self._style)
        for widget in (caption, self._style, self._style_note):
            below.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, MARGIN, 0, 0)
        column.setSpacing(8)
        heading = _heading(self.tr("Boxes in this photo"))
        heading.setContentsMargins(MARGIN, 0, MARGIN, 0)
        column.addWidget(heading)
        column.addLayout(row)
        column.addWidget(self._list, 1)
        column.addLayout(below)


def _heading(text: str) -> QLabel:
    label = QLabel(text)
    label.setFont(font_of(BODY, semibold=True))
    return label
