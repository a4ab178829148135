"""The photos of a job as a list that is read page by page: 100,000 rows cost what is seen."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from typing_extensions import override

from anonymizer_gui.core.errors import StoreError
from anonymizer_gui.core.store.values import Filter, ImageRow, Order, View
from anonymizer_gui.gui.background import Background
from anonymizer_gui.gui.wording import boxes_said, sentence_of, state_name

if TYPE_CHECKING:
    from anonymizer_gui.gui.job.session import Session

ModelIndex = QModelIndex | QPersistentModelIndex
ROW_ROLE = Qt.ItemDataRole.UserRole
"""The `ImageRow` of a photo."""
ROLES = (
    ROW_ROLE,
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
)
PAGE = 64
MOST_ROWS = 4096
"""Rows kept in memory."""
LOOK_AGAIN_MS = 700


@dataclass(frozen=True, slots=True)
class _Listing:
    """The photos of a view, in order, and where each one is."""

    view: View
    ids: list[int]
    places: dict[int, int]


class PhotoListModel(QAbstractListModel):
    """Remembers the view, its photos by number, and the rows that were looked at."""

    listed = Signal()
    """The photos of the view are others, or in another order."""
    next_found = Signal(int)
    """The row that was looked for."""

    def __init__(self, session: "Session", parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._listing = _Listing(View(), [], {})
        self._view = View()
        self._rows: dict[int, ImageRow] = {}
        self._queries = Background(self._looked_up, name="list", parent=self)
        self._queries.done.connect(self.on_listed)
        self._finder = Background(self._next_to_review, name="next", parent=self)
        self._finder.done.connect(self.on_next_found)
        self._timer = QTimer(self, singleShot=True, interval=LOOK_AGAIN_MS)
        self._timer.timeout.connect(self.look_again)
        session.images_changed.connect(self.on_images_changed)

    @property
    def view(self) -> View:
        """Which photos are listed, and in which order."""
        return self._view

    def show(
        self,
        *,
        chosen: Filter | None = None,
        order: Order | None = None,
        search: str | None = None,
    ) -> None:
        """List other photos, or in another order."""
        view = replace(
            self._view,
            filter=self._view.filter if chosen is None else chosen,
            order=self._view.order if order is None else order,
            search=self._view.search if search is None else search,
        )
        if view != self._view:
            self._view = view
            self.look_again()

    def id_at(self, row: int) -> int | None:
        """The photo in a row."""
        ids = self._listing.ids
        return ids[row] if 0 <= row < len(ids) else None

    def row_of(self, image_id: int | None) -> int:
        """Where a photo is; -1 if it is not listed."""
        places = self._listing.places
        return -1 if image_id is None else places.get(image_id, -1)

    def row(self, image_id: int) -> ImageRow | None:
        """What is known of a photo."""
        return self._row(self.row_of(image_id))

    def find_next_to_review(self, after: int) -> None:
        """Look for the next photo that nobody has reviewed; `next_found` tells.

        Args:
            after: The row to begin behind; at the end of the list it goes on at its start.
        """
        self._finder.want([(self._listing, after)])

    @override
    def rowCount(self, parent: ModelIndex = QModelIndex()) -> int:  # noqa: B008 - as Qt has it
        return 0 if parent.isValid() else len(self._listing.ids)

    @override
    def data(self, index: ModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role not in ROLES:
            return None
        row = self._row(index.row())
        if row is None or role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{row.path.name}, {state_name(row.state)}, {boxes_said(row.faces, row.plates)}"
        return row.path.name if role == Qt.ItemDataRole.DisplayRole else self._tip(row)

    def close(self) -> None:
        """Wait for the thread, and list nothing: the store may be closed now."""
        self._session.images_changed.disconnect(self.on_images_changed)
        self._timer.stop()
        self._queries.close()
        self._finder.close()
        self.beginResetModel()
        self._listing = _Listing(self._view, [], {})
        self.endResetModel()

    @Slot()
    def look_again(self) -> None:
        """Ask which photos are in the view now."""
        self._queries.want([self._view])

    def when_listed(self, then: Callable[[], None]) -> None:
        """Call a function as soon as the photos of the view are listed."""
        self._queries.when_idle(then)

    @Slot(list)
    def on_images_changed(self, image_ids: list[int]) -> None:
        """Show photos anew."""
        if image_ids:
            for image_id in image_ids:
                self._rows.pop(image_id, None)
                row = self.row_of(image_id)
                if row >= 0:
                    self.dataChanged.emit(self.index(row), self.index(row))
        else:
            self._rows.clear()
            if self._listing.ids:
                self.dataChanged.emit(self.index(0), self.index(len(self._listing.ids) - 1))
        if not self._timer.isActive():
            self._timer.start()

    @Slot(object, object)
    def on_listed(self, request: object, result: object) -> None:
        """Take over which photos are listed."""
        assert isinstance(result, _Listing)
        if request != self._view or result.ids == self._listing.ids:
            return
        self.beginResetModel()
        self._listing = result
        self.endResetModel()
        self.listed.emit()

    @Slot(object, object)
    def on_next_found(self, _request: object, image_id: object) -> None:
        """Tell where the photo is by now."""
        assert image_id is None or isinstance(image_id, int)
        row = self.row_of(image_id)
        if row >= 0:
            self.next_found.emit(row)

    def _next_to_review(self, request: tuple[_Listing, int]) -> int | None:
        listing, after = request
        wanted = set(self._session.store.images.ids(View(filter=Filter.TO_REVIEW)))
        ids = listing.ids[after + 1 :] + listing.ids[: after + 1]
        return next((image_id for image_id in ids if image_id in wanted), None)

    def _looked_up(self, view: View) -> _Listing:
        ids = self._session.store.images.ids(view)
        return _Listing(view, ids, {image_id: row for row, image_id in enumerate(ids)})

    def _tip(self, row: ImageRow) -> str:
        more = [] if row.error is None else [sentence_of(row.error)]
        if not row.untouched:
            more.append(self.tr("Re-encoded: every pixel may have changed slightly."))
        return "\n".join([str(row.path), *more])

    def _row(self, row: int) -> ImageRow | None:
        image_id = self.id_at(row)
        if image_id is None:
            return None
        if image_id not in self._rows:
            if len(self._rows) > MOST_ROWS:
                self._rows.clear()
            start = row // PAGE * PAGE
            wanted = self._listing.ids[start : start + PAGE]
            try:
                rows = self._session.store.images.rows(wanted)
            except StoreError:
                return None
            self._rows |= {one.id: one for one in rows}
        return self._rows.get(image_id)
