"""A picture in several sizes, so that drawing it costs what is seen, not what it holds."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, cast

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QImage, QPainter

if TYPE_CHECKING:  # loads slowly; the window is on screen before
    import numpy as np
    from numpy.typing import NDArray

SMALLEST = 400
"""Pixels: a picture whose longer side is shorter is not halved any more."""
PATCH_SMALLEST = 16
"""The same for a part of a picture, which must be there as small as the picture."""


@dataclass(frozen=True, slots=True, eq=False)
class Pyramid:
    """A picture, and the same halved again and again.

    Attributes:
        levels: The largest first; each half as wide and high as the one before.
        pixels: uint8 [H, W, 4], blue, green, red, 255: what the images borrow.
    """

    levels: tuple[QImage, ...]
    pixels: "tuple[NDArray[np.uint8], ...]"

    @property
    def width(self) -> int:
        """Of the picture, in pixels."""
        return self.levels[0].width()

    @property
    def height(self) -> int:
        """Of the picture, in pixels."""
        return self.levels[0].height()

    def paint(self, painter: QPainter, *, exposed: QRectF, scale: float) -> None:
        """Draw a part of the picture at its place, one unit per pixel.

        Args:
            painter: Scaled already.
            exposed: What is to be drawn, in pixels of the picture.
            scale: Pixels of the device per pixel of the picture.
        """
        whole = QRectF(0, 0, self.width, self.height)
        part = exposed.intersected(whole)
        if part.isEmpty():
            return
        index = 0
        while index + 1 < len(self.levels) and scale * 2 ** (index + 1) <= 1.0:
            index += 1
        level = self.levels[index]
        across, down = level.width() / self.width, level.height() / self.height
        source = QRectF(
            part.x() * across, part.y() * down, part.width() * across, part.height() * down
        )
        # From 200 % on, whoever zooms in wants to see the pixels
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, scale < 2)
        painter.drawImage(part, level, source, Qt.ImageConversionFlag.NoFormatConversion)


class Picture(Protocol):
    """What can be shown."""

    @property
    def width(self) -> int:
        """In pixels."""

    @property
    def height(self) -> int:
        """In pixels."""

    def paint(self, painter: QPainter, *, exposed: QRectF, scale: float) -> None:
        """Draw a part of the picture at its place; see `Pyramid.paint`."""


@dataclass(frozen=True, slots=True, eq=False)
class Patched:
    """A picture of which some parts are replaced.

    Attributes:
        picture: What lies below.
        patches: Where, in pixels of the picture, and what.
    """

    picture: Pyramid
    patches: tuple[tuple[QPoint, Pyramid], ...]

    @property
    def width(self) -> int:
        """Of the picture, in pixels."""
        return self.picture.width

    @property
    def height(self) -> int:
        """Of the picture, in pixels."""
        return self.picture.height

    def paint(self, painter: QPainter, *, exposed: QRectF, scale: float) -> None:
        """Draw a part of the picture at its place; see `Pyramid.paint`."""
        self.picture.paint(painter, exposed=exposed, scale=scale)
        for place, patch in self.patches:
            painter.translate(place)
            patch.paint(painter, exposed=exposed.translated(-place), scale=scale)
            painter.translate(-place)


def pyramid_of(rgb: "NDArray[np.uint8]", *, smallest: int = SMALLEST) -> Pyramid:
    """A picture in several sizes.

    Args:
        rgb: uint8 [H, W, 3], RGB.
        smallest: Pixels of the longer side that is not halved any more.
    """
    import cv2

    arrays = [cast("NDArray[np.uint8]", cv2.cvtColor(rgb, cv2.COLOR_RGB2BGRA))]
    while max(arrays[-1].shape[:2]) > smallest:
        height, width = arrays[-1].shape[:2]
        half = (max(width // 2, 1), max(height // 2, 1))
        smaller = cv2.resize(arrays[-1], half, interpolation=cv2.INTER_AREA)
        arrays.append(cast("NDArray[np.uint8]", smaller))
    return Pyramid(tuple(map(_borrowed, arrays)), tuple(arrays))


def _borrowed(pixels: "NDArray[np.uint8]") -> QImage:
    height, width = pixels.shape[:2]
    return QImage(pixels.data, width, height, width * 4, QImage.Format.Format_RGB32)
