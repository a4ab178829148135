"""What the program finds and what it does not, which networks it uses, and licences."""

from collections.abc import Iterator, Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from anonymizer_gui import __version__
from anonymizer_gui.core.boxes import Kind
from anonymizer_gui.gui.background import Background
from anonymizer_gui.gui.setup.centred import scrolled
from anonymizer_gui.gui.theme import BODY, HEADING, font_of
from anonymizer_gui.gui.wording import decimal, number


class AboutPage(QWidget):
    """Shows the model cards as soon as they are read."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("aboutPage")
        self.setProperty("role", "page")
        self._networks = QLabel(wordWrap=True)
        self._networks.setObjectName("networksLabel")
        self._networks.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._cards = Background(_cards, name="cards", parent=self)
        self._cards.done.connect(self.on_cards)
        self._lay_out()
        self._cards.want(["built in"])

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        self._first.setFocus(event.reason())

    def close_threads(self) -> None:
        """Wait for what is read."""
        self._cards.close()

    @Slot(object, object)
    def on_cards(self, _request: object, cards: object) -> None:
        """Show what is known of the networks."""
        assert isinstance(cards, dict)
        self._networks.setText("\n\n".join(self._said_of(*pair) for pair in cards.items()))

    def _said_of(self, kind: Kind, card: Any) -> str:
        finds = self.tr("Faces") if kind is Kind.FACE else self.tr("Number plates")
        lines = [
            self.tr("{finds}: {name} {version}, licence {licence}").format(
                finds=finds, name=card.name, version=card.version, licence=card.licence
            )
        ]
        sets = list(_measured(card.more))
        if sets:
            photos = sum(one["photos"] for one in sets)
            count = sum(one["labels"] for one in sets)
            found = sum(one["recall"] * one["labels"] for one in sets)
            alarms = sum(one["false_alarms"] * one["photos"] for one in sets)
            lines.append(
                self.tr(
                    "Measured on {photos} photos: {part} % of {count} found, "
                    "{alarms} false ones in a photo."
                ).format(
                    photos=number(photos),
                    part=decimal(100 * found / count, 0),
                    count=number(count),
                    alarms=decimal(alarms / photos),
                )
            )
        return "\n".join(lines)

    def _lay_out(self) -> None:
        title = QLabel(self.tr("Anonymizer {version}").format(version=__version__))
        title.setFont(font_of(HEADING, semibold=True))
        limits = QLabel(
            self.tr(
                "No program finds everything. Faces seen from the side, very small, in the dark or "
                "behind glass, and plates that are dirty, cut off or seen at a sharp angle are "
                "missed more often. Move the sensitivity towards “finds more” and look through the "
                "photos before they are published. People can also be known by their clothes, "
                "their house or a text in the photo: that stays visible."
            ),
            wordWrap=True,
        )
        licences = QLabel(
            self.tr(
                "Anonymizer is free software under the MIT licence. It uses Qt, PySide6 (LGPL 3), "
                "LiteRT, ml_dtypes and TensorFlow (Apache 2.0), OpenCV (Apache 2.0), NumPy (BSD), "
                "Pillow (MIT-CMU), libjpeg-turbo from turbojpeg (BSD, IJG), simplejpeg (MIT), "
                "pi-heif (BSD) with libheif (LGPL 3), platformdirs (MIT), python-dotenv (BSD), "
                "tqdm (MPL 2.0, MIT) and typing-extensions (PSF 2.0); their licences come with the "
                "program. The sample picture is by NASA, in the public domain."
            ),
            wordWrap=True,
        )
        back = QPushButton(self.tr("Back"))
        back.setObjectName("backButton")
        back.clicked.connect(self.left)
        self._first = back
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(14)
        column.addWidget(title)
        column.addWidget(_card(self.tr("What is found and what is not"), limits, self._networks))
        column.addWidget(_card(self.tr("Licences"), licences))
        column.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch()
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(scrolled(body))


def _card(title: str, *texts: QLabel) -> QFrame:
    card = QFrame()
    card.setProperty("role", "card")
    heading = QLabel(title)
    heading.setFont(font_of(BODY, semibold=True))
    column = QVBoxLayout(card)
    column.setContentsMargins(18, 14, 18, 14)
    column.setSpacing(10)
    for label in (heading, *texts):
        column.addWidget(label)
    return card


def _measured(more: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The figures of each test set, where the card has them."""
    measured = more.get("measured", {})
    for groups in measured.values() if isinstance(measured, dict) else ():
        figures = groups.get("all", {}) if isinstance(groups, dict) else {}
        if {"photos", "labels", "recall", "false_alarms"} <= figures.keys() and figures["labels"]:
            yield figures


def _cards(_request: str) -> dict[Kind, Any]:
    """The cards of the built-in networks."""
    from anonymizer_gui.detection.cards import card_of
    from anonymizer_gui.detection.networks import built_in

    return {kind: card_of(built_in(kind)) for kind in Kind}
