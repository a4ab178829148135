"""Small pictures of photos, read in a thread; the ones seen last are kept."""

from collections import OrderedDict
from pathlib import Path

from PySide6.QtCore import QObject, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QImage, QImageReader, QPixmap

from anonymizer_gui.gui.background import Background

SIDE = QSize(144, 108)
"""Twice what the list shows, for screens of 200 %."""
KEPT = 800


class Thumbnails(QObject):
    """Remembers thumbnails by file, and which ones are wanted next."""

    ready = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._kept: OrderedDict[Path, QPixmap | None] = OrderedDict()
        self._wanted: list[Path] = []
        self._background = Background(_thumbnail, name="thumbnails", parent=self)
        self._background.done.connect(self.on_read)
        self._background.failed.connect(self.on_failed)
        self._ask = QTimer(self, singleShot=True, interval=0)
        self._ask.timeout.connect(self.on_ask)

    def of(self, path: Path) -> QPixmap | None:
        """The thumbnail of a photo; None if it is not there yet, or cannot be read."""
        if path in self._kept:
            self._kept.move_to_end(path)
            return self._kept[path]
        self._wanted.append(path)
        self._ask.start()
        return None

    def close(self) -> None:
        """Wait for the thread."""
        self._ask.stop()
        self._background.close()

    @Slot()
    def on_ask(self) -> None:
        """Read what was asked for since; rows that were scrolled past are forgotten."""
        self._background.want(dict.fromkeys(self._wanted))
        self._wanted = []

    @Slot(object, object)
    def on_read(self, request: object, image: object) -> None:
        """Keep a thumbnail."""
        assert isinstance(request, Path)
        assert isinstance(image, QImage)
        self._keep(request, QPixmap.fromImage(image))

    @Slot(object, object)
    def on_failed(self, request: object, _error: object) -> None:
        """Keep in mind that there is none."""
        assert isinstance(request, Path)
        self._keep(request, None)

    def _keep(self, path: Path, pixmap: QPixmap | None) -> None:
        self._kept[path] = pixmap
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        self.ready.emit()


def _thumbnail(path: Path) -> QImage:
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


def _scaled(reader: QImageReader, full: QSize) -> QImage | None:
    # Decoded at this size: a JPEG is several times faster so
    reader.setScaledSize(full.scaled(SIDE, Qt.AspectRatioMode.KeepAspectRatio))
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
