"""Photos read ahead in a thread, so that the next one is there when it is asked for."""

from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from anonymizer_gui.gui.background import Background
from anonymizer_gui.gui.preview.rendering import Loaded, loaded

KEPT = 4
"""Photos in memory: about 100 MB each at 12 megapixels."""


class Gallery(QObject):
    """Remembers the photos read last, and which one is asked for."""

    ready = Signal(object)
    """The `Loaded` photo that was asked for."""
    failed = Signal(object)
    """Why the photo that was asked for cannot be shown."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._kept: OrderedDict[Path, Loaded] = OrderedDict()
        self._wanted: Path | None = None
        self._background = Background(loaded, name="photos", parent=self)
        self._background.done.connect(self.on_read)
        self._background.failed.connect(self.on_failed)

    def show(self, path: Path, ahead: Sequence[Path]) -> None:
        """Ask for a photo, and have others read that may be asked for next.

        Args:
            path: The photo. If it is there already, `ready` comes at once.
            ahead: Likely next ones, the likeliest first.
        """
        self._wanted = path
        if path in self._kept:
            self._kept.move_to_end(path)
            self.ready.emit(self._kept[path])
        missing = [one for one in (path, *ahead) if one not in self._kept]
        self._background.want(missing)

    def forget(self, path: Path) -> None:
        """Read a photo anew when it is asked for again."""
        self._kept.pop(path, None)

    def close(self) -> None:
        """Wait for the thread."""
        self._background.close()

    @Slot(object, object)
    def on_read(self, request: object, result: object) -> None:
        """Keep a photo, and hand it on if it is the one asked for."""
        assert isinstance(request, Path)
        assert isinstance(result, Loaded)
        self._kept[request] = result
        while len(self._kept) > KEPT:
            oldest = next(path for path in self._kept if path != self._wanted)
            del self._kept[oldest]
        if request == self._wanted:
            self.ready.emit(result)

    @Slot(object, object)
    def on_failed(self, request: object, error: object) -> None:
        """Say why there is no photo, if it is the one asked for."""
        if request == self._wanted:
            self.failed.emit(error)
