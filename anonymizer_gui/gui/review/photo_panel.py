"""The left side of a review: the photos of the job, filtered, sorted, searched."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QSignalBlocker, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QLabel,
    QLineEdit,
    QListView,
    QVBoxLayout,
)
from typing_extensions import override

from anonymizer_gui.core.store.values import Filter, Order, View
from anonymizer_gui.gui.review.photo_delegate import PhotoDelegate
from anonymizer_gui.gui.review.photo_list_model import PhotoListModel
from anonymizer_gui.gui.review.thumbnails import Thumbnails
from anonymizer_gui.gui.wording import number

WIDTH = 300
MARGIN = 12
TYPING_MS = 200


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody is in the list.

    Attributes:
        image_id: The photo at hand; None for none.
        view: Which photos are listed.
    """

    image_id: int | None
    view: View


class PhotoPanel(QFrame):
    """Remembers the photo at hand, through changes of the list."""

    chosen = Signal(int)
    """The number of another photo."""
    entered = Signal()
    """The user has typed what to search for, or does not want to search."""

    def __init__(self, model: PhotoListModel, thumbnails: Thumbnails) -> None:
        super().__init__()
        self.setObjectName("photoPanel")
        self.setProperty("role", "side")
        self.setFixedWidth(WIDTH)
        self._model = model
        self._at_hand: int | None = None
        self._wanted: int | None = None
        self._listed: View | None = None
        self.search = QLineEdit(placeholderText=self.tr("Search by name"))
        self.search.setObjectName("searchEdit")
        self.search.setAccessibleName(self.tr("Search by name"))
        self.search.setClearButtonEnabled(True)
        self.search.setAcceptDrops(False)  # the window takes what is dropped
        self._typing = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._typing.timeout.connect(self.on_typed)
        self.search.textChanged.connect(self.on_typing)
        self.search.returnPressed.connect(self.on_entered)
        self.filter = self._filters()
        self.order = self._orders()
        self.list = QListView()
        self.list.setObjectName("imageList")
        self.list.setAccessibleName(self.tr("Photos"))
        self.list.setModel(model)
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setItemDelegate(PhotoDelegate(thumbnails, self))
        self.list.selectionModel().currentChanged.connect(self.on_current_changed)
        self._empty = QLabel(self.tr("No photos here."), alignment=Qt.AlignmentFlag.AlignCenter)
        self._empty.setProperty("role", "muted")
        thumbnails.ready.connect(self.list.viewport().update)
        model.modelAboutToBeReset.connect(self.on_about_to_reset)
        model.listed.connect(self.on_listed)
        self._lay_out()

    @property
    def at_hand(self) -> int | None:
        """The number of the photo that is looked at."""
        return self._at_hand

    @property
    def place(self) -> Place:
        """Where the user is."""
        return Place(self._at_hand, self._model.view)

    def come_back(self, place: Place) -> None:
        """Be there again, as soon as the photos are listed."""
        view, self._wanted = place.view, place.image_id
        for combo, chosen in ((self.filter, view.filter), (self.order, view.order)):
            combo.setCurrentIndex(combo.findData(chosen))
        self.search.setText(view.search)
        self._model.show(search=view.search)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape or not self.search.hasFocus():
            super().keyPressEvent(event)
        elif self.search.text():
            self.search.clear()
        else:
            self.entered.emit()

    @Slot(dict)
    def show_counts(self, counts: Mapping[Filter, int]) -> None:
        """Say beside each choice how many photos there are."""
        for index in range(self.filter.count()):
            name, count = self._filter_names[index], counts[self.filter.itemData(index)]
            self.filter.setItemText(index, f"{name}  {number(count)}")

    @Slot(int)
    def go_to(self, row: int) -> None:
        """Choose the photo in a row, if there is one."""
        index = self._model.index(row)
        if index.isValid():
            self.list.setCurrentIndex(index)

    def row(self) -> int:
        """Where the photo at hand is; -1 if it is not listed."""
        return self._model.row_of(self._at_hand)

    @Slot()
    def on_typing(self) -> None:
        """Search when the typing pauses."""
        self._typing.start()

    @Slot()
    def on_typed(self) -> None:
        """Search."""
        self._model.show(search=self.search.text().strip())

    @Slot()
    def on_entered(self) -> None:
        """Search, and look at the first that is found."""
        self._typing.stop()
        self.on_typed()
        self._model.when_listed(self.on_found)
        self.entered.emit()

    @Slot()
    def on_found(self) -> None:
        """Look at the first photo, unless the one at hand is among them."""
        if self.row() < 0:
            self.go_to(0)

    @Slot(int)
    def on_filter_chosen(self, _index: int) -> None:
        """List other photos."""
        self._model.show(chosen=Filter(self.filter.currentData()))

    @Slot(int)
    def on_order_chosen(self, _index: int) -> None:
        """Sort."""
        self._model.show(order=Order(self.order.currentData()))

    @Slot(QModelIndex, QModelIndex)
    def on_current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        """Show the chosen photo."""
        image_id = self._model.id_at(current.row())
        if image_id is not None and image_id != self._at_hand:
            self._at_hand = image_id
            self.chosen.emit(image_id)

    @Slot()
    def on_about_to_reset(self) -> None:
        """Keep in mind what is looked at, and where the list is."""
        place = self.list.visualRect(self._model.index(self.row()))
        self._was_in_sight = self.list.viewport().rect().intersects(place)
        self._scrolled = self.list.verticalScrollBar().value()

    @Slot()
    def on_listed(self) -> None:
        """Look at the same photo as before; at the first if it is no longer in the job."""
        self._empty.setVisible(self._model.rowCount() == 0)
        row, is_new = self.row(), self._model.view != self._listed
        self._listed = self._model.view
        if row >= 0:
            with QSignalBlocker(self.list.selectionModel()):
                self.list.setCurrentIndex(self._model.index(row))
            self.list.verticalScrollBar().setValue(self._scrolled)
            if self._was_in_sight or is_new:  # who has scrolled away is not taken back
                self.list.scrollTo(self._model.index(row))
        elif self._at_hand is None or _is_whole_job(self._model.view):
            self.go_to(max(self._model.row_of(self._wanted), 0))
        elif is_new:
            self.list.scrollToTop()
        self.list.viewport().update()

    def _filters(self) -> QComboBox:
        combo = QComboBox()
        combo.setObjectName("filterCombo")
        combo.setAccessibleName(self.tr("Which photos"))
        for chosen, text in (
            (Filter.ALL, self.tr("All")),
            (Filter.TO_REVIEW, self.tr("To review")),
            (Filter.WITH_BOXES, self.tr("With boxes")),
            (Filter.DOUBTFUL, self.tr("Doubtful")),
            (Filter.FAILED, self.tr("Failed")),
        ):
            combo.addItem(text, chosen)
        self._filter_names = [combo.itemText(index) for index in range(combo.count())]
        combo.currentIndexChanged.connect(self.on_filter_chosen)
        return combo

    def _orders(self) -> QComboBox:
        combo = QComboBox()
        combo.setObjectName("orderCombo")
        combo.setAccessibleName(self.tr("Sorted by"))
        for order, text in (
            (Order.NAME, self.tr("By name")),
            (Order.DOUBT, self.tr("Most doubtful first")),
        ):
            combo.addItem(text, order)
        combo.currentIndexChanged.connect(self.on_order_chosen)
        return combo

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(MARGIN, MARGIN, MARGIN, 8)
        head.setSpacing(8)
        head.addWidget(self.search)
        head.addWidget(self.filter)
        head.addWidget(self.order)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._empty)
        column.addWidget(self.list, 1)
        self._empty.hide()
        self._was_in_sight, self._scrolled = True, 0


def _is_whole_job(view: View) -> bool:
    return view.filter is Filter.ALL and not view.search
