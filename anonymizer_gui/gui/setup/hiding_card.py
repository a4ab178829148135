"""How things are hidden, with a live sample."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from anonymizer_gui.core.settings import BOX_SCALE_RANGE, Settings, Style
from anonymizer_gui.gui.decimal_field import DecimalField
from anonymizer_gui.gui.setup.sample import Sample
from anonymizer_gui.gui.theme import BODY, font_of
from anonymizer_gui.gui.wording import older_blur_note, style_names

PER_CENT = 100
LARGEST_ON_SLIDER = 3.0
STRENGTHS = 2, 50
"""Halves of the width of the blur, in pixels."""


class HidingCard(QFrame):
    """Remembers the style, its strength and the box scale."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("hidingCard")
        self.setProperty("role", "card")
        self.combo = QComboBox()
        self.combo.setObjectName("obfuscationCombo")
        self.combo.setAccessibleName(self.tr("How to hide"))
        for style, text in style_names():
            self.combo.addItem(text, style)
        self._note = QLabel(wordWrap=True)
        self._note.setObjectName("styleNote")
        self._note.setProperty("role", "note")
        self.scale = QSlider(Qt.Orientation.Horizontal)
        self.scale.setObjectName("boxScaleSlider")
        self.scale.setAccessibleName(self.tr("Size of what is hidden"))
        low, high = BOX_SCALE_RANGE
        self.scale.setRange(round(low * PER_CENT), round(LARGEST_ON_SLIDER * PER_CENT))
        self.scale.setPageStep(10)
        self._exact = DecimalField(decimals=2, singleStep=0.05)
        self._exact.setObjectName("boxScaleEdit")
        self._exact.setAccessibleName(self.tr("Size of what is hidden"))
        self._exact.setRange(low, high)
        self._exact.setFixedWidth(64)
        self._exact.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.strength = QSlider(Qt.Orientation.Horizontal)
        self.strength.setObjectName("strengthSlider")
        self.strength.setAccessibleName(self.tr("Strength of the blur"))
        self.strength.setRange(*STRENGTHS)
        self.strength.setPageStep(5)
        self._strength_row, self._strength_said = QWidget(), QLabel()
        self.sample = Sample()
        self.combo.currentIndexChanged.connect(self.on_style_chosen)
        self.strength.valueChanged.connect(self.on_strength_moved)
        self.scale.valueChanged.connect(self.on_scale_moved)
        self._exact.valueChanged.connect(self.on_exact_changed)
        self._lay_out()
        self.on_style_chosen(0)

    @property
    def style_chosen(self) -> Style:
        """What is done inside a box."""
        return Style(self.combo.currentData())

    @property
    def box_scale(self) -> float:
        """How many times its size a box is."""
        return round(self._exact.value(), 2)

    @property
    def kernel_size(self) -> int:
        """Pixels across which the blur mixes: an odd number."""
        return 2 * self.strength.value() + 1

    def show_choice(self, settings: Settings) -> None:
        """Show what was chosen before."""
        self.combo.setCurrentIndex(self.combo.findData(settings.style))
        half = settings.kernel.size // 2
        self.strength.setMaximum(max(STRENGTHS[1], half))
        self.strength.setValue(half)
        self._exact.setValue(settings.box_scale)

    @Slot(int)
    def on_style_chosen(self, _index: int) -> None:
        """Say what a style is good for."""
        self._note.setText(
            {
                Style.PIXELATE: self.tr(
                    "Made of what is visible around it. Nothing of the face or plate is left."
                ),
                Style.GAUSSIAN: older_blur_note(),
                Style.SOLID: self.tr("One colour. Nothing is left."),
            }[self.style_chosen]
        )
        # The other styles leave nothing of what is inside: they cannot be stronger
        self._strength_row.setVisible(self.style_chosen is Style.GAUSSIAN)
        self.changed.emit()

    @Slot(int)
    def on_strength_moved(self, _half: int) -> None:
        """Say how strong that is."""
        self._strength_said.setText(self.tr("{n} pixels").format(n=self.kernel_size))
        self.changed.emit()

    @Slot(int)
    def on_scale_moved(self, per_cent: int) -> None:
        """Show the exact value."""
        if round(self._exact.value() * PER_CENT) != per_cent:
            self._exact.setValue(per_cent / PER_CENT)

    @Slot(float)
    def on_exact_changed(self, value: float) -> None:
        """Move the slider."""
        self.scale.blockSignals(True)
        self.scale.setValue(round(value * PER_CENT))
        self.scale.blockSignals(False)
        self.changed.emit()

    def _lay_out(self) -> None:
        heading = QLabel(self.tr("How to hide"))
        heading.setFont(font_of(BODY, semibold=True))
        strength = QHBoxLayout(self._strength_row)
        strength.setContentsMargins(0, 0, 0, 0)
        strength.setSpacing(12)
        named = QLabel(self.tr("Strength of the blur"))
        named.setBuddy(self.strength)
        self._strength_said.setProperty("role", "note")
        for widget in (named, self.strength, self._strength_said):
            strength.addWidget(widget)
        size = QHBoxLayout()
        caption = QLabel(self.tr("Size of what is hidden"))
        caption.setBuddy(self.scale)
        size.addWidget(caption)
        size.addStretch()
        size.addWidget(self._exact)
        times = QLabel(self.tr("times the box"))
        times.setProperty("role", "note")
        size.addWidget(times)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(heading)
        column.addWidget(self.combo)
        column.addWidget(self._note)
        column.addWidget(self._strength_row)
        column.addSpacing(4)
        column.addLayout(size)
        column.addWidget(self.scale)
        column.addStretch()
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 14, 18, 14)
        row.setSpacing(24)
        row.addLayout(column, 1)
        row.addWidget(self.sample, 0, Qt.AlignmentFlag.AlignTop)
