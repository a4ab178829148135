"""How much is found: a slider from "finds more" to "finds less", with the exact value beside it."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QVBoxLayout, QWidget

from anonymizer_gui.core.boxes import Kind
from anonymizer_gui.core.settings import THRESHOLD_RANGE
from anonymizer_gui.gui.decimal_field import DecimalField

STEPS = 1000
"""A slider moves in steps of 0.001."""


class SensitivityField(QWidget):
    """Remembers a threshold."""

    moved = Signal(object, float)
    """A `Kind` and its threshold, moved by the user."""

    def __init__(self, kind: Kind, caption: str, value: float) -> None:
        """A field.

        Args:
            kind: Of boxes.
            caption: What the field is called.
            value: To begin with.
        """
        super().__init__()
        self.setObjectName(f"{kind}Sensitivity")
        self._kind = kind
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setObjectName(f"{kind}ThresholdSlider")
        self.slider.setRange(1, STEPS)
        self.slider.setPageStep(50)
        self.slider.setAccessibleName(caption)
        self._exact = DecimalField(decimals=3, singleStep=0.01)
        self._exact.setObjectName(f"{kind}ThresholdEdit")
        self._exact.setRange(*THRESHOLD_RANGE)
        self._exact.setAccessibleName(caption)
        self._exact.setFixedWidth(64)
        self._exact.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._exact.setKeyboardTracking(False)
        self.said = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self.said.setObjectName(f"{kind}FoundLabel")
        self.said.setProperty("role", "note")
        self._lay_out(caption)
        self.set_value(value)
        self.slider.valueChanged.connect(self.on_slider_moved)
        self._exact.valueChanged.connect(self.on_exact_changed)

    @property
    def value(self) -> float:
        """The threshold."""
        return self.slider.value() / STEPS

    def set_value(self, value: float) -> None:
        """Show a threshold; nobody is told."""
        for widget in (self.slider, self._exact):
            widget.blockSignals(True)
        self.slider.setValue(round(value * STEPS))
        self._exact.setValue(self.value)
        for widget in (self.slider, self._exact):
            widget.blockSignals(False)

    @Slot(int)
    def on_slider_moved(self, _step: int) -> None:
        """Show the exact value, and tell."""
        self.set_value(self.value)
        self.moved.emit(self._kind, self.value)

    @Slot(float)
    def on_exact_changed(self, value: float) -> None:
        """Move the slider, and tell."""
        self.set_value(value)
        self.moved.emit(self._kind, self.value)

    def _lay_out(self, caption: str) -> None:
        title = QLabel(caption)
        title.setBuddy(self.slider)
        head = QHBoxLayout()
        head.addWidget(title)
        head.addStretch()
        head.addWidget(self._exact)
        ends = QHBoxLayout()
        for text in (self.tr("finds more"), self.tr("finds less")):
            end = QLabel(text)
            end.setProperty("role", "note")
            ends.addWidget(end)
        ends.insertWidget(1, self.said, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(self.slider)
        column.addLayout(ends)
