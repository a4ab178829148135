"""A recent job on the start page: which, how far, and going on."""

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QProgressBar, QPushButton

from anonymizer_gui.gui.theme import BODY, font_of
from anonymizer_gui.gui.wording import number

if TYPE_CHECKING:
    from anonymizer_gui.core.store.recent import RecentJob


PLACE_WIDTH = 260


class RecentCard(QFrame):
    """Remembers the job."""

    chosen = Signal(object)
    """The `RecentJob` to go on with."""

    def __init__(self, job: "RecentJob") -> None:
        from anonymizer_gui.core.store.values import State

        super().__init__()
        self.setObjectName("recentCard")
        self.setProperty("role", "card")
        self._job = job
        total = sum(job.counts.values())
        done = job.counts.get(State.REVIEWED, 0) + job.counts.get(State.SAVED, 0)
        name = QLabel(job.input.name or str(job.input))
        name.setFont(font_of(BODY, semibold=True))
        place = QLabel()
        place.setText(
            place.fontMetrics().elidedText(str(job.input), Qt.TextElideMode.ElideMiddle, 260)
        )
        place.setToolTip(str(job.input))
        bar = QProgressBar(textVisible=False)
        bar.setRange(0, max(total, 1))
        bar.setValue(done)
        said = QLabel(
            self.tr("{done} of {count} reviewed").format(done=number(done), count=number(total))
            + f" · {_day(job.last_used)}"
        )
        for label in (place, said):
            label.setProperty("role", "note")
        go_on = QPushButton(self.tr("Continue"))
        go_on.setObjectName("continueJobButton")
        go_on.setAccessibleName(self.tr("Continue {name}").format(name=name.text()))
        go_on.clicked.connect(self.on_clicked)
        grid = QGridLayout(self)
        grid.setContentsMargins(14, 12, 14, 12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        grid.addWidget(name, 0, 0)
        grid.addWidget(place, 1, 0)
        grid.addWidget(go_on, 0, 1, 2, 1)
        grid.addWidget(bar, 2, 0, 1, 2)
        grid.addWidget(said, 3, 0, 1, 2)

    @Slot()
    def on_clicked(self) -> None:
        """Go on with it."""
        self.chosen.emit(self._job)


def _day(moment: datetime) -> str:
    local = moment.astimezone()
    day = QDate(local.year, local.month, local.day)
    return QLocale().toString(day, QLocale.FormatType.ShortFormat)
