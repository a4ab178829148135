"""Saving, and what is said about it: questions, progress, the summary at the end."""

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices

from anonymizer_gui.core.boxes import Kind
from anonymizer_gui.core.store.values import State
from anonymizer_gui.gui.job.session import Session
from anonymizer_gui.gui.notice import Choice, Notice
from anonymizer_gui.gui.review.run_strip import RunStrip
from anonymizer_gui.gui.wording import counted, number, sentence_of

if TYPE_CHECKING:
    from anonymizer_gui.engine.pipeline import Outcome

MOST_REASONS = 3
"""Failures that are named in the summary; all of them are in the list."""


class Saving(QObject):
    """Remembers what was saved in one go, what could not be, and why it ended early."""

    def __init__(self, session: Session, notice: Notice, strip: RunStrip) -> None:
        super().__init__(notice)
        self._session = session
        self._notice = notice
        self._strip = strip
        self._boxes: Counter[Kind] = Counter()
        self._done: list[int] = []
        self._failed: list[Outcome] = []
        self._broken_off: object = None
        session.failed.connect(self.on_failed)
        session.saved.connect(self.on_saved)
        session.saving_changed.connect(self.on_saving_changed)

    def save(self, image_ids: Sequence[int]) -> None:
        """Save these photos."""
        self._boxes.clear()
        self._done, self._failed, self._broken_off = [], [], None
        self._notice.hide()
        self._session.save(image_ids)

    @Slot()
    def save_reviewed(self) -> None:
        """Save all photos that are reviewed and not saved yet."""
        self.save(self._session.store.images.ids_in(State.REVIEWED))

    @Slot()
    def ask_for_everything(self) -> None:
        """Save all photos; first say how many nobody has looked at."""
        counts = self._session.counts()
        unseen, waiting = counts.get(State.FOUND, 0), counts.get(State.WAITING, 0)
        if not unseen and not waiting:
            self.save_everything()
            return
        said = counted(
            unseen,
            self.tr("{n} photo was never looked at by a person."),
            self.tr("{n} photos were never looked at by a person."),
        )
        if waiting:
            said += " " + self.tr("{n} are not searched yet and cannot be saved.").format(
                n=number(waiting)
            )
        self._notice.say(
            said, [("saveAnywayButton", self.tr("Save everything"), self.save_everything)]
        )

    @Slot()
    def save_everything(self) -> None:
        """Save all photos that were searched, reviewed or not."""
        self.save(self._session.store.images.ids_in(State.FOUND, State.REVIEWED))

    @Slot(object)
    def on_saved(self, outcome: "Outcome") -> None:
        """Count a photo."""
        if outcome.error is not None:
            self._failed.append(outcome)
        else:
            self._done.append(outcome.image_id)
            self._boxes.update(box.kind for box in outcome.boxes)

    @Slot()
    def on_saving_changed(self) -> None:
        """Show the run, or the summary at its end."""
        run = self._session.saving
        self._strip.setVisible(run is not None)
        if run is not None:
            self._strip.follow(run)
        else:
            self.summarise()

    def summarise(self) -> None:
        """Say what was saved and what was not."""
        wrong = bool(self._failed or self._broken_off)
        self._notice.say(self._summary(), self._choices(), wrong=wrong)

    @Slot(object)
    def on_failed(self, error: object) -> None:
        """Keep in mind why the run was broken off."""
        self._broken_off = error

    @Slot()
    def on_open_folder(self) -> None:
        """Show the results in the file manager."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._session.settings.output)))

    @Slot()
    def on_retry(self) -> None:
        """Save again what could not be saved."""
        failed = [one.image_id for one in self._failed]
        self._session.store.photos.retry(failed)
        self.save(failed)

    def _summary(self) -> str:
        if self._broken_off is not None and not self._done:
            return sentence_of(self._broken_off)
        said = [
            counted(len(self._done), self.tr("{n} photo saved"), self.tr("{n} photos saved")),
            counted(
                self._boxes[Kind.FACE], self.tr("{n} face hidden"), self.tr("{n} faces hidden")
            ),
            counted(
                self._boxes[Kind.PLATE], self.tr("{n} plate hidden"), self.tr("{n} plates hidden")
            ),
        ]
        text = ", ".join(said) + "."
        if self._failed:
            text += " " + self.tr("{n} failed:").format(n=number(len(self._failed)))
            reasons = [sentence_of(one.error) for one in self._failed[:MOST_REASONS]]
            text = "\n".join([text, *reasons])
        if self._broken_off is not None:
            text = f"{sentence_of(self._broken_off)}\n{text}"
        return text

    def _choices(self) -> list[Choice]:
        choices: list[Choice] = [("openFolderButton", self.tr("Open folder"), self.on_open_folder)]
        if self._failed:
            choices.insert(0, ("retryButton", self.tr("Retry"), self.on_retry))
        return choices
