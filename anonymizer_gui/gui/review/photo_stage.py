"""The middle of a review: one photo before and after, read and rendered in threads."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QPointF, Qt, Signal, Slot
from PySide6.QtWidgets import QLabel, QPushButton, QStackedLayout, QVBoxLayout, QWidget

from anonymizer_gui.core.boxes import Kind
from anonymizer_gui.core.errors import StoreError
from anonymizer_gui.gui.editing.editor import Editor
from anonymizer_gui.gui.editing.geometry import Point, Size, drawn
from anonymizer_gui.gui.job.session import OpenPhoto, Session
from anonymizer_gui.gui.preview.after import AfterPicture
from anonymizer_gui.gui.preview.pair import PreviewPair
from anonymizer_gui.gui.preview.rendering import Loaded
from anonymizer_gui.gui.preview.viewpoint import STEP
from anonymizer_gui.gui.review.gallery import Gallery
from anonymizer_gui.gui.wording import sentence_of

NEW_BOX = 0.12
"""Side of a new box as a part of what is seen of the photo."""


class PhotoStage(QWidget):
    """Remembers the photo that is shown, its editor, and the kind of the next box."""

    shown = Signal()
    """Another photo is there to be edited, or none."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("photoStage")
        self._session = session
        self._image_id: int | None = None
        self._path: Path | None = None
        self._ahead: Sequence[Path] = ()
        self._loaded: Loaded | None = None
        self._photo: OpenPhoto | None = None
        self.editor: Editor | None = None
        self.kind = Kind.FACE
        self.keeps_view = False
        self.has_failed = False
        """Whether there is a message instead of a photo."""
        self.pair = PreviewPair()
        self._message = QLabel(
            alignment=Qt.AlignmentFlag.AlignCenter,
            wordWrap=True,
            textFormat=Qt.TextFormat.PlainText,
        )
        self._message.setObjectName("photoMessage")
        self._message.setProperty("role", "muted")
        self._retry = QPushButton(self.tr("Try again"))
        self._retry.setObjectName("retryPhotoButton")
        self._retry.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Enter goes on to the next photo
        self._retry.clicked.connect(self.on_retry)
        self._gallery = Gallery(self)
        self._gallery.ready.connect(self.on_ready)
        self._gallery.failed.connect(self.on_failed)
        self._after = AfterPicture(self)
        self._after.ready.connect(self.pair.show_after)
        session.images_changed.connect(self.on_images_changed)
        for view in (self.pair.before, self.pair.after):
            view.nudged.connect(self.on_nudged)
        # The layout first gets its widget: else the first page would be a window for a moment
        self._pages = QStackedLayout(self)
        self._pages.addWidget(self.pair)
        self._pages.addWidget(self._message_page())

    @property
    def picture(self) -> Loaded | None:
        """The photo that is shown."""
        return self._loaded

    @property
    def shown_id(self) -> int | None:
        """The number of the photo that can be seen and edited."""
        return None if self.editor is None else int(self.editor.property("image_id"))

    @property
    def is_reviewed(self) -> bool:
        """Whether somebody has taken the photo that is shown as it is."""
        return self.editor is not None and self._photo is not None and self._photo.done

    def open(self, image_id: int, path: Path, ahead: Sequence[Path]) -> None:
        """Show a photo as soon as it is read.

        Args:
            image_id: Its number in the store.
            path: Its file.
            ahead: Photos that may be asked for next.
        """
        self._image_id, self._path, self._ahead = image_id, path, ahead
        self._gallery.show(path, ahead)

    def close_threads(self) -> None:
        """Wait for what is read and rendered."""
        self._show(None, None)
        self._gallery.close()
        self._after.close()

    def set_kind(self, kind: Kind) -> None:
        """Say what the next box holds, and the selected ones."""
        self.kind = kind
        self.pair.set_kind(kind)
        if self.editor is not None and self.editor.selected:
            self.editor.set_kind(kind)

    def render_anew(self) -> None:
        """Hide in another way from now on."""
        boxes = self.editor.boxes if self.editor else None
        self._after.follow(self._loaded, boxes, self._session.settings)

    @Slot()
    def add_box(self) -> None:
        """Put a box into the middle of what is seen; the keyboard can move it."""
        if self.editor is None:
            return
        view, size = self.pair.view_in_use(), self.editor.boxes.size
        seen = min(view.viewport().width(), view.viewport().height())
        half = min(NEW_BOX / 2 * seen / self.pair.viewpoint.scale, min(size) / 4)
        centre = view.centre_of_view()
        x = min(max(centre.x, half), size.width - half)
        y = min(max(centre.y, half), size.height - half)
        box = drawn(Point(x - half, y - half), Point(x + half, y + half), self.kind, within=size)
        self.editor.add([box], self.tr("Draw"))
        view.setFocus()

    @Slot()
    def zoom_in(self) -> None:
        """Show the middle larger."""
        self.pair.viewpoint.zoom(STEP, self.pair.viewpoint.centre)

    @Slot()
    def zoom_out(self) -> None:
        """Show the middle smaller."""
        self.pair.viewpoint.zoom(1 / STEP, self.pair.viewpoint.centre)

    @Slot()
    def actual_size(self) -> None:
        """Show one pixel of the photo as one of the screen, at the pointer if it is there."""
        view = self.pair.view_in_use()
        at = view.viewport().mapFromGlobal(view.cursor().pos())
        under = view.viewport().rect().contains(at)
        centre = view.mapToScene(at) if under else QPointF(self.pair.viewpoint.centre)
        self.pair.viewpoint.look(scale=1 / self.devicePixelRatioF(), centre=centre)

    @Slot(int, int, bool)
    def on_nudged(self, dx: int, dy: int, grows: bool) -> None:
        """Move or resize what is selected."""
        if self.editor is not None and grows:
            self.editor.grow(dx=dx, dy=dy)
        elif self.editor is not None:
            self.editor.nudge(dx=dx, dy=dy)

    @Slot(object)
    def on_ready(self, loaded: object) -> None:
        """Show a photo that was read."""
        assert isinstance(loaded, Loaded)
        assert self._image_id is not None
        size = Size(loaded.before.width, loaded.before.height)
        try:
            photo = self._session.photo(self._image_id, size)
        except StoreError as error:
            self.on_failed(error)
            return
        self._photo = photo
        if photo.stored.error is not None:
            self.on_failed(photo.stored.error)
        elif photo.editor is not self.editor or loaded is not self._loaded:
            another = self._loaded is None or loaded.photo.path != self._loaded.photo.path
            self._show(loaded, photo.editor)
            if another and not self.keeps_view:
                self.pair.viewpoint.fit()

    @Slot(object)
    def on_failed(self, error: object) -> None:
        """Say why there is no photo."""
        self._say(sentence_of(error))

    @Slot()
    def on_retry(self) -> None:
        """Read and search the photo again."""
        if self._image_id is not None and self._path is not None:
            self._gallery.forget(self._path)
            self._session.retry([self._image_id])

    @Slot(list)
    def on_images_changed(self, image_ids: list[int]) -> None:
        """Show the photo anew if something else is known of it now."""
        if self._image_id in image_ids and self._path is not None:
            self._gallery.show(self._path, self._ahead)

    def _say(self, text: str) -> None:
        self._message.setText(text)
        self._show(None, None, has_failed=True)

    def _message_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.addStretch()
        column.addWidget(self._message)
        column.addWidget(self._retry, 0, Qt.AlignmentFlag.AlignCenter)
        column.addStretch()
        return page

    def _show(
        self, loaded: Loaded | None, editor: Editor | None, *, has_failed: bool = False
    ) -> None:
        self._loaded, self.editor, self.has_failed = loaded, editor, has_failed
        self._pages.setCurrentIndex(1 if has_failed else 0)
        self.pair.show_photo(loaded.before if loaded else None, editor)
        self.render_anew()
        self.shown.emit()
