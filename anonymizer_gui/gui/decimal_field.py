"""A field for a number, in which a point and a comma both mean what the language writes."""

from PySide6.QtGui import QValidator
from PySide6.QtWidgets import QDoubleSpinBox
from typing_extensions import override


class DecimalField(QDoubleSpinBox):
    """A plain `QDoubleSpinBox` otherwise."""

    @override
    def validate(self, input: str, pos: int) -> tuple[QValidator.State, str, int]:
        point = self.locale().decimalPoint()
        state = super().validate(input.replace(".", point).replace(",", point), pos)
        assert isinstance(state, tuple)
        return state
