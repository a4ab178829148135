"""Small pictures of the photos of a job, made in a thread; the ones seen last are kept.

What is found in a photo is hidden in them, in memory and on disk. Photos in which nothing has
looked yet are never on disk.
"""

import hashlib
from collections import OrderedDict
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QImage, QPixmap

from anonymizer_gui.core.boxes import Box
from anonymizer_gui.core.store.boxes import boxes_text, suggestions
from anonymizer_gui.core.store.job_store import JobStore
from anonymizer_gui.core.store.values import StoredPhoto
from anonymizer_gui.gui.background import Background
from anonymizer_gui.gui.editing.box_list import SUGGESTED_FROM
from anonymizer_gui.gui.job.session import Session
from anonymizer_gui.gui.remembered import keeps_thumbnails
from anonymizer_gui.gui.review.small_picture import as_bytes, small_picture, with_hidden
from anonymizer_gui.gui.review.thumbnail_cache import ThumbnailCache, tidy
from anonymizer_gui.paths import jobs_folder, thumbnails_folder

KEPT = 800


class Thumbnails(QObject):
    """Remembers thumbnails by photo, since when some are out of date, and which are wanted next."""

    ready = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._kept: OrderedDict[int, QPixmap | None] = OrderedDict()
        self._stale: dict[int, int] = {}
        self._moment = 0
        self._wanted: list[int] = []
        self._maker = _Maker(session.store, on_disk=keeps_thumbnails())
        self._background = Background(self._maker.made, name="thumbnails", parent=self)
        self._background.done.connect(self.on_read)
        self._background.failed.connect(self.on_failed)
        self._ask = QTimer(self, singleShot=True, interval=0)
        self._ask.timeout.connect(self.on_ask)
        session.images_changed.connect(self.on_images_changed)

    def of(self, image_id: int) -> QPixmap | None:
        """The thumbnail of a photo; None if it is not there yet, or cannot be read."""
        if image_id not in self._kept or image_id in self._stale:
            self._wanted.append(image_id)
            self._ask.start()
        if image_id not in self._kept:
            return None
        self._kept.move_to_end(image_id)
        return self._kept[image_id]

    def close(self) -> None:
        """Wait for the thread."""
        self._ask.stop()
        self._background.close()
        self._maker.close()

    @Slot()
    def on_ask(self) -> None:
        """Make what was asked for since; rows that were scrolled past are forgotten."""
        self._background.want(_Wish(one, self._moment) for one in dict.fromkeys(self._wanted))
        self._wanted = []

    @Slot(list)
    def on_images_changed(self, image_ids: list[int]) -> None:
        """Make thumbnails again when they are seen again; until then the old ones are shown."""
        self._moment += 1
        self._stale.update(dict.fromkeys(image_ids or self._kept, self._moment))

    @Slot(object, object)
    def on_read(self, request: object, image: object) -> None:
        """Keep a thumbnail."""
        assert isinstance(request, _Wish)
        assert isinstance(image, QImage)
        self._keep(request, QPixmap.fromImage(image))

    @Slot(object, object)
    def on_failed(self, request: object, _error: object) -> None:
        """Keep in mind that there is none."""
        assert isinstance(request, _Wish)
        self._keep(request, None)

    def _keep(self, wish: "_Wish", pixmap: QPixmap | None) -> None:
        self._kept[wish.image_id] = pixmap
        if self._stale.get(wish.image_id, 0) <= wish.moment:
            self._stale.pop(wish.image_id, None)
        while len(self._kept) > KEPT:
            self._stale.pop(self._kept.popitem(last=False)[0], None)
        self.ready.emit()


class _Wish(NamedTuple):
    """A thumbnail to be made.

    Attributes:
        image_id: Of the photo.
        moment: Counts changes of photos: what changes later is not in the thumbnail.
    """

    image_id: int
    moment: int


@dataclass(frozen=True, slots=True)
class _Hidden:
    """What is hidden in a thumbnail.

    Attributes:
        boxes: In pixels of the photo, grown.
        stamp: Of them, of the file and of how they are grown.
    """

    boxes: tuple[Box, ...]
    stamp: str


class _Maker:
    """Works in the thread; remembers the thumbnails on disk."""

    def __init__(self, store: JobStore, *, on_disk: bool) -> None:
        self._store, self._on_disk = store, on_disk
        self._cache: ThumbnailCache | None = None
        self._is_open = False

    def made(self, wish: _Wish) -> QImage:
        """The thumbnail of a photo.

        Raises:
            ImageError: The photo cannot be read.
            StoreError: The store cannot be read.
        """
        settings = self._store.settings()
        photo = self._store.photos.photo(wish.image_id)
        path, name = settings.input / photo.path, str(photo.path)
        if photo.detections is None:
            return small_picture(path)
        hidden = self._hidden(photo, path, settings.box_scale)
        cache = self._opened()
        known = cache.get(name, hidden.stamp) if cache else None
        if known is not None and not (image := QImage.fromData(known)).isNull():
            return image
        image = small_picture(path)
        scale = image.width() / (photo.width or image.width())
        image = with_hidden(image, hidden.boxes, scale=scale)
        if cache is not None:
            cache.put(name, hidden.stamp, as_bytes(image))
        return image

    def close(self) -> None:
        """Give the file free."""
        if self._cache is not None:
            self._cache.close()

    def _hidden(self, photo: StoredPhoto, path: Path, box_scale: float) -> _Hidden:
        """What is hidden, and what may be a face or plate and was not left by a person."""
        assert photo.detections is not None
        thresholds = self._store.thresholds()
        likely = [
            one
            for one in suggestions(photo.detections, photo.boxes, thresholds)
            if one.box.score >= thresholds[one.box.kind] * SUGGESTED_FROM
        ]
        everything = (*photo.boxes, *likely)
        about = f"{boxes_text(everything)} {box_scale} {photo.sha256} {_changed(path)}"
        return _Hidden(
            tuple(one.box.hidden(box_scale) for one in everything),
            hashlib.sha256(about.encode()).hexdigest(),
        )

    def _opened(self) -> ThumbnailCache | None:
        if not self._is_open:
            self._is_open = True
            tidy(thumbnails_folder(), jobs=jobs_folder())
            file = thumbnails_folder() / self._store.file.name
            if self._on_disk:
                self._cache = ThumbnailCache(file)
            else:
                with suppress(OSError):
                    file.unlink(missing_ok=True)
        return self._cache


def _changed(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0
