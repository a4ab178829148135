"""The strip at the foot: how far a run is, how fast, how long yet; pause and stop."""

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton

from anonymizer_gui.gui.input_events import give_focus_back
from anonymizer_gui.gui.job.run import Run
from anonymizer_gui.gui.wording import decimal, duration, number

TICK_MS = 250

SLOW = 0.5
"""Photos per second below which it is said how long one takes."""

STEPS = ((60, 10), (20, 5))
"""From so many seconds on, what is left is said in steps of so many."""


class RunStrip(QFrame):
    """Shows the run at work, if there is one."""

    restarted = Signal()
    """The user wants to go on with what was stopped."""

    def __init__(self, *, doing: str, prefix: str = "") -> None:
        """A strip.

        Args:
            doing: Translated, with `{done}` and `{count}`.
            prefix: Of the names of its widgets.
        """
        super().__init__()
        self.setProperty("role", "foot")
        self.setObjectName(f"{prefix}runStrip")
        self._doing = doing
        self._run: Run | None = None
        self.status = QLabel(textFormat=Qt.TextFormat.PlainText)
        self.bar = QProgressBar(textVisible=False)
        self.pace = QLabel()
        self.pace.setProperty("role", "muted")
        self.pause = QPushButton(self.tr("Pause"))
        self.stop = QPushButton(self.tr("Stop"))
        self.again = QPushButton(self.tr("Go on"))
        for name, widget in (
            ("statusLabel", self.status),
            ("progressBar", self.bar),
            ("paceLabel", self.pace),
            ("pauseButton", self.pause),
            ("stopButton", self.stop),
            ("continueButton", self.again),
        ):
            widget.setObjectName(f"{prefix}{name}")
        for button in (self.pause, self.stop, self.again):
            button.setProperty("role", "quiet")
        self.pause.clicked.connect(self.on_pause)
        self.stop.clicked.connect(self.on_stop)
        self.again.clicked.connect(self.restarted)
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self.refresh)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 12, 6)
        row.setSpacing(12)
        row.addWidget(self.status)
        row.addWidget(self.bar, 1)
        for widget in (self.pace, self.pause, self.stop, self.again):
            row.addWidget(widget)

    def follow(self, run: Run | None) -> None:
        """Show another run."""
        self._run = run
        if run is not None:
            self._timer.start()
            run.finished.connect(self.on_finished)
        self.refresh()

    def say(self, text: str, *, can_go_on: bool) -> None:
        """Show what became of a run."""
        self._run = None
        self._timer.stop()
        give_focus_back(self)
        self.status.setText(text)
        self.pace.clear()
        for widget in (self.bar, self.pause, self.stop):
            widget.hide()
        self.again.setVisible(can_go_on)

    @Slot()
    def refresh(self) -> None:
        """Show how far the run is."""
        run = self._run
        if run is None:
            return
        if self.again.hasFocus():
            give_focus_back(self)
        self.again.hide()
        for widget in (self.bar, self.pause, self.stop):
            widget.show()
        self.pause.setText(self.tr("Go on") if run.is_paused else self.tr("Pause"))
        self.stop.setEnabled(not run.is_stopping)
        self.pause.setEnabled(not run.is_stopping)
        if run.count == 0:
            self.bar.setRange(0, 0)
            self.status.setText(self.tr("Starting…"))
            return
        self.bar.setRange(0, run.count)
        self.bar.setValue(run.done)
        self.status.setText(self._doing.format(done=number(run.done), count=number(run.count)))
        self.pace.setText(self._pace(run))

    @Slot()
    def on_pause(self) -> None:
        """Pause, or go on."""
        if self._run is not None:
            self._run.pause(not self._run.is_paused)
            self.refresh()

    @Slot()
    def on_stop(self) -> None:
        """Stop after the photo at hand."""
        if self._run is not None:
            self._run.stop()
            self.refresh()

    @Slot()
    def on_finished(self) -> None:
        """No more ticks."""
        self._timer.stop()

    def _pace(self, run: Run) -> str:
        if run.is_stopping:
            return self.tr("Stopping after the photos it is working on…")
        if run.is_paused:
            return self.tr("Paused")
        left = run.seconds_left()
        if left is None:
            return ""
        time, pace = duration(_in_steps(left)), run.photos_per_second()
        if pace < SLOW:
            return self.tr("{n} s per photo · {time} left").format(
                n=number(round(1 / pace)), time=time
            )
        return self.tr("{pace} photos/s · {time} left").format(pace=decimal(pace, 1), time=time)


def _in_steps(seconds: float) -> float:
    """So long, without seconds that nobody can know."""
    step = next((step for least, step in STEPS if seconds >= least), 1)
    return round(seconds / step) * step
