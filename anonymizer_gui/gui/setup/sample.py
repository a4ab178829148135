"""What hiding looks like: the sample picture, hidden as the settings say."""

from pathlib import Path

from PySide6.QtCore import QRect, QRectF, QSize, Slot
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QLabel

from anonymizer_gui.core.boxes import Box, Kind
from anonymizer_gui.core.settings import Settings
from anonymizer_gui.gui.background import Background
from anonymizer_gui.gui.preview.pyramid import Patched
from anonymizer_gui.gui.preview.rendering import Rendering, loaded, rendered
from anonymizer_gui.paths import resources_folder

FACE = Box(180, 68, 262, 176, Kind.FACE)
"""Where the face is in the sample picture."""
CROP = QRect(110, 20, 240, 200)
SHOWN = QSize(192, 160)


def sample_folder() -> Path:
    """The folder of the sample picture."""
    return resources_folder() / "sample"


class Sample(QLabel):
    """Shows a part of the sample picture."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("styleSample")
        self.setAccessibleName(self.tr("What it looks like"))
        self.setFixedSize(SHOWN)
        self._background = Background(_hidden, name="sample", parent=self)
        self._background.done.connect(self.on_rendered)

    def show_style(self, settings: Settings) -> None:
        """Show how these settings hide a face."""
        self._background.want([settings])

    def close_threads(self) -> None:
        """Wait for what is rendered."""
        self._background.close()

    @Slot(object, object)
    def on_rendered(self, _request: object, picture: object) -> None:
        """Show it."""
        assert isinstance(picture, Patched)
        sharpness = self.devicePixelRatioF()
        pixmap = QPixmap(SHOWN * sharpness)
        scale = pixmap.width() / CROP.width()
        painter = QPainter(pixmap)
        painter.scale(scale, scale)
        painter.translate(-CROP.topLeft())
        picture.paint(painter, exposed=QRectF(CROP), scale=scale)
        painter.end()
        pixmap.setDevicePixelRatio(sharpness)
        self.setPixmap(pixmap)


def _hidden(settings: Settings) -> Patched:
    photo = loaded(sample_folder() / "astronaut.jpg")
    return rendered(Rendering(photo, (FACE,), settings))
