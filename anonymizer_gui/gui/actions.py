"""Everything that can be done with a photo, in one table: text, keys, icon."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QAction, QActionGroup, QColor, QIcon, QKeySequence, QPalette
from PySide6.QtWidgets import QWidget

from anonymizer_gui.core.errors import QT_TRANSLATE_NOOP
from anonymizer_gui.gui.icons import icon_of

GO = QT_TRANSLATE_NOOP("actions", "Photos")
EDIT = QT_TRANSLATE_NOOP("actions", "Boxes")
LOOK = QT_TRANSLATE_NOOP("actions", "View")
SAVE = QT_TRANSLATE_NOOP("actions", "Job")


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One thing that can be done.

    Attributes:
        name: In code; also the `objectName` of the action, behind `action_`.
        text: Marked for translation.
        keys: Any of them does it.
        icon: Name of a file; empty for none.
        group: A heading in the list of keys.
        checkable: Whether it is on or off.
    """

    name: str
    text: str
    keys: tuple[str, ...]
    icon: str
    group: str
    checkable: bool = False


ACTIONS = (
    ActionSpec("previous", QT_TRANSLATE_NOOP("actions", "Previous"), ("A",), "previous", GO),
    ActionSpec("next", QT_TRANSLATE_NOOP("actions", "Next"), ("D",), "next", GO),
    ActionSpec(
        "next_to_review",
        QT_TRANSLATE_NOOP("actions", "Next to review"),
        ("Ctrl+Shift+D",),
        "next",
        GO,
    ),
    ActionSpec(
        "reviewed",
        QT_TRANSLATE_NOOP("actions", "Reviewed, next"),
        ("Return", "Enter"),
        "reviewed",
        GO,
    ),
    ActionSpec("unreviewed", QT_TRANSLATE_NOOP("actions", "Not reviewed yet"), ("U",), "", GO),
    ActionSpec("search", QT_TRANSLATE_NOOP("actions", "Search"), ("Ctrl+F",), "search", GO),
    ActionSpec("add", QT_TRANSLATE_NOOP("actions", "New box"), ("N",), "add", EDIT),
    ActionSpec("face", QT_TRANSLATE_NOOP("actions", "Face"), ("F",), "face", EDIT, checkable=True),
    ActionSpec(
        "plate", QT_TRANSLATE_NOOP("actions", "Plate"), ("P",), "plate", EDIT, checkable=True
    ),
    ActionSpec(
        "delete", QT_TRANSLATE_NOOP("actions", "Delete"), ("Del", "Backspace"), "delete", EDIT
    ),
    ActionSpec("accept", QT_TRANSLATE_NOOP("actions", "Hide suggestion"), ("Y",), "accept", EDIT),
    ActionSpec(
        "accept_all",
        QT_TRANSLATE_NOOP("actions", "Hide all suggestions"),
        ("Shift+Y",),
        "accept",
        EDIT,
    ),
    ActionSpec(
        "same",
        QT_TRANSLATE_NOOP("actions", "Same boxes as the previous photo"),
        ("B",),
        "paste",
        EDIT,
    ),
    ActionSpec("select_all", QT_TRANSLATE_NOOP("actions", "Select all"), ("Ctrl+A",), "", EDIT),
    ActionSpec("copy", QT_TRANSLATE_NOOP("actions", "Copy"), ("Ctrl+C",), "copy", EDIT),
    ActionSpec("paste", QT_TRANSLATE_NOOP("actions", "Paste"), ("Ctrl+V",), "paste", EDIT),
    ActionSpec("undo", QT_TRANSLATE_NOOP("actions", "Undo"), ("Ctrl+Z",), "undo", EDIT),
    ActionSpec(
        "redo", QT_TRANSLATE_NOOP("actions", "Redo"), ("Ctrl+Y", "Ctrl+Shift+Z"), "redo", EDIT
    ),
    ActionSpec("zoom_in", QT_TRANSLATE_NOOP("actions", "Larger"), ("+", "="), "zoom-in", LOOK),
    ActionSpec("zoom_out", QT_TRANSLATE_NOOP("actions", "Smaller"), ("-",), "zoom-out", LOOK),
    ActionSpec("fit", QT_TRANSLATE_NOOP("actions", "Whole photo"), ("0",), "fit", LOOK),
    ActionSpec("actual", QT_TRANSLATE_NOOP("actions", "100 %"), ("1",), "actual", LOOK),
    ActionSpec(
        "original",
        QT_TRANSLATE_NOOP("actions", "Original, as long as held"),
        ("O",),
        "original",
        LOOK,
    ),
    ActionSpec(
        "both",
        QT_TRANSLATE_NOOP("actions", "Before and after"),
        ("T",),
        "both",
        LOOK,
        checkable=True,
    ),
    ActionSpec(
        "swipe", QT_TRANSLATE_NOOP("actions", "Swipe"), ("S",), "swipe", LOOK, checkable=True
    ),
    ActionSpec(
        "after", QT_TRANSLATE_NOOP("actions", "After only"), ("E",), "one", LOOK, checkable=True
    ),
    ActionSpec("divider_left", QT_TRANSLATE_NOOP("actions", "Swipe to the left"), (",",), "", LOOK),
    ActionSpec(
        "divider_right", QT_TRANSLATE_NOOP("actions", "Swipe to the right"), (".",), "", LOOK
    ),
    ActionSpec(
        "keep_view",
        QT_TRANSLATE_NOOP("actions", "Same place in the next photo"),
        ("K",),
        "",
        LOOK,
        checkable=True,
    ),
    ActionSpec(
        "photos",
        QT_TRANSLATE_NOOP("actions", "List of photos"),
        ("F6",),
        "side",
        LOOK,
        checkable=True,
    ),
    ActionSpec(
        "boxes",
        QT_TRANSLATE_NOOP("actions", "List of boxes"),
        ("F7",),
        "side-right",
        LOOK,
        checkable=True,
    ),
    ActionSpec("save", QT_TRANSLATE_NOOP("actions", "Save this"), ("Ctrl+S",), "save", SAVE),
    ActionSpec(
        "save_all",
        QT_TRANSLATE_NOOP("actions", "Save all reviewed"),
        ("Ctrl+Shift+S",),
        "save",
        SAVE,
    ),
    ActionSpec("keys", QT_TRANSLATE_NOOP("actions", "All keys"), ("F1", "?"), "keys", SAVE),
)

COMPARISONS = ("both", "swipe", "after")
"""Of these one at a time."""

MOUSE = (
    (
        QT_TRANSLATE_NOOP("actions", "Drag"),
        QT_TRANSLATE_NOOP("actions", "new box, or move or resize one"),
    ),
    (QT_TRANSLATE_NOOP("actions", "Shift and drag"), QT_TRANSLATE_NOOP("actions", "select many")),
    (QT_TRANSLATE_NOOP("actions", "Ctrl and click"), QT_TRANSLATE_NOOP("actions", "select more")),
    (QT_TRANSLATE_NOOP("actions", "Wheel"), QT_TRANSLATE_NOOP("actions", "larger, smaller")),
    (
        QT_TRANSLATE_NOOP("actions", "Space or middle button"),
        QT_TRANSLATE_NOOP("actions", "move the photo"),
    ),
    (QT_TRANSLATE_NOOP("actions", "Double click"), QT_TRANSLATE_NOOP("actions", "whole photo")),
    (
        QT_TRANSLATE_NOOP("actions", "Arrow keys"),
        QT_TRANSLATE_NOOP("actions", "1 pixel; with Shift 10; with Ctrl the size"),
    ),
)
"""What mouse and arrow keys do on the photo."""


class Actions(QObject):
    """The actions of a page, by name; their keys work as long as it is on screen."""

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._by_name: dict[str, QAction] = {}
        self._ink: QColor | None = None
        for spec in ACTIONS:
            action = QAction(translated(spec.text), page)
            action.setObjectName(f"action_{spec.name}")
            action.setShortcuts([QKeySequence(key) for key in spec.keys])
            action.setCheckable(spec.checkable)
            action.setToolTip(f"{translated(spec.text)} ({keys_of(spec)})")
            page.addAction(action)
            self._by_name[spec.name] = action
        for name in ("original", "accept", "reviewed", "save", *COMPARISONS):
            self[name].setAutoRepeat(False)
        self.comparison = QActionGroup(self)
        for name in COMPARISONS:
            self.comparison.addAction(self[name])
        self.set_icons(page.palette())

    def __getitem__(self, name: str) -> QAction:
        return self._by_name[name]

    def set_icons(self, palette: QPalette) -> None:
        """Draw the icons in the colours of a scheme."""
        ink = palette.color(QPalette.ColorRole.ButtonText)
        if ink == self._ink:
            return
        self._ink = ink
        for spec in ACTIONS:
            self[spec.name].setIcon(icon_of(spec.icon, palette) if spec.icon else QIcon())


def translated(text: str) -> str:
    """A text of the table in the language of the user."""
    return QCoreApplication.translate("actions", text)


def keys_of(spec: ActionSpec) -> str:
    """The first key of an action, as it is written on keyboards."""
    return QKeySequence(spec.keys[0]).toString(QKeySequence.SequenceFormat.NativeText)
