"""A recent job on the start page: which, how far, and going on."""

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QStackedLayout,
    QWidget,
)

from anonymizer_gui.gui.theme import BODY, font_of
from anonymizer_gui.gui.wording import number

if TYPE_CHECKING:
    from anonymizer_gui.core.store.recent import RecentJob


class RecentCard(QFrame):
    """Remembers the job."""

    chosen = Signal(object)
    """The `RecentJob` to go on with."""
    forgotten = Signal(object)
    """The `RecentJob` of which nothing is to be known any more."""

    def __init__(self, job: "RecentJob", *, has_twin: bool = False) -> None:
        """A card.

        Args:
            job: To show.
            has_twin: Whether there is another job of the same photos: then it is shown where the
                results of this one go.
        """
        from anonymizer_gui.core.store.values import State

        super().__init__()
        self.setObjectName("recentCard")
        self.setProperty("role", "card")
        self._job = job
        total = sum(job.counts.values())
        done = job.counts.get(State.REVIEWED, 0) + job.counts.get(State.SAVED, 0)
        name = QLabel(job.input.name or str(job.input), textFormat=Qt.TextFormat.PlainText)
        name.setFont(font_of(BODY, semibold=True))
        results = self.tr("Results: {folder}").format(folder=job.output)
        place, target = _elided(str(job.input)), _elided(results)
        if not has_twin:
            target.hide()
        for label in (place, target):
            label.setToolTip(f"{job.input}\n{results}")
        bar = QProgressBar(textVisible=False)
        bar.setRange(0, max(total, 1))
        bar.setValue(done)
        said = QLabel(
            self.tr("{done} of {count} reviewed or saved").format(
                done=number(done), count=number(total)
            )
            + f" · {_day(job.last_used)}"
        )
        for label in (place, target, said):
            label.setProperty("role", "note")
        go_on = QPushButton(self.tr("Continue"))
        go_on.setObjectName("continueJobButton")
        go_on.setAccessibleName(self.tr("Continue {name}").format(name=name.text()))
        go_on.clicked.connect(self.on_clicked)
        forget = QPushButton(self.tr("Forget"))
        forget.setObjectName("forgetJobButton")
        forget.setProperty("role", "quiet")
        forget.setAccessibleName(self.tr("Forget {name}").format(name=name.text()))
        forget.clicked.connect(self.on_forget)
        for button in (go_on, forget):
            button.setAccessibleDescription(f"{job.input}. {results}")
        self._facts, self._question = QWidget(), self._asked(name.text())
        self._pages = QStackedLayout(self)
        for widget in (self._facts, self._question):
            self._pages.addWidget(widget)
        grid = QGridLayout(self._facts)
        grid.setContentsMargins(14, 12, 14, 12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        grid.addWidget(name, 0, 0)
        grid.addWidget(place, 1, 0)
        grid.addWidget(forget, 0, 1, 2, 1)
        grid.addWidget(go_on, 0, 2, 2, 1)
        grid.addWidget(target, 2, 0, 1, 3)
        grid.addWidget(bar, 3, 0, 1, 3)
        grid.addWidget(said, 4, 0, 1, 3)

    @Slot()
    def on_clicked(self) -> None:
        """Go on with it."""
        self.chosen.emit(self._job)

    @Slot()
    def on_forget(self) -> None:
        """Ask first."""
        self._pages.setCurrentWidget(self._question)
        self._keep.setFocus()

    @Slot()
    def on_keep(self) -> None:
        """Nothing happens to it."""
        self._pages.setCurrentWidget(self._facts)

    @Slot()
    def on_forget_surely(self) -> None:
        """Tell."""
        self.forgotten.emit(self._job)

    def _asked(self, name: str) -> QWidget:
        text = QLabel(
            self.tr(
                "Forget what was found and corrected in {name}? Photos and results stay."
            ).format(name=name),
            wordWrap=True,
        )
        surely = QPushButton(self.tr("Forget"))
        surely.setObjectName("forgetSurelyButton")
        surely.clicked.connect(self.on_forget_surely)
        self._keep = QPushButton(self.tr("Keep"))
        self._keep.setObjectName("keepJobButton")
        self._keep.clicked.connect(self.on_keep)
        question = QWidget()
        grid = QGridLayout(question)
        grid.setContentsMargins(14, 12, 14, 12)
        grid.setColumnStretch(0, 1)
        grid.addWidget(text, 0, 0, 1, 3)
        grid.addWidget(surely, 1, 1)
        grid.addWidget(self._keep, 1, 2)
        return question


def _elided(text: str) -> QLabel:
    """A label of one line; of a long text the middle is left out."""
    label = QLabel(textFormat=Qt.TextFormat.PlainText)
    label.setText(label.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, 260))
    return label


def _day(moment: datetime) -> str:
    local = moment.astimezone()
    day = QDate(local.year, local.month, local.day)
    return QLocale().toString(day, QLocale.FormatType.ShortFormat)
