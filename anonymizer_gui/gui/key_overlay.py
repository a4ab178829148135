"""All keys, laid over the page; any key or click takes it away."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from anonymizer_gui.gui.actions import ACTIONS, MOUSE, keys_of, translated
from anonymizer_gui.gui.theme import BODY, font_of

COLUMNS = 2


class KeyOverlay(QFrame):
    """A card in the middle of a page, as long as it is wanted."""

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self.setObjectName("keyOverlay")
        self.setProperty("role", "card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._page = page
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(24, 20, 24, 20)
        self._grid.setHorizontalSpacing(32)
        page.installEventFilter(self)
        self.hide()

    def _fill(self) -> None:
        """Lay out all lines: only once somebody wants them, for it takes a while."""
        groups: dict[str, list[tuple[str, str]]] = {}
        for spec in ACTIONS:
            groups.setdefault(translated(spec.group), []).append(
                (keys_of(spec), translated(spec.text))
            )
        groups[self.tr("Mouse")] = [(translated(what), translated(does)) for what, does in MOUSE]
        columns = [QVBoxLayout() for _ in range(COLUMNS)]
        for number, column in enumerate(columns):
            self._grid.addLayout(column, 0, number)
        heights = [0] * COLUMNS
        for heading, lines in groups.items():
            shortest = heights.index(min(heights))
            self._add_group(columns[shortest], heading, lines)
            heights[shortest] += len(lines) + 2
        for column in columns:
            column.addStretch()

    def toggle(self) -> None:
        """Show it, or take it away."""
        if not self._grid.count():
            self._fill()
        self.setVisible(not self.isVisible())
        if self.isVisible():
            self._place()
            self.raise_()
            self.setFocus()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride:
            event.accept()  # no key does anything to the page behind
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._leave()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.hide()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._leave()

    def _leave(self) -> None:
        self.hide()
        self._page.setFocus()

    def _place(self) -> None:
        self.adjustSize()
        room = self._page.rect()
        self.resize(min(self.width(), room.width()), min(self.height(), room.height()))
        self.move(room.center() - self.rect().center())

    def _add_group(self, column: QVBoxLayout, heading: str, lines: list[tuple[str, str]]) -> None:
        title = QLabel(heading)
        title.setFont(font_of(BODY, semibold=True))
        column.addWidget(title)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        grid.setColumnMinimumWidth(0, 110)
        grid.setColumnStretch(1, 1)
        for row, (key, does) in enumerate(lines):
            held = QLabel(key)
            held.setProperty("role", "muted")
            grid.addWidget(held, row, 0)
            grid.addWidget(QLabel(does), row, 1)
        column.addLayout(grid)
        column.addSpacing(12)
