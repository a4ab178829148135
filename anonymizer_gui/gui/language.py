"""Dutch and English: chosen by the system, switched by the user."""

from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QSettings, QTranslator, Signal
from PySide6.QtWidgets import QApplication

from anonymizer_gui.paths import resources_folder

ENGLISH, DUTCH = "en", "nl"
REMEMBERED = "window/language"


def language_code() -> str:
    """The language of the window."""
    return DUTCH if QLocale().language() is QLocale.Language.Dutch else ENGLISH


class Language(QObject):
    """Remembers which language is used, and its translators: ours, and Qt's own."""

    changed = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._translators = [QTranslator(self), QTranslator(self)]
        system = DUTCH if QLocale.system().language() is QLocale.Language.Dutch else ENGLISH
        self.code = str(QSettings().value(REMEMBERED, system, type=str))
        self._use()

    def switch(self) -> None:
        """Use the other language from now on."""
        self.code = ENGLISH if self.code == DUTCH else DUTCH
        QSettings().setValue(REMEMBERED, self.code)
        self._use()
        self.changed.emit()

    def _use(self) -> None:
        QLocale.setDefault(QLocale(self.code))
        own = resources_folder() / "translations" / f"anonymizer_{self.code}.qm"
        qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        for translator, file in zip(
            self._translators, (own, Path(qt) / f"qtbase_{self.code}.qm"), strict=True
        ):
            self._app.removeTranslator(translator)
            if file.is_file() and translator.load(str(file)):
                self._app.installTranslator(translator)
