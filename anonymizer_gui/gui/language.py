"""Dutch and English: chosen by the system, switched by the user."""

from PySide6.QtCore import QLocale, QObject, QSettings, QTranslator, Signal
from PySide6.QtWidgets import QApplication

from anonymizer_gui.paths import resources_folder

ENGLISH, DUTCH = "en", "nl"
REMEMBERED = "window/language"


class Language(QObject):
    """Remembers which language is used, and its translator."""

    changed = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._translator = QTranslator(self)
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
        self._app.removeTranslator(self._translator)
        QLocale.setDefault(QLocale(self.code))
        file = resources_folder() / "translations" / f"anonymizer_{self.code}.qm"
        if self._translator.load(str(file)):
            self._app.installTranslator(self._translator)
