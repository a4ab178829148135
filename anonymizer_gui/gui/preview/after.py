"""Keeping the after picture up to date with the boxes."""

from PySide6.QtCore import QObject, Signal, Slot

from anonymizer_gui.core.settings import Settings
from anonymizer_gui.gui.background import Background
from anonymizer_gui.gui.editing.box_list import BoxList
from anonymizer_gui.gui.preview.rendering import Loaded, Rendering, rendered


class AfterPicture(QObject):
    """Renders the photo at hand in a thread, again whenever its boxes change.

    Remembers the photo and its boxes; while one picture is rendered, of several changes only the
    last one is.
    """

    ready = Signal(object)
    """A `Picture` of the photo at hand."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._background = Background(rendered, name="render", parent=self)
        self._background.done.connect(self.on_rendered)
        self._loaded: Loaded | None = None
        self._boxes: BoxList | None = None
        self._settings: Settings | None = None

    def follow(self, loaded: Loaded | None, boxes: BoxList | None, settings: Settings) -> None:
        """Render this photo, and again whenever its boxes change."""
        if self._boxes is not None and self._boxes is not boxes:
            self._boxes.changed.disconnect(self.on_boxes_changed)
        if boxes is not None and boxes is not self._boxes:
            boxes.changed.connect(self.on_boxes_changed)
        self._loaded, self._boxes, self._settings = loaded, boxes, settings
        self.on_boxes_changed()

    def close(self) -> None:
        """Wait for the thread."""
        self._background.close()

    @Slot()
    def on_boxes_changed(self) -> None:
        """Render anew."""
        if self._loaded is None or self._boxes is None or self._settings is None:
            self._background.want([])
            return
        self._background.want([Rendering(self._loaded, self._boxes.hidden(), self._settings)])

    @Slot(object, object)
    def on_rendered(self, request: object, result: object) -> None:
        """Hand a picture on, unless another photo is shown by now."""
        assert isinstance(request, Rendering)
        if request.loaded is self._loaded:
            self.ready.emit(result)
