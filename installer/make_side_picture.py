"""`python -m installer.make_side_picture`: the picture on the installer's first and last page.

Needs PySide6 and Pillow. The file is kept in the project, for NSIS cannot draw it.
"""

import io
import os
import sys
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice, QRectF
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

TOP = Path(__file__).parent.parent
SIZE = (164, 314)
"""Pixels, as NSIS wants it."""
ICON = QRectF(34, 40, 96, 96)
PALE, MOSAIC = "#e4f1ef", ("#7fbdb3", "#3f9a8d", "#a5d3cb", "#5faea2", "#0b6e62")
CELL = 41


def picture() -> bytes:
    """The program's icon above a mosaic, as a .bmp file of 256 colours."""
    image = QImage(*SIZE, QImage.Format.Format_RGB32)
    image.fill(QColor(PALE))
    painter = QPainter(image)
    QSvgRenderer(str(TOP / "resources" / "icons" / "app.svg")).render(painter, ICON)
    top = SIZE[1] - 2 * CELL
    for cell in range(8):
        column, row = cell % 4, cell // 4
        colour = QColor(MOSAIC[(3 * column + 2 * row) % len(MOSAIC)])
        painter.fillRect(column * CELL, top + row * CELL, CELL, CELL, colour)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    few = Image.open(io.BytesIO(buffer.data().data())).convert("RGB").quantize(256)
    bitmap = io.BytesIO()
    few.save(bitmap, "BMP")
    return bitmap.getvalue()


def main() -> None:
    """Write it."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    QGuiApplication(sys.argv)
    (TOP / "installer" / "side.bmp").write_bytes(picture())


if __name__ == "__main__":
    main()
