"""The row of buttons above the photo, and the one below it."""

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton

from anonymizer_gui.gui.actions import Actions
from anonymizer_gui.gui.elided_label import ElidedLabel
from anonymizer_gui.gui.icons import SIDE

GROUPS = (
    ("photos", "both", "swipe", "after"),
    ("face", "plate", "delete"),
    ("undo", "redo"),
    ("actual", "fit"),
)
WITH_TEXT = ("face", "plate")


class PhotoToolbar(QFrame):
    """Buttons for actions; the keys are in the tool tips."""

    original_held = Signal(bool)
    """The button for the original went down or up."""

    def __init__(self, actions: Actions) -> None:
        super().__init__()
        self.setObjectName("photoToolbar")
        self.setProperty("role", "bar")
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 5, 8, 5)
        row.setSpacing(2)
        for number, group in enumerate(GROUPS):
            if number:
                row.addWidget(_divider())
            for name in group:
                row.addWidget(action_button(actions, name))
            if not number:
                row.addWidget(self._original_button(actions["original"]))
        row.addStretch()
        row.addWidget(action_button(actions, "boxes"))

    def _original_button(self, action: QAction) -> QToolButton:
        """A button that works as long as it is held, as the key does."""
        button = QToolButton()
        button.setObjectName("originalButton")
        button.setIcon(action.icon())
        button.setIconSize(QSize(SIDE, SIDE))
        button.setToolTip(action.toolTip())
        button.setAccessibleName(action.text())
        action.changed.connect(self.on_original_changed)
        button.pressed.connect(self.on_original_pressed)
        button.released.connect(self.on_original_released)
        self._original = button
        return button

    @Slot()
    def on_original_changed(self) -> None:
        """Take the icon of another scheme."""
        action = self.sender()
        assert isinstance(action, QAction)
        self._original.setIcon(action.icon())

    @Slot()
    def on_original_pressed(self) -> None:
        """Show the original."""
        self.original_held.emit(True)

    @Slot()
    def on_original_released(self) -> None:
        """Show the result again."""
        self.original_held.emit(False)


class PhotoFoot(QFrame):
    """Previous, what is in the photo, and the next sensible step."""

    def __init__(self, actions: Actions) -> None:
        super().__init__()
        self.setObjectName("photoFoot")
        self.setProperty("role", "foot")
        self.said = ElidedLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self.said.setObjectName("photoCounts")
        self.said.setProperty("role", "muted")
        previous = QPushButton(self.tr("Previous"))
        previous.setObjectName("previousButton")
        previous.setToolTip(actions["previous"].toolTip())
        previous.clicked.connect(actions["previous"].trigger)
        following = QPushButton(self.tr("Next"))
        following.setObjectName("nextButton")
        following.setToolTip(actions["next"].toolTip())
        following.clicked.connect(actions["next"].trigger)
        reviewed = QPushButton(self.tr("Reviewed, next"))
        reviewed.setObjectName("reviewedButton")
        reviewed.setProperty("role", "main")
        reviewed.setToolTip(actions["reviewed"].toolTip())
        reviewed.clicked.connect(actions["reviewed"].trigger)
        reviewed.setEnabled(actions["reviewed"].isEnabled())
        actions["reviewed"].enabledChanged.connect(reviewed.setEnabled)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 8)
        row.addWidget(previous)
        row.addWidget(following)
        row.addWidget(self.said, 1)
        row.addWidget(reviewed)


def action_button(actions: Actions, name: str) -> QToolButton:
    """A button for an action, with an icon alone or with its text too."""
    button = QToolButton()
    button.setObjectName(f"{name}Button")
    button.setDefaultAction(actions[name])
    button.setIconSize(QSize(SIDE, SIDE))
    button.setAccessibleName(actions[name].text())
    if name in WITH_TEXT:
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    return button


def _divider() -> QFrame:
    line = QFrame()
    line.setProperty("role", "divider")
    line.setFixedSize(1, 22)
    return line
