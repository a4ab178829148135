"""The bar above start and setup: the program's name, language, and help."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton

from anonymizer_gui.gui.theme import BODY, font_of


class TopBar(QFrame):
    """Offers the other language, and what there is to know of the program."""

    language_wanted = Signal()
    about_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("topBar")
        self.setProperty("role", "bar")
        name = QLabel("Anonymizer")
        name.setFont(font_of(BODY, semibold=True))
        self._language = QPushButton(self.tr("Nederlands"))
        self._language.setObjectName("languageButton")
        self._language.setProperty("role", "quiet")
        self._language.clicked.connect(self.language_wanted)
        about = QPushButton(self.tr("About"))
        about.setObjectName("aboutButton")
        about.setProperty("role", "quiet")
        about.setToolTip(self.tr("What is found and what is not; licences"))
        about.clicked.connect(self.about_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 10, 12, 10)
        row.addWidget(name)
        row.addStretch()
        row.addWidget(self._language)
        row.addWidget(about)
