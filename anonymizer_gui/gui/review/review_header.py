"""The top of a review: which job, how far it is, and saving."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QPushButton, QToolButton
from typing_extensions import override

from anonymizer_gui.core.store.values import State
from anonymizer_gui.gui.actions import Actions
from anonymizer_gui.gui.elided_label import ElidedLabel
from anonymizer_gui.gui.icons import SIDE, icon_of
from anonymizer_gui.gui.job.session import Session
from anonymizer_gui.gui.review.photo_toolbar import action_button
from anonymizer_gui.gui.theme import BODY, font_of
from anonymizer_gui.gui.wording import number

MENU = (
    ("next_to_review", "unreviewed", "keep_view"),
    ("select_all", "copy", "paste", "same"),
    ("accept", "accept_all"),
    ("zoom_in", "zoom_out"),
)


class ReviewHeader(QFrame):
    """Shows the counts of the job."""

    left = Signal()
    """The user wants to go back to the start."""
    everything_wanted = Signal()
    """The user wants every photo saved."""
    export_wanted = Signal()
    """The user wants what was corrected as labels."""
    language_wanted = Signal()
    """The user wants the other language."""
    about_wanted = Signal()
    """The user wants to know more of the program."""

    def __init__(self, session: Session, actions: Actions) -> None:
        super().__init__()
        self.setObjectName("reviewHeader")
        self.setProperty("role", "bar")
        back = QPushButton(self.tr("All jobs"))
        back.setObjectName("backButton")
        back.setProperty("role", "quiet")
        back.clicked.connect(self.left)
        name = ElidedLabel(session.name, textFormat=Qt.TextFormat.PlainText)
        name.setObjectName("jobName")
        name.setFont(font_of(BODY, semibold=True))
        name.setToolTip(str(session.settings.input))
        self._counts = QLabel()
        self._counts.setObjectName("jobCounts")
        self._counts.setProperty("role", "muted")
        self._save = QPushButton(self.tr("Save this"))
        self._save.setObjectName("saveButton")
        self._save.setToolTip(actions["save"].toolTip())
        self._save.clicked.connect(actions["save"].trigger)
        self._save.setEnabled(actions["save"].isEnabled())
        actions["save"].enabledChanged.connect(self._save.setEnabled)
        self._everything = QPushButton(self.tr("Save everything"))
        self._everything.setObjectName("saveEverythingButton")
        self._everything.clicked.connect(self.everything_wanted)
        self._save_all = QPushButton()
        self._save_all.setObjectName("saveAllButton")
        self._save_all.setToolTip(actions["save_all"].toolTip())
        self._save_all.clicked.connect(actions["save_all"].trigger)
        for button in (self._save, self._everything):
            button.setProperty("role", "quiet")
        menu = QToolButton(popupMode=QToolButton.ToolButtonPopupMode.InstantPopup)
        menu.setObjectName("moreMenuButton")
        menu.setIcon(icon_of("menu", self.palette()))
        menu.setIconSize(QSize(SIDE, SIDE))
        menu.setToolTip(self.tr("More"))
        menu.setAccessibleName(self.tr("More"))
        menu.setMenu(self._menu(actions))
        self._menu_button = menu
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 10, 12, 10)
        row.setSpacing(8)
        for widget in (back, name, self._counts):
            row.addWidget(widget)
        row.addStretch()
        row.addWidget(action_button(actions, "keys"))
        row.addWidget(menu)
        for widget in (self._save, self._everything, self._save_all):
            row.addWidget(widget)

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.PaletteChange:
            self._menu_button.setIcon(icon_of("menu", self.palette()))
        super().changeEvent(event)

    def _menu(self, actions: Actions) -> QMenu:
        """What has no button of its own, so that the mouse alone is enough."""
        menu = QMenu(self)
        for group in MENU:
            for name in group:
                menu.addAction(actions[name])
            menu.addSeparator()
        for name, text, wanted in (
            ("exportAction", self.tr("Export corrections…"), self.export_wanted),
            ("languageAction", self.tr("Nederlands"), self.language_wanted),
            ("aboutAction", self.tr("About"), self.about_wanted),
        ):
            action = menu.addAction(text)
            action.setObjectName(name)
            action.triggered.connect(wanted)
        return menu

    def show_counts(self, counts: Mapping[State, int], *, saving: bool) -> None:
        """Say how far the job is."""
        total = sum(counts.values())
        reviewed = counts.get(State.REVIEWED, 0)
        done = reviewed + counts.get(State.SAVED, 0)
        self._counts.setText(
            self.tr("{done} of {count} reviewed or saved").format(
                done=number(done), count=number(total)
            )
        )
        self._save_all.setText(self.tr("Save all reviewed ({n})").format(n=number(reviewed)))
        self._save_all.setEnabled(reviewed > 0 and not saving)
        # The next sensible step once all is reviewed: only then it stands out
        done_here = reviewed > 0 and counts.get(State.FOUND, 0) + counts.get(State.WAITING, 0) == 0
        self._save_all.setProperty("role", "main" if done_here else "")
        self._save_all.style().unpolish(self._save_all)
        self._save_all.style().polish(self._save_all)
        self._everything.setEnabled(not saving)
