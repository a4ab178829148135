"""A photo as small as a list shows it, with what is found in it hidden: for a thread."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader

from anonymizer_gui.core.boxes import Box

SIDE = QSize(144, 108)
"""Twice what the list shows, for screens of 200 %."""
QUALITY = 85
SMEAR = 1.0
"""Pixels of the small picture by which boxes are grown: they are mixed with what is beside them."""


def small_picture(path: Path) -> QImage:
    """A photo, upright, not larger than `SIDE`.

    Raises:
        ImageError: It cannot be read.
    """
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    full = reader.size()
    if full.isValid() and (image := _scaled(reader, full)) is not None:
        return image
    return _decoded(path)


def with_hidden(image: QImage, boxes: Iterable[Box], *, scale: float) -> QImage:
    """A small picture in which nothing of what is in the boxes is left.

    Args:
        image: As `small_picture` gives it.
        boxes: In pixels of the photo, already grown.
        scale: Pixels of the small picture per pixel of the photo.
    """
    import numpy as np

    from anonymizer_gui.core.mosaic import with_mosaic

    image = image.convertToFormat(QImage.Format.Format_RGB888)
    height, width, line = image.height(), image.width(), image.bytesPerLine()
    padded = np.frombuffer(image.constBits(), np.uint8).reshape(height, line)
    pixels = padded[:, : 3 * width].reshape(height, width, 3)
    hidden = np.ascontiguousarray(with_mosaic(pixels, [_small(box, scale) for box in boxes]))
    # A copy: QImage borrows the pixels of the array
    return QImage(hidden.data, width, height, 3 * width, QImage.Format.Format_RGB888).copy()


def as_bytes(image: QImage) -> bytes:
    """A small picture as a JPEG."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "JPG", QUALITY)  # type: ignore[call-overload]  # the stub wants bytes
    return bytes(data.data())


def _small(box: Box, scale: float) -> Box:
    return replace(
        box,
        x_min=box.x_min * scale - SMEAR,
        y_min=box.y_min * scale - SMEAR,
        x_max=box.x_max * scale + SMEAR,
        y_max=box.y_max * scale + SMEAR,
    )


def _scaled(reader: QImageReader, full: QSize) -> QImage | None:
    # Decoded at this size: a JPEG is several times faster so
    size = full.scaled(SIDE, Qt.AspectRatioMode.KeepAspectRatio)
    reader.setScaledSize(size.expandedTo(QSize(1, 1)))
    image = reader.read()
    return None if image.isNull() else image


def _decoded(path: Path) -> QImage:
    from anonymizer_gui.core.images import read_image

    rgb = read_image(path).rgb
    height, width = rgb.shape[:2]
    image = QImage(rgb.data, width, height, width * 3, QImage.Format.Format_RGB888)
    return image.scaled(
        SIDE, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
