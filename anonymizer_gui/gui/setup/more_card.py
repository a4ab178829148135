"""Settings that few people need."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QFrame,
    QLabel,
    QLineEdit,
    QPushButton,
)

from anonymizer_gui.core.errors import AnonymizerError, SettingsError
from anonymizer_gui.core.settings import Detail, Settings, parsed_extensions
from anonymizer_gui.gui.remembered import keeps_thumbnails
from anonymizer_gui.gui.setup.folder_field import CAPTION, FolderField
from anonymizer_gui.gui.wording import sentence_of


class MoreCard(QFrame):
    """Remembers detail, sub-folders, extensions, suffix, records, metadata and own networks."""

    changed = Signal()
    import_wanted = Signal()
    """The user has a settings file of the older tool."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("moreCard")
        self.setProperty("role", "card")
        self.detail = QComboBox()
        self.detail.setObjectName("detailCombo")
        for detail, text in (
            (Detail.FAST, self.tr("Fast: large faces and plates")),
            (Detail.NORMAL, self.tr("Normal")),
            (Detail.THOROUGH, self.tr("Thorough: small ones too, takes longer")),
        ):
            self.detail.addItem(text, detail)
        self.extensions = QLineEdit()
        self.extensions.setObjectName("extensionsEdit")
        self._extensions_error = _error_label("extensionsNote")
        self.suffix = QLineEdit(placeholderText=self.tr("none: the same names as the photos"))
        self.suffix.setObjectName("suffixEdit")
        self._suffix_error = _error_label("suffixNote")
        self.subfolders = QCheckBox(self.tr("Photos in sub-folders too"))
        self.subfolders.setObjectName("subfoldersCheck")
        self.records = QCheckBox(self.tr("Write what was hidden beside each result (JSON)"))
        self.records.setObjectName("recordsCheck")
        self.proof = QCheckBox(self.tr("Read each result again before it counts as saved"))
        self.proof.setObjectName("checkResultsCheck")
        self.report = QCheckBox(self.tr("Write a report beside the results"))
        self.report.setObjectName("reportCheck")
        self.report.setToolTip(
            self.tr(
                "report.html and report.csv: what was hidden in each photo, by what, and what was "
                "changed by hand. No pictures are in it."
            )
        )
        self.metadata = QCheckBox(self.tr("Keep date and camera (EXIF, XMP)"))
        self.metadata.setObjectName("metadataCheck")
        self.place = QCheckBox(self.tr("Keep the place too (GPS)"))
        self.place.setObjectName("gpsCheck")
        self.thumbnails = QCheckBox(
            self.tr("Keep small pictures for the list on disk, with what is found hidden in them")
        )
        self.thumbnails.setObjectName("thumbnailsCheck")
        self.weights = FolderField(
            self.tr("Own network"),
            "weights",
            files=self.tr("Networks ({patterns})").format(patterns="*.pb *.tflite"),
        )
        self._import = QPushButton(self.tr("Take over settings of the older tool (.env)"))
        self._import.setObjectName("importButton")
        self._import.clicked.connect(self.import_wanted)
        self._lay_out()
        self.detail.currentIndexChanged.connect(self.changed)
        self.weights.setAcceptDrops(True)
        for line in (self.extensions, self.suffix):
            line.setAcceptDrops(False)
            line.textChanged.connect(self.changed)
        for check in (
            self.subfolders,
            self.records,
            self.proof,
            self.report,
            self.metadata,
            self.place,
        ):
            check.toggled.connect(self.changed)
        self.metadata.toggled.connect(self.place.setEnabled)
        self.weights.changed.connect(self.changed)

    def show_choice(self, settings: Settings) -> None:
        """Show what was chosen before."""
        self.detail.setCurrentIndex(self.detail.findData(settings.detail))
        self.extensions.setText(", ".join(settings.extensions))
        self.suffix.setText(settings.suffix)
        self.subfolders.setChecked(settings.subfolders)
        self.records.setChecked(settings.write_detections)
        self.proof.setChecked(settings.check_results)
        self.report.setChecked(settings.report is not None)
        self.metadata.setChecked(settings.keep_metadata)
        self.place.setChecked(settings.keep_gps)
        self.place.setEnabled(settings.keep_metadata)
        self.thumbnails.setChecked(keeps_thumbnails())
        self.weights.set_path(settings.weights)

    def chosen_extensions(self) -> tuple[str, ...]:
        """Which files are photos; says below the line what is wrong.

        Raises:
            SettingsError: One cannot be read.
        """
        try:
            extensions = parsed_extensions(self.extensions.text())
        except SettingsError as error:
            _say(self._extensions_error, error)
            raise
        _say(self._extensions_error, None)
        return extensions

    @property
    def says_what_is_wrong(self) -> bool:
        """Whether it can be read here."""
        return any(one.isVisible() for one in (self._extensions_error, self._suffix_error))

    def say_suffix(self, error: AnonymizerError | None) -> None:
        """Say below the suffix what is wrong with it."""
        _say(self._suffix_error, error)

    def _lay_out(self) -> None:
        form = QFormLayout(self)
        form.setContentsMargins(18, 14, 18, 14)
        form.setHorizontalSpacing(8)
        form.setVerticalSpacing(8)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        for text, widget in (
            (self.tr("Search"), self.detail),
            (self.tr("Kinds of files"), self.extensions),
            ("", self._extensions_error),
            ("", self.subfolders),
            (self.tr("Added to names"), self.suffix),
            ("", self._suffix_error),
            ("", self.records),
            ("", self.proof),
            ("", self.report),
            ("", self.metadata),
            ("", self.place),
            ("", self.thumbnails),
        ):
            if text:
                caption = QLabel(text)
                caption.setFixedWidth(CAPTION)
                caption.setProperty("role", "muted")
                caption.setBuddy(widget)
                form.addRow(caption, widget)
                widget.setAccessibleName(text)
            else:
                form.addRow("", widget)
        form.addRow(self.weights)
        form.addRow("", self._import)


def _error_label(name: str) -> QLabel:
    label = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
    label.setObjectName(name)
    label.setProperty("role", "error")
    label.hide()
    return label


def _say(label: QLabel, error: AnonymizerError | None) -> None:
    label.setVisible(error is not None)
    label.setText("" if error is None else sentence_of(error))
