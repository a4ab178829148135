"""The line above a review that says what became of something."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from typing_extensions import override

from anonymizer_gui.core.store.finder import Redo
from anonymizer_gui.gui.notice import Choice, Notice
from anonymizer_gui.gui.review.export_strip import Wish
from anonymizer_gui.gui.wording import counted, sentence_of

if TYPE_CHECKING:
    from anonymizer_gui.engine.corrections import Exported


class JobNotice(Notice):
    """Says what went wrong, was exported, or is to be done again."""

    @override
    def say(self, text: str, choices: Sequence[Choice] = (), *, wrong: bool = False) -> None:
        super().say(text, choices, wrong=wrong)
        self._close.setText(self.tr("Close"))

    @override
    def ask(self, text: str, answer: Choice) -> None:
        super().ask(text, answer)
        self._close.setText(self.tr("Cancel"))

    @Slot(object)
    def on_failed(self, error: object) -> None:
        """Say what went wrong."""
        self.say(sentence_of(error), wrong=True)

    @Slot(object, object)
    def on_exported(self, wish: Wish, exported: "Exported") -> None:
        """Say what was exported, and what could not be."""
        photos = counted(
            exported.photos, self.tr("{n} corrected photo"), self.tr("{n} corrected photos")
        )
        boxes = counted(exported.boxes, self.tr("{n} box"), self.tr("{n} boxes"))
        said = self.tr("Exported to {folder}: {photos} with {boxes}.").format(
            folder=wish.folder, photos=photos, boxes=boxes
        )
        left_out = [sentence_of(error) for error in exported.left_out]
        self.say("\n".join([said, *left_out]), wrong=bool(left_out))

    @Slot(object)
    def on_redo_known(self, redo: Redo) -> None:
        """Say what must be done again, and why."""
        if redo.detect:
            self.say(
                counted(
                    redo.detect,
                    self.tr("Networks or detail have changed: {n} photo is searched again."),
                    self.tr("Networks or detail have changed: {n} photos are searched again."),
                )
            )
        elif redo.save:
            self.say(
                counted(
                    redo.save,
                    self.tr("Settings have changed: {n} result is to be saved again."),
                    self.tr("Settings have changed: {n} results are to be saved again."),
                )
            )
