"""Saving, and what is said about it: questions, progress, the summary at the end."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices

from anonymizer_gui.core.boxes import Kind
from anonymizer_gui.core.store.values import State
from anonymizer_gui.gui.job.session import Session
from anonymizer_gui.gui.job.tally import Tally
from anonymizer_gui.gui.notice import Choice, Notice
from anonymizer_gui.gui.review.run_strip import RunStrip
from anonymizer_gui.gui.wording import counted, number, sentence_of

MOST_REASONS = 3
"""Failures that are named in the summary; all of them are in the list."""


class Saving(QObject):
    """Asks, saves, and sums up what the session counts."""

    def __init__(self, session: Session, notice: Notice, strip: RunStrip) -> None:
        super().__init__(notice)
        self._session = session
        self._notice = notice
        self._strip = strip
        session.saving_changed.connect(self.on_saving_changed)

    def save(self, image_ids: Sequence[int]) -> None:
        """Save these photos."""
        self._notice.on_close()
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
        if not unseen and not counts.get(State.REVIEWED, 0):
            self._notice.say(self._nothing_to_save(waiting, counts.get(State.FAILED, 0)))
        elif not unseen and not waiting:
            self.save_everything()
        else:
            said = [self._unseen_said(unseen)] if unseen else []
            said += [self._waiting_said(waiting)] if waiting else []
            self._notice.ask(
                " ".join(said), ("saveAnywayButton", self.tr("Save anyway"), self.save_everything)
            )

    @Slot()
    def save_everything(self) -> None:
        """Save all photos that were searched, reviewed or not."""
        self.save(self._session.store.images.ids_in(State.FOUND, State.REVIEWED))

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
        tally = self._session.tally
        wrong = bool(tally.failed or tally.broken_off)
        self._notice.say(self._summary(tally), self._choices(tally), wrong=wrong)

    @Slot()
    def on_open_folder(self) -> None:
        """Show the results in the file manager."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._session.settings.output)))

    @Slot()
    def on_retry(self) -> None:
        """Do again what could not be done."""
        failed = [one.image_id for one in self._session.tally.failed]
        if self._session.unattended:
            self._notice.on_close()
            self._session.retry(failed)
        else:
            self._session.store.photos.retry(failed)
            self.save(failed)

    def _nothing_to_save(self, waiting: int, failed: int) -> str:
        if not waiting and not failed:
            return self.tr("Everything is saved already.")
        said = [self.tr("There is nothing to save now.")]
        if waiting:
            said.append(self._waiting_said(waiting))
        if failed:
            said.append(
                counted(failed, self.tr("{n} photo failed."), self.tr("{n} photos failed."))
            )
        return " ".join(said)

    def _unseen_said(self, unseen: int) -> str:
        return counted(
            unseen,
            self.tr("{n} photo was never looked at by a person."),
            self.tr("{n} photos were never looked at by a person."),
        )

    def _waiting_said(self, waiting: int) -> str:
        return counted(
            waiting,
            self.tr("{n} photo is not searched yet and cannot be saved."),
            self.tr("{n} photos are not searched yet and cannot be saved."),
        )

    def _summary(self, tally: Tally) -> str:
        if tally.broken_off is not None and not (tally.saved or tally.failed):
            return sentence_of(tally.broken_off)
        faces, plates = tally.boxes[Kind.FACE], tally.boxes[Kind.PLATE]
        said = [
            counted(tally.saved, self.tr("{n} photo saved"), self.tr("{n} photos saved")),
            counted(faces, self.tr("{n} face hidden"), self.tr("{n} faces hidden")),
            counted(plates, self.tr("{n} plate hidden"), self.tr("{n} plates hidden")),
        ]
        text = ", ".join(said) + "."
        if tally.re_encoded:
            text += " " + counted(
                tally.re_encoded,
                self.tr("{n} photo was re-encoded: every pixel of it may have changed slightly."),
                self.tr("{n} photos were re-encoded: every pixel may have changed slightly."),
            )
        if tally.report_seal:
            text += "\n" + self.tr(
                "A report is in the folder of the results. Its seal is {seal}; keep it somewhere "
                "else too."
            ).format(seal=tally.report_seal)
        if tally.failed:
            text += " " + self.tr("{n} failed:").format(n=number(len(tally.failed)))
            reasons = [sentence_of(one.error) for one in tally.failed[:MOST_REASONS]]
            text = "\n".join([text, *reasons])
        if tally.broken_off is not None:
            text = f"{sentence_of(tally.broken_off)}\n{text}"
        return text

    def _choices(self, tally: Tally) -> list[Choice]:
        choices: list[Choice] = [("openFolderButton", self.tr("Open folder"), self.on_open_folder)]
        if tally.failed:
            choices.insert(0, ("retryButton", self.tr("Retry"), self.on_retry))
        return choices
