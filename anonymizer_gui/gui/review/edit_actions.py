"""The actions on the boxes of the photo at hand: which can be done, and doing them."""

from PySide6.QtCore import QObject, SignalInstance, Slot

from anonymizer_gui.core.boxes import Box, Kind
from anonymizer_gui.gui.actions import Actions
from anonymizer_gui.gui.editing.editor import Editor
from anonymizer_gui.gui.review.photo_stage import PhotoStage


class EditActions(QObject):
    """Remembers what was copied, and the boxes of the photo that was looked at before."""

    def __init__(self, actions: Actions, stage: PhotoStage) -> None:
        super().__init__(stage)
        self._actions = actions
        self._stage = stage
        self._editor: Editor | None = None
        self._copied: tuple[Box, ...] = ()
        self._previous_boxes: tuple[Box, ...] = ()
        for name, slot in (
            ("add", stage.add_box),
            ("face", self.on_face),
            ("plate", self.on_plate),
            ("copy", self.on_copy),
            ("paste", self.on_paste),
            ("same", self.on_same),
            ("undo", self.on_undo),
            ("redo", self.on_redo),
            ("delete", self.on_delete),
            ("accept", self.on_accept),
            ("accept_all", self.on_accept_all),
            ("select_all", self.on_select_all),
        ):
            actions[name].triggered.connect(slot)
        self.on_face()
        self.on_boxes_changed()

    def show_editor(self, editor: Editor | None) -> None:
        """Work on another photo."""
        if self._editor is not None:
            if editor is not None:
                self._previous_boxes = self._editor.boxes.hidden()
            for changed in _changes_of(self._editor):
                changed.disconnect(self.on_boxes_changed)
        self._editor = editor
        if editor is not None:
            for changed in _changes_of(editor):
                changed.connect(self.on_boxes_changed)
        self.on_boxes_changed()

    @Slot()
    def on_boxes_changed(self) -> None:
        """Offer what can be done."""
        editor = self._editor
        suggested = editor.boxes.suggested_ids() if editor else ()
        selected = bool(editor and editor.selected)
        searched = bool(editor and editor.boxes.searched)
        for name, enabled in (
            ("delete", selected),
            ("copy", selected),
            ("paste", bool(editor and self._copied)),
            ("same", bool(editor and self._previous_boxes)),
            ("accept", bool(suggested)),
            ("accept_all", bool(suggested)),
            ("add", editor is not None),
            ("select_all", bool(editor and editor.boxes.hidden_ids())),
            ("undo", bool(editor and editor.stack.canUndo())),
            ("redo", bool(editor and editor.stack.canRedo())),
            ("reviewed", searched or self._stage.has_failed),
            ("save", searched),
        ):
            self._actions[name].setEnabled(enabled)

    @Slot()
    def on_face(self) -> None:
        """Take what is selected, and what is drawn next, for a face."""
        self._take_kind(Kind.FACE)

    @Slot()
    def on_plate(self) -> None:
        """Take what is selected, and what is drawn next, for a plate."""
        self._take_kind(Kind.PLATE)

    @Slot()
    def on_copy(self) -> None:
        """Keep the selected boxes for another photo."""
        if self._editor is not None:
            self._copied = self._editor.selected_boxes()
            self.on_boxes_changed()

    @Slot()
    def on_paste(self) -> None:
        """Add what was copied."""
        if self._editor is not None:
            self._editor.paste(self._copied)

    @Slot()
    def on_same(self) -> None:
        """Add the boxes of the photo looked at before, for a camera that stands still."""
        if self._editor is not None:
            self._editor.paste(self._previous_boxes)

    @Slot()
    def on_undo(self) -> None:
        """Undo the last edit of this photo."""
        if self._editor is not None:
            self._editor.stack.undo()

    @Slot()
    def on_redo(self) -> None:
        """Do again what was undone last."""
        if self._editor is not None:
            self._editor.stack.redo()

    @Slot()
    def on_delete(self) -> None:
        """Take the selected boxes away."""
        if self._editor is not None:
            self._editor.delete()

    @Slot()
    def on_accept(self) -> None:
        """Hide a suggestion."""
        if self._editor is not None:
            self._editor.accept()

    @Slot()
    def on_accept_all(self) -> None:
        """Hide all suggestions."""
        if self._editor is not None:
            self._editor.accept_all()

    @Slot()
    def on_select_all(self) -> None:
        """Select everything that is hidden."""
        if self._editor is not None:
            self._editor.select_all()

    def _take_kind(self, kind: Kind) -> None:
        self._stage.set_kind(kind)
        self._actions["face"].setChecked(kind is Kind.FACE)
        self._actions["plate"].setChecked(kind is Kind.PLATE)


def _changes_of(editor: Editor) -> tuple[SignalInstance, ...]:
    return editor.boxes.changed, editor.selection_changed, editor.stack.indexChanged
