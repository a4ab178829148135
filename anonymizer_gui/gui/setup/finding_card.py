"""What is hidden, and how much of it is found."""

from collections.abc import Mapping

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QVBoxLayout

from anonymizer_gui.core.boxes import Kind
from anonymizer_gui.gui.sensitivity_field import SensitivityField

DEFAULT = 0.3


class FindingCard(QFrame):
    """Remembers which kinds are hidden, and thresholds that differ from the networks' own."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("findingCard")
        self.setProperty("role", "card")
        self._own: dict[Kind, bool] = dict.fromkeys(Kind, False)
        self.checks: dict[Kind, QCheckBox] = {}
        self.fields: dict[Kind, SensitivityField] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 14, 18, 14)
        row.setSpacing(40)
        for kind, text in (
            (Kind.FACE, self.tr("Hide faces")),
            (Kind.PLATE, self.tr("Hide number plates")),
        ):
            check = QCheckBox(text)
            check.setObjectName(f"{kind}sCheck")
            check.toggled.connect(self.on_toggled)
            field = SensitivityField(kind, self.tr("Sensitivity"), DEFAULT)
            field.slider.setAccessibleName(f"{text}: {self.tr('Sensitivity')}")
            field.moved.connect(self.on_moved)
            self.checks[kind], self.fields[kind] = check, field
            column = QVBoxLayout()
            column.setSpacing(8)
            column.addWidget(check)
            column.addWidget(field)
            row.addLayout(column, 1)

    @property
    def kinds(self) -> frozenset[Kind]:
        """What is hidden."""
        return frozenset(kind for kind, check in self.checks.items() if check.isChecked())

    def threshold(self, kind: Kind) -> float | None:
        """What the user has chosen; None for the network's own default."""
        return self.fields[kind].value if self._own[kind] else None

    def show_choice(self, kinds: frozenset[Kind], thresholds: Mapping[Kind, float | None]) -> None:
        """Show what was chosen before."""
        for kind, check in self.checks.items():
            check.setChecked(kind in kinds)
            self.fields[kind].setEnabled(kind in kinds)
            own = thresholds[kind]
            self._own[kind] = own is not None
            if own is not None:
                self.fields[kind].set_value(own)

    def show_defaults(self, thresholds: Mapping[Kind, float]) -> None:
        """Show the networks' own thresholds where the user has chosen none."""
        for kind, value in thresholds.items():
            if not self._own[kind]:
                self.fields[kind].set_value(value)

    @Slot(bool)
    def on_toggled(self, _checked: bool) -> None:
        """Offer the sensitivity of what is hidden only."""
        for kind, check in self.checks.items():
            self.fields[kind].setEnabled(check.isChecked())
        self.changed.emit()

    @Slot(object, float)
    def on_moved(self, kind: Kind, _value: float) -> None:
        """Keep that the user has chosen."""
        self._own[kind] = True
        self.changed.emit()
