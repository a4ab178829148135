"""Icons of one family, in the colours of the scheme, sharp at any scale."""

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer

from anonymizer_gui.paths import resources_folder

SIDE = 20


def icon_of(name: str, palette: QPalette) -> QIcon:
    """An icon in the colour of text; the style makes it pale where it is disabled.

    Args:
        name: Of a file in the folder of icons, without its suffix.
        palette: Of the scheme.
    """
    colour = palette.color(QPalette.ColorGroup.Active, QPalette.ColorRole.ButtonText)
    # As fine as the finest screen; drawn once, for each drawing takes a millisecond
    scale = max((screen.devicePixelRatio() for screen in QGuiApplication.screens()), default=1.0)
    return QIcon(drawing(name, colour.name(), SIDE, scale))


def app_icon() -> QIcon:
    """The program's own icon."""
    icon = QIcon()
    for side in (16, 20, 24, 32, 48, 64, 128, 256):
        icon.addPixmap(drawing("app", "#000000", side, 1))
    return icon


@cache
def drawing(name: str, colour: str, side: int, scale: float) -> QPixmap:
    """An icon as a picture.

    Args:
        name: Of a file in the folder of icons, without its suffix.
        colour: Of its lines.
        side: In pixels of the layout.
        scale: Pixels of the device for each of them.
    """
    pixmap = QPixmap(round(side * scale), round(side * scale))
    pixmap.fill(QColor(Qt.GlobalColor.transparent))
    painter = QPainter(pixmap)
    file = resources_folder() / "icons" / f"{name}.svg"
    text = file.read_text(encoding="utf-8").replace("currentColor", colour)
    QSvgRenderer(QByteArray(text.encode())).render(
        painter, QRectF(0, 0, pixmap.width(), pixmap.height())
    )
    painter.end()
    pixmap.setDevicePixelRatio(scale)
    return pixmap
