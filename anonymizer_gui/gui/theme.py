"""Colours, fonts and the style sheet, light and dark: nothing else sets a colour."""

from dataclasses import asdict, dataclass
from string import Template

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from anonymizer_gui.core.boxes import Kind
from anonymizer_gui.paths import resources_folder

FONTS = ("Segoe UI Variable Text", "Segoe UI", "Inter", "Noto Sans", "Cantarell", "DejaVu Sans")
BODY, HEADING, NOTE = 13, 22, 11
"""Pixels."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """The colours of one scheme. Text reaches a contrast of 4.5 on background and panel."""

    name: str
    background: str
    panel: str
    field: str
    line: str
    edge: str
    text: str
    muted: str
    accent: str
    on_accent: str
    soft: str
    hover: str
    canvas: str
    face: str
    plate: str
    on_kind: str
    warning: str

    def of_kind(self, kind: Kind) -> QColor:
        """The colour of faces or plates. Okabe-Ito: told apart by the colour-blind."""
        return QColor(self.face if kind is Kind.FACE else self.plate)


LIGHT = Tokens(
    name="light",
    background="#f6f7f9",
    panel="#ffffff",
    field="#f6f7f9",
    line="#e1e4ea",
    edge="#868f9e",
    text="#1b1f27",
    muted="#5f6877",
    accent="#0b6e62",
    on_accent="#ffffff",
    soft="#e4f1ef",
    hover="#eceff3",
    canvas="#e9ebef",
    face="#0072b2",
    plate="#c77700",
    on_kind="#ffffff",
    warning="#b3261e",
)
DARK = Tokens(
    name="dark",
    background="#15181d",
    panel="#1c2027",
    field="#15181d",
    line="#2d333d",
    edge="#6c7686",
    text="#e8eaee",
    muted="#9aa3b2",
    accent="#3fc1ae",
    on_accent="#06231f",
    soft="#173530",
    hover="#262c35",
    canvas="#0f1115",
    face="#56b4e9",
    plate="#f0a72f",
    on_kind="#0f1115",
    warning="#ff8a80",
)


def tokens_of(palette: QPalette) -> Tokens:
    """The colours that go with a palette."""
    return DARK if palette.color(QPalette.ColorRole.Window).lightness() < 128 else LIGHT


def palette_of(tokens: Tokens) -> QPalette:
    """The palette of a scheme."""
    palette = QPalette()
    role = QPalette.ColorRole
    for roles, colour in (
        ((role.Window, role.AlternateBase), tokens.background),
        ((role.Base, role.Button, role.Light, role.ToolTipBase), tokens.panel),
        ((role.Mid, role.Midlight), tokens.line),
        ((role.Dark, role.Shadow), tokens.canvas),
        ((role.WindowText, role.Text, role.ButtonText, role.ToolTipText), tokens.text),
        ((role.PlaceholderText,), tokens.muted),
        ((role.Highlight, role.Link, role.LinkVisited, role.Accent), tokens.accent),
        ((role.HighlightedText, role.BrightText), tokens.on_accent),
    ):
        for one in roles:
            palette.setColor(one, QColor(colour))
    for one in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, one, QColor(tokens.edge))
    return palette


def style_sheet(tokens: Tokens) -> str:
    """The style sheet of a scheme."""
    template = (resources_folder() / "style.qss").read_text(encoding="utf-8")
    icons = (resources_folder() / "icons").as_posix()
    return Template(template).substitute(asdict(tokens), icons=icons)


def font_of(size: int, *, semibold: bool = False) -> QFont:
    """The program's font.

    Args:
        size: In pixels.
        semibold: For what counts.
    """
    font = QFont()
    font.setFamilies(list(FONTS))
    font.setPixelSize(size)
    if semibold:
        font.setWeight(QFont.Weight.DemiBold)
    return font


class Theme(QObject):
    """Keeps the program in the light or dark scheme of the system."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        app.setStyle(QStyleFactory.create("Fusion"))
        app.setFont(font_of(BODY))
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self.on_scheme_changed)
        self.on_scheme_changed(hints.colorScheme())

    @Slot(Qt.ColorScheme)
    def on_scheme_changed(self, scheme: Qt.ColorScheme) -> None:
        """Take the colours of another scheme."""
        self.use(DARK if scheme is Qt.ColorScheme.Dark else LIGHT)

    def use(self, tokens: Tokens) -> None:
        """Take these colours."""
        self._app.setPalette(palette_of(tokens))
        self._app.setStyleSheet(style_sheet(tokens))
