"""Reviewing a job: the page people live in."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QEvent, QSettings, Qt, Signal, Slot
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from anonymizer_gui.core.boxes import Kind
from anonymizer_gui.core.errors import StoreError
from anonymizer_gui.core.settings import Style
from anonymizer_gui.core.store.values import State
from anonymizer_gui.gui.actions import COMPARISONS, Actions
from anonymizer_gui.gui.editing.box_list import BoxList
from anonymizer_gui.gui.editing.editor import Editor
from anonymizer_gui.gui.input_events import ENTER, give_focus_back, keep_from_wheel
from anonymizer_gui.gui.job.session import Session
from anonymizer_gui.gui.key_overlay import KeyOverlay
from anonymizer_gui.gui.preview.pair import Comparison
from anonymizer_gui.gui.review.box_panel import BoxPanel
from anonymizer_gui.gui.review.edit_actions import EditActions
from anonymizer_gui.gui.review.export_strip import ExportStrip
from anonymizer_gui.gui.review.job_notice import JobNotice
from anonymizer_gui.gui.review.numbers import Numbers
from anonymizer_gui.gui.review.photo_list_model import PhotoListModel
from anonymizer_gui.gui.review.photo_panel import PhotoPanel, Place
from anonymizer_gui.gui.review.photo_stage import PhotoStage
from anonymizer_gui.gui.review.photo_toolbar import PhotoFoot, PhotoToolbar
from anonymizer_gui.gui.review.review_header import ReviewHeader
from anonymizer_gui.gui.review.run_strip import RunStrip
from anonymizer_gui.gui.review.saving import Saving
from anonymizer_gui.gui.review.thumbnails import Thumbnails
from anonymizer_gui.gui.wording import boxes_said, counted, number

NARROW = 1100
"""Pixels of width under which the boxes start collapsed."""
COMPARISON = "review/comparison"


class ReviewPage(QWidget):
    """Puts list, photo and boxes together; remembers the editor of the photo at hand."""

    left = Signal()
    """The user wants to go back to the start."""
    language_wanted = Signal()
    about_wanted = Signal()

    def __init__(self, session: Session, place: Place | None = None) -> None:
        """A page.

        Args:
            session: The job.
            place: Where to be in the list of photos; None for its start.
        """
        super().__init__()
        self.setObjectName("reviewPage")
        self.setProperty("role", "page")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.session = session
        self._editor: Editor | None = None
        self.actions_by_name = Actions(self)
        self._thumbnails = Thumbnails(session, self)
        self._model = PhotoListModel(session, self)
        self._numbers = Numbers(session, self)
        self._notice = JobNotice("notice")
        self._header = ReviewHeader(session, self.actions_by_name)
        self._photos = PhotoPanel(self._model, self._thumbnails)
        self._stage = PhotoStage(session)
        self._edits = EditActions(self.actions_by_name, self._stage)
        self._foot = PhotoFoot(self.actions_by_name)
        self._boxes = BoxPanel(self.actions_by_name, session.thresholds, session.settings.style)
        self._strip = RunStrip(doing=self.tr("{done} of {count} searched"))
        self._save_strip = RunStrip(doing=self.tr("{done} of {count} saved"), prefix="save_")
        self._saving = Saving(session, self._notice, self._save_strip)
        self._export = ExportStrip(session)
        self._keys = KeyOverlay(self)
        self._lay_out()
        self._connect()
        keep_from_wheel(self)
        for button in self.findChildren(QPushButton):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # Enter goes on after a click
        self.setFocus()
        if place is not None:
            self._photos.come_back(place)
        self._model.look_again()
        self.on_count()
        self.on_detection_changed()
        if session.saving is not None or not session.tally.is_empty:
            self._saving.on_saving_changed()

    @property
    def place(self) -> Place:
        """Where the user is in the list of photos."""
        return self._photos.place

    def close_threads(self) -> None:
        """Wait for every thread of the page; the session has its own."""
        self._remember()
        self._stage.pair.space.let_go()
        self._model.close()
        self._numbers.close()
        self._thumbnails.close()
        self._export.close_threads()
        self._stage.close_threads()

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride:
            self._stage.pair.space.look(event)
        # Else Enter in a field or on a button would be a shortcut
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in ENTER
            and not self._looks_at_photos()
        ):
            event.accept()
            return True
        return super().event(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        # Not a proxy of the focus, with which Tab would not reach what comes before the photo
        self._stage.pair.after.setFocus(event.reason())

    @override
    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_O and not event.isAutoRepeat():
            self._stage.pair.hold_original(False)
        super().keyReleaseEvent(event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.PaletteChange:
            self.actions_by_name.set_icons(self.palette())
        super().changeEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow, was_narrow = self.width() < NARROW, event.oldSize().width() < NARROW
        if event.oldSize().width() < 0 or narrow is not was_narrow:
            self.actions_by_name["boxes"].setChecked(not narrow)

    @Slot(int)
    def on_photo_chosen(self, image_id: int) -> None:
        """Show a photo."""
        row = self._model.row(image_id)
        if row is None:
            return
        give_focus_back(self._notice)
        at = self._photos.row()
        ahead = [self._model.id_at(one) for one in (at + 1, at - 1)]
        paths = [self._path(one) for one in ahead if one is not None]
        self._stage.open(image_id, self._path(image_id), paths)

    @Slot()
    def on_photo_shown(self) -> None:
        """Show the boxes of another photo."""
        if self._editor is not None:
            self._editor.boxes.changed.disconnect(self.on_boxes_changed)
        self._editor = self._stage.editor
        if self._editor is not None:
            self._editor.boxes.changed.connect(self.on_boxes_changed)
        loaded = self._stage.picture
        self._boxes.show_boxes(loaded.before if loaded else None, self._editor)
        self._edits.show_editor(self._editor)
        self._show_done()
        self.on_boxes_changed()

    @Slot()
    def on_boxes_changed(self) -> None:
        """Say what is in the photo."""
        self._foot.said.setText(self._said_of(self._editor.boxes) if self._editor else "")

    @Slot()
    def on_previous(self) -> None:
        """Show the photo above."""
        self._photos.go_to(self._photos.row() - 1)

    @Slot()
    def on_next(self) -> None:
        """Show the photo below."""
        self._photos.go_to(self._photos.row() + 1)

    @Slot()
    def on_next_to_review(self) -> None:
        """Show the next photo that nobody has reviewed."""
        self._model.find_next_to_review(self._photos.row())

    @Slot()
    def on_reviewed(self) -> None:
        """Take the photo as it is, and show the next one; but none that was not seen yet.

        One that cannot be shown stays as it is.
        """
        image_id, row = self._stage.shown_id, self._photos.row()
        if image_id is not None and image_id == self._photos.at_hand:
            self.session.set_done(image_id, True)
            self._show_done()
        elif not self._stage.has_failed:
            return
        if row + 1 < self._model.rowCount():
            self._photos.go_to(row + 1)
        else:
            self._model.find_next_to_review(row)

    @Slot()
    def on_unreviewed(self) -> None:
        """Look at the photo again later."""
        if self._stage.shown_id is not None:
            self.session.set_done(self._stage.shown_id, False)
            self._show_done()

    @Slot(object, float)
    def on_threshold_moved(self, kind: Kind, value: float) -> None:
        """Hide from another score on."""
        self.session.move_threshold(self._editor, kind, value)

    @Slot(object)
    def on_style_chosen(self, style: Style) -> None:
        """Hide in another way in all photos; saved ones are to be saved again."""
        self.session.put_settings(replace(self.session.settings, style=style))
        self._stage.render_anew()

    @Slot()
    def on_thresholds_changed(self) -> None:
        """Show from which score on things are hidden."""
        self._boxes.show_thresholds(self.session.thresholds)

    @Slot()
    def on_save(self) -> None:
        """Save the photo that is shown."""
        if self._stage.shown_id is not None:
            self._saving.save([self._stage.shown_id])

    @Slot()
    def on_count(self) -> None:
        """Say how far the job is."""
        try:
            counts = self.session.counts()
        except StoreError as error:
            self._notice.on_failed(error)
            return
        self._header.show_counts(counts, saving=self.session.saving is not None)
        self.actions_by_name["save_all"].setEnabled(counts.get(State.REVIEWED, 0) > 0)

    @Slot()
    def on_detection_changed(self) -> None:
        """Show the run that looks for faces and plates, or what became of it."""
        if self.session.detection is not None:
            self._strip.follow(self.session.detection)
            self.on_count()
            return
        counts = self.session.counts()
        waiting, failed = counts.get(State.WAITING, 0), counts.get(State.FAILED, 0)
        said = counted(
            sum(counts.values()) - waiting,
            self.tr("{n} photo searched."),
            self.tr("{n} photos searched."),
        )
        if waiting:
            said += " " + self.tr("{n} still to do.").format(n=number(waiting))
        if failed:
            said += " " + self.tr("{n} failed.").format(n=number(failed))
        self._strip.say(said, can_go_on=waiting > 0)
        if self.session.unattended and not self.session.tally.is_empty:
            self._saving.summarise()
        self.on_count()

    @Slot(QAction)
    def on_compare(self, action: QAction) -> None:
        """Show before and after in another way."""
        comparison = Comparison(action.objectName().removeprefix("action_"))
        self._stage.pair.compare(comparison)
        for name in ("divider_left", "divider_right"):
            self.actions_by_name[name].setEnabled(comparison is Comparison.SWIPE)
        QSettings().setValue(COMPARISON, comparison.value)

    @Slot(bool)
    def on_keep_view(self, keeps: bool) -> None:
        """Look at the same place in the next photo, or at the whole of it."""
        self._stage.keeps_view = keeps

    def _looks_at_photos(self) -> bool:
        """Whether keys go to the photo, the list of photos, or nothing on the page."""
        focused = QApplication.focusWidget()
        return focused in (None, self, self._photos.list) or self._stage.isAncestorOf(focused)

    def _path(self, image_id: int) -> Path:
        row = self._model.row(image_id)
        return self.session.settings.input / row.path if row else self.session.settings.input

    def _show_done(self) -> None:
        self.actions_by_name["unreviewed"].setEnabled(self._stage.is_reviewed)

    def _said_of(self, boxes: BoxList) -> str:
        if not boxes.searched:
            return self.tr("Not searched yet. Boxes that you draw are kept.")
        hidden, suggestions = boxes.hidden(), len(boxes.suggested_ids())
        faces = sum(box.kind is Kind.FACE for box in hidden)
        parts = [boxes_said(faces, len(hidden) - faces)]
        if suggestions:
            parts.append(
                counted(suggestions, self.tr("{n} suggestion"), self.tr("{n} suggestions"))
            )
        return ", ".join(parts)

    def _remember(self) -> None:
        store = QSettings()
        for name in ("photos", "keep_view"):
            store.setValue(f"review/{name}", self.actions_by_name[name].isChecked())

    def _connect(self) -> None:
        self.session.thresholds_changed.connect(self.on_thresholds_changed)
        self.session.detection_changed.connect(self.on_detection_changed)
        self.session.saving_changed.connect(self.on_count)
        self.session.failed.connect(self._notice.on_failed)
        self.session.redo_known.connect(self._notice.on_redo_known)
        self._numbers.photos_counted.connect(self._photos.show_counts)
        self._numbers.photos_counted.connect(self.on_count)
        self._numbers.found_counted.connect(self._boxes.show_found)
        self._model.next_found.connect(self._photos.go_to)
        self._photos.chosen.connect(self.on_photo_chosen)
        self._photos.entered.connect(self.setFocus)
        self._stage.shown.connect(self.on_photo_shown)
        self._boxes.box_chosen.connect(self._stage.pair.bring_into_view)
        self._boxes.threshold_moved.connect(self.on_threshold_moved)
        self._boxes.style_chosen.connect(self.on_style_chosen)
        self._boxes.style_clicked.connect(self.setFocus)
        self._header.left.connect(self.left)
        self._header.export_wanted.connect(self._export.ask)
        self._export.exported.connect(self._notice.on_exported)
        self._export.failed.connect(self._notice.on_failed)
        self._header.language_wanted.connect(self.language_wanted)
        self._header.about_wanted.connect(self.about_wanted)
        self._header.everything_wanted.connect(self._saving.ask_for_everything)
        self._strip.restarted.connect(self.session.detect)
        connections = {
            "previous": self.on_previous,
            "next": self.on_next,
            "next_to_review": self.on_next_to_review,
            "reviewed": self.on_reviewed,
            "unreviewed": self.on_unreviewed,
            "search": self._photos.search.setFocus,
            "zoom_in": self._stage.zoom_in,
            "zoom_out": self._stage.zoom_out,
            "fit": self._stage.pair.viewpoint.fit,
            "actual": self._stage.actual_size,
            "save": self.on_save,
            "save_all": self._saving.save_reviewed,
            "divider_left": self._stage.pair.divider_left,
            "divider_right": self._stage.pair.divider_right,
            "keys": self._keys.toggle,
        }
        for name, slot in connections.items():
            self.actions_by_name[name].triggered.connect(slot)
        self.actions_by_name["original"].triggered.connect(self.on_original)
        for name, toggled in (
            ("keep_view", self.on_keep_view),
            ("photos", self._photos.setVisible),
            ("boxes", self._boxes.setVisible),
        ):
            self.actions_by_name[name].toggled.connect(toggled)
            default = name != "keep_view"
            checked = QSettings().value(f"review/{name}", default, type=bool)
            self.actions_by_name[name].setChecked(bool(checked))
        self.actions_by_name.comparison.triggered.connect(self.on_compare)
        remembered = str(QSettings().value(COMPARISON, "", type=str))
        self.actions_by_name[remembered if remembered in COMPARISONS else COMPARISONS[0]].trigger()

    @Slot()
    def on_original(self) -> None:
        """Show the original until the key goes up."""
        self._stage.pair.hold_original(True)

    def _lay_out(self) -> None:
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        toolbar = PhotoToolbar(self.actions_by_name)
        toolbar.original_held.connect(self._stage.pair.hold_original)
        column.addWidget(toolbar)
        column.addWidget(self._stage, 1)
        column.addWidget(self._foot)
        body = QHBoxLayout()
        body.setSpacing(0)
        for number_, widget in enumerate((self._photos, _line(), middle, _line(), self._boxes)):
            body.addWidget(widget, 1 if number_ == 2 else 0)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(self._header)
        page.addWidget(self._notice)
        page.addWidget(self._export)
        page.addLayout(body, 1)
        page.addWidget(self._save_strip)
        page.addWidget(self._strip)
        self._save_strip.hide()


def _line() -> QFrame:
    line = QFrame()
    line.setProperty("role", "divider")
    line.setFixedWidth(1)
    return line
