"""`python -m installer.make_icon`: resources/icons/app.ico from app.svg, for Windows.

Needs PySide6 and Pillow. The file is kept in the project, for NSIS has no SVG.
"""

import io
import os
import struct
import sys
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice, QRectF
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

ICONS = Path(__file__).parent.parent / "resources" / "icons"
SIDES = (16, 20, 24, 32, 40, 48, 64, 256)
LARGEST_BITMAP = 64
"""Pixels. Above it a picture is kept as PNG, which Windows reads since Vista."""


def icon(svg: Path) -> bytes:
    """An .ico file with a drawing in all sizes that Windows asks for."""
    renderer = QSvgRenderer(str(svg))
    pictures = [_picture(renderer, side) for side in SIDES]
    header = struct.pack("<HHH", 0, 1, len(SIDES))
    at = len(header) + 16 * len(SIDES)
    for side, picture in zip(SIDES, pictures, strict=True):
        header += struct.pack("<BBBBHHII", side % 256, side % 256, 0, 0, 1, 32, len(picture), at)
        at += len(picture)
    return header + b"".join(pictures)


def _picture(renderer: QSvgRenderer, side: int) -> bytes:
    """A drawing as it is kept inside an .ico file."""
    image = QImage(side, side, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    renderer.render(painter, QRectF(0, 0, side, side))
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    png = bytes(buffer.data().data())
    if side > LARGEST_BITMAP:
        return png
    alone = io.BytesIO()
    Image.open(io.BytesIO(png)).save(alone, "ICO", sizes=[(side, side)], bitmap_format="bmp")
    return alone.getvalue()[6 + 16 :]  # without the header of a file of one picture


def main() -> None:
    """Write it."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    QGuiApplication(sys.argv)
    (ICONS / "app.ico").write_bytes(icon(ICONS / "app.svg"))


if __name__ == "__main__":
    main()
