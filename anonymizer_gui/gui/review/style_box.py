"""How everything is hidden: a choice that keeps the keys as long as keys are used."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QComboBox
from typing_extensions import override

from anonymizer_gui.core.settings import Style
from anonymizer_gui.gui.wording import style_names


class StyleBox(QComboBox):
    """Remembers whether the mouse or a key was used last."""

    chosen = Signal(object)
    """A `Style`."""
    clicked = Signal()
    """One was chosen with the mouse."""

    def __init__(self, style: Style) -> None:
        super().__init__()
        self.setObjectName("obfuscationCombo")
        for one, text in style_names():
            self.addItem(text, one)
        self.setCurrentIndex(self.findData(style))
        self._by_mouse = False
        self.currentIndexChanged.connect(self.on_changed)
        self.activated.connect(self.on_activated)

    @property
    def style_chosen(self) -> Style:
        """What is done inside a box."""
        return Style(self.currentData())

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._by_mouse = True
        super().mousePressEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._by_mouse = False
        super().keyPressEvent(event)

    @Slot(int)
    def on_changed(self, _index: int) -> None:
        """Tell."""
        self.chosen.emit(self.style_chosen)

    @Slot(int)
    def on_activated(self, _index: int) -> None:
        """Let whoever has clicked go on with the photo."""
        if self._by_mouse:
            self.clicked.emit()
