"""A new job: which photos, where to, what is hidden and how."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSettings, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QCheckBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from anonymizer_gui.core.boxes import Kind
from anonymizer_gui.core.env_file import read_env_file
from anonymizer_gui.core.errors import AnonymizerError, SettingsError
from anonymizer_gui.core.settings import Detail, Language, Settings
from anonymizer_gui.core.store.values import State
from anonymizer_gui.gui.background import Background
from anonymizer_gui.gui.input_events import ENTER, keep_from_wheel
from anonymizer_gui.gui.job.pace import remembered_pace
from anonymizer_gui.gui.language import language_code
from anonymizer_gui.gui.remembered import (
    remember_settings,
    remember_thumbnails,
    remembered_settings,
)
from anonymizer_gui.gui.setup.centred import centre, scrolled
from anonymizer_gui.gui.setup.finding_card import FindingCard
from anonymizer_gui.gui.setup.folder_check import Check, Findings, checked
from anonymizer_gui.gui.setup.folder_field import FolderField
from anonymizer_gui.gui.setup.hiding_card import HidingCard
from anonymizer_gui.gui.setup.more_card import MoreCard
from anonymizer_gui.gui.theme import HEADING, font_of
from anonymizer_gui.gui.wording import counted, number, roughly, sentence_of

CHECK_MS = 150


class NewJobPage(QWidget):
    """Remembers what is chosen, and whether the job would start."""

    start_wanted = Signal(object, bool)
    """`Settings`, and whether a person reviews before anything is saved."""
    left = Signal()

    def __init__(self, draft: Settings | None = None) -> None:
        """A page.

        Args:
            draft: What is chosen, folders included; None for what was chosen the last time.
        """
        super().__init__()
        self.setObjectName("newJobPage")
        self.setProperty("role", "page")
        self._base = draft or remembered_settings()
        self._draft = self._base
        self._only: tuple[str, ...] = self._base.only
        self._proposed: Path | None = None
        self._findings: Findings | None = None
        self._check: Check | None = None
        self._eager = False
        self._input = FolderField(self.tr("Photos"), "inputFolder")
        self._output = FolderField(self.tr("Save to"), "outputFolder")
        self._whole = QPushButton(self.tr("Take the whole folder"))
        self._whole.setObjectName("wholeFolderButton")
        self._finding, self._hiding, self._more = FindingCard(), HidingCard(), MoreCard()
        self._more_button = QPushButton(self.tr("More settings"))
        self._more_button.setCheckable(True)
        self._more_button.setObjectName("moreButton")
        self._more_button.setProperty("role", "quiet")
        self._unattended = QCheckBox(self.tr("Save without review"))
        self._unattended.setObjectName("unattendedCheck")
        self._wrong = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self._wrong.setObjectName("jobNote")
        self._wrong.setProperty("role", "error")
        self._start = QPushButton(self.tr("Start"), default=True)
        self._start.setObjectName("startButton")
        self._start.setProperty("role", "main")
        self._start.setEnabled(False)
        self._back = QPushButton(self.tr("Back"))
        self._back.setObjectName("backButton")
        self._back.setProperty("role", "quiet")
        self._checks = Background(checked, name="check", parent=self)
        self._checks.done.connect(self.on_checked)
        self._checks.failed.connect(self.on_check_failed)
        self._defaults = Background(_defaults, name="networks", parent=self)
        self._defaults.done.connect(self.on_defaults)
        self._timer = QTimer(self, singleShot=True, interval=CHECK_MS)
        self._timer.timeout.connect(self.on_check)
        self._lay_out()
        self._output.setAcceptDrops(True)
        keep_from_wheel(self)
        self._show(self._base)
        self._connect()
        if draft is not None and draft.input != Path():
            self.set_folders(draft.input, draft.output, only=draft.only)
        self._defaults.want(["built in"])
        self.on_changed()

    def set_folders(
        self, photos: Path, results: Path | None = None, *, only: tuple[str, ...] = ()
    ) -> None:
        """Choose the photos.

        Args:
            photos: Their folder.
            results: Where the results go; None for a proposal.
            only: What of the folder is taken; empty for all.
        """
        self._input.set_path(photos)
        self._only = only
        if results is not None:
            self._output.set_path(results)
        self.on_changed()

    @property
    def draft(self) -> Settings:
        """What is chosen, as it was when it made sense last."""
        return self._draft

    def close_threads(self) -> None:
        """Wait for what is rendered, and until what is checked has stopped."""
        self._timer.stop()
        self._cancel_check()
        for background in (self._checks, self._defaults):
            background.close()
        self._hiding.sample.close_threads()

    def settings(self) -> Settings:
        """What is chosen; says beside the fields what is wrong.

        Raises:
            SettingsError: Something is.
        """
        extensions = self._more.chosen_extensions()
        fields: dict[str, Any] = {
            "input": self._input.path or Path(),
            "output": self._output.path or Path(),
            "kinds": self._finding.kinds,
            "face_threshold": self._finding.threshold(Kind.FACE),
            "plate_threshold": self._finding.threshold(Kind.PLATE),
            "style": self._hiding.style_chosen,
            "kernel": replace(self._base.kernel, size=self._hiding.kernel_size),
            "box_scale": self._hiding.box_scale,
            "detail": Detail(self._more.detail.currentData()),
            "extensions": extensions,
            "subfolders": self._more.subfolders.isChecked(),
            "only": self._only,
            "write_detections": self._more.records.isChecked(),
            "check_results": self._more.proof.isChecked(),
            "report": Language(language_code()) if self._more.report.isChecked() else None,
            "keep_metadata": self._more.metadata.isChecked(),
            "keep_gps": self._more.place.isChecked(),
            "weights": self._more.weights.path,
        }
        settings = replace(self._base, suffix="", **fields)
        try:
            settings = replace(settings, suffix=self._more.suffix.text().strip())
        except SettingsError as error:
            self._more.say_suffix(error)
            raise
        self._more.say_suffix(None)
        return settings

    @Slot()
    def on_input_changed(self) -> None:
        """Propose a folder for the results beside that of the photos, unless the user chose one."""
        self._only = ()
        folder = self._input.path
        if folder is not None and self._output.path in (None, self._proposed):
            name = self.tr("{name} anonymised").format(name=folder.name)
            self._proposed = folder.with_name(name) if folder.name else None
            self._output.set_path(self._proposed)
        self.on_changed()

    @Slot()
    def on_changed(self) -> None:
        """Show the sample, say what is wrong, and check the folders soon."""
        self._findings, self._eager = None, False
        self._timer.stop()
        self._cancel_check()
        self._wrong.setText("")
        self._wrong.hide()
        self._whole.setVisible(bool(self._only))
        try:
            self._draft = settings = self.settings()
        except AnonymizerError as error:
            self._wrong.setText(sentence_of(error))
            self._wrong.setVisible(not self._more.says_what_is_wrong)
            self._start.setEnabled(False)
            return
        self._hiding.sample.show_style(replace(settings, input=Path(), output=Path()))
        self._timer.start()

    @Slot()
    def on_check(self) -> None:
        """Look at the folders in a thread."""
        for field, note in (
            (self._input, ""),
            (self._output, self.tr("Originals are never changed.")),
        ):
            if field.path is None:
                field.say(note)
        if self._input.path is None or self._output.path is None:
            self._start.setEnabled(False)
            return
        self._check = Check(self.settings())
        self._checks.want([self._check])

    @Slot(object, object)
    def on_checked(self, request: object, findings: object) -> None:
        """Say what is wrong, or how many photos there are."""
        assert isinstance(findings, Findings)
        if request is not self._check:
            return
        self._findings = findings
        self._input.say(
            sentence_of(findings.input_error) if findings.input_error else self._said_of(findings),
            wrong=findings.input_error is not None,
        )
        self._output.say(
            sentence_of(findings.output_error)
            if findings.output_error
            else self.tr("Originals are never changed."),
            wrong=findings.output_error is not None,
        )
        self._more.weights.say(
            sentence_of(findings.network_error) if findings.network_error else "",
            wrong=findings.network_error is not None,
        )
        if findings.network_error:
            self._more_button.setChecked(True)  # it is said there
        self._start.setEnabled(findings.is_fine)
        if self._eager:
            self.on_start()

    @Slot(object, object)
    def on_check_failed(self, request: object, error: object) -> None:
        """Say that the folders cannot be looked at."""
        assert isinstance(error, AnonymizerError)
        if request is not self._check:
            return
        self._eager = False
        self._input.say(sentence_of(error), wrong=True)
        self._start.setEnabled(False)

    @Slot()
    def on_whole(self) -> None:
        """Take all photos of the folder."""
        self._only = ()
        self.on_changed()

    @Slot(object, object)
    def on_defaults(self, _request: object, thresholds: object) -> None:
        """Show the networks' own thresholds."""
        assert isinstance(thresholds, dict)
        self._finding.show_defaults(thresholds)

    @Slot(bool)
    def on_more(self, wanted: bool) -> None:
        """Show what few people need, and bring it into sight."""
        self._more.setVisible(wanted)
        if wanted:
            QTimer.singleShot(0, self.on_more_shown)

    @Slot()
    def on_more_shown(self) -> None:
        """Scroll there, now that the page is as long as it is."""
        self._area.ensureWidgetVisible(self._more)

    @Slot()
    def on_start(self) -> None:
        """Start, as soon as the folders are known to be fine; remember what was chosen."""
        for field in self.findChildren(QAbstractSpinBox):
            field.interpretText()  # what is still being typed counts
        self._eager = self._findings is None
        if self._findings is not None and self._findings.is_fine:
            settings = self.settings()
            remember_settings(settings)
            remember_thumbnails(self._more.thumbnails.isChecked())
            QSettings().setValue("job/unattended", self._unattended.isChecked())
            self.start_wanted.emit(settings, not self._unattended.isChecked())

    @Slot()
    def on_import(self) -> None:
        """Take over a settings file of the older tool."""
        chosen, _ = QFileDialog.getOpenFileName(
            self, self.tr("Settings of the older tool"), "", self.tr("Settings") + " (*.env .env *)"
        )
        if chosen:
            self.take_over(Path(chosen))

    def take_over(self, env_file: Path) -> None:
        """Take over a settings file of the older tool, or say what is wrong with it."""
        try:
            fields = read_env_file(env_file)
            settings = replace(self._base, **{"input": Path(), "output": Path()} | fields)
        except AnonymizerError as error:
            self._wrong.setText(sentence_of(error))
            self._wrong.show()
            return
        self._base = settings
        self._show(settings)
        for name, field in (("input", self._input), ("output", self._output)):
            if name in fields:
                field.set_path(fields[name])
        self.on_changed()

    def _show(self, settings: Settings) -> None:
        thresholds = {Kind.FACE: settings.face_threshold, Kind.PLATE: settings.plate_threshold}
        self._finding.show_choice(settings.kinds, thresholds)
        self._hiding.show_choice(settings)
        self._more.show_choice(settings)
        self._unattended.setChecked(bool(QSettings().value("job/unattended", False, type=bool)))

    def _cancel_check(self) -> None:
        """Let a check end that nobody waits for any more."""
        if self._check is not None:
            self._check.cancel.set()
            self._check = None

    def _said_of(self, findings: Findings) -> str:
        if not findings.photos:
            return ""
        photos = counted(findings.photos, self.tr("{n} photo"), self.tr("{n} photos"))
        folders = counted(findings.folders, self.tr("in {n} folder"), self.tr("in {n} folders"))
        said = f"{photos} {folders}"
        if self._only:
            said += " " + self.tr("(chosen ones only)")
        if findings.megapixels:
            pace = remembered_pace(self._draft)
            said += " · " + (
                self.tr("how long it takes is said after the first photos")
                if pace is None
                else self.tr("about {time}, as fast as the last job").format(
                    time=roughly(pace * findings.megapixels)
                )
            )
        for others, why in (
            (findings.left_out, self.tr("not taken: {kinds}; see “Kinds of files”")),
            (findings.unreadable, self.tr("cannot be read: {kinds}")),
        ):
            if others:
                kinds = ", ".join(f"{number(count)} {name}" for name, count in others.items())
                said += " · " + why.format(kinds=kinds)
        if findings.job is not None:
            counts = findings.job.counts
            said += " · " + self.tr(
                "there is a job of these folders ({saved} of {all} saved): “Start” goes on "
                "with it, with the settings below"
            ).format(saved=number(counts[State.SAVED]), all=number(sum(counts.values())))
        return said

    def _connect(self) -> None:
        self._input.changed.connect(self.on_input_changed)
        self._output.changed.connect(self.on_changed)
        for card in (self._finding, self._hiding, self._more):
            card.changed.connect(self.on_changed)
        self._more.import_wanted.connect(self.on_import)
        self._whole.clicked.connect(self.on_whole)
        self._more_button.toggled.connect(self.on_more)
        self._start.clicked.connect(self.on_start)
        for key in ENTER:
            QShortcut(QKeySequence(key), self).activated.connect(self.on_start)
        self._back.clicked.connect(self.left)

    def _lay_out(self) -> None:
        heading = QLabel(self.tr("New job"))
        heading.setFont(font_of(HEADING, semibold=True))
        folders = QFrame()
        folders.setProperty("role", "card")
        inner = QVBoxLayout(folders)
        inner.setContentsMargins(18, 14, 18, 14)
        inner.setSpacing(8)
        inner.addWidget(self._input)
        inner.addWidget(self._whole, 0, Qt.AlignmentFlag.AlignRight)
        inner.addWidget(self._output)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(14)
        for widget in (heading, folders, self._finding, self._hiding, self._more):
            column.addWidget(widget)
        column.addStretch()
        self._more.hide()
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        self._area = scrolled(body)
        page.addWidget(self._area, 1)
        page.addWidget(self._foot())

    def _foot(self) -> QFrame:
        """What is always in sight, however long the page is."""
        row = QHBoxLayout()
        row.setContentsMargins(24, 10, 24, 10)
        row.addWidget(self._back)
        row.addWidget(self._more_button)
        row.addSpacing(12)
        row.addWidget(self._wrong, 1)
        row.addStretch()
        row.addWidget(self._unattended)
        row.addSpacing(12)
        row.addWidget(self._start)
        inner = QWidget()
        inner.setLayout(row)
        foot = QFrame()
        foot.setObjectName("setupFoot")
        foot.setProperty("role", "foot")
        centre(foot, inner)
        return foot


def _defaults(_request: str) -> Mapping[Kind, float]:
    """The thresholds of the built-in networks, from their model cards."""
    from anonymizer_gui.detection.cards import card_of
    from anonymizer_gui.detection.networks import built_in

    return {kind: card_of(built_in(kind)).default_thresholds[kind] for kind in Kind}
