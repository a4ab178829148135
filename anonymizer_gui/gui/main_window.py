"""The window: one page at a time, and the job that is open."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QLocale, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QMainWindow,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from anonymizer_gui.core.errors import AnonymizerError
from anonymizer_gui.core.settings import Settings
from anonymizer_gui.gui.background import Background
from anonymizer_gui.gui.input_events import ENTER, files_in
from anonymizer_gui.gui.language import Language
from anonymizer_gui.gui.notice import Notice
from anonymizer_gui.gui.placement import remember_geometry, restore_geometry
from anonymizer_gui.gui.setup.about_page import AboutPage
from anonymizer_gui.gui.setup.dropped import dropped
from anonymizer_gui.gui.setup.new_job_page import NewJobPage
from anonymizer_gui.gui.setup.recent_card import RecentCard
from anonymizer_gui.gui.setup.start_page import StartPage
from anonymizer_gui.gui.taskbar import TaskbarProgress
from anonymizer_gui.gui.top_bar import TopBar
from anonymizer_gui.gui.wording import sentence_of

if TYPE_CHECKING:
    from anonymizer_gui.core.store.recent import RecentJob
    from anonymizer_gui.engine.job_files import Opened
    from anonymizer_gui.gui.job.session import Session
    from anonymizer_gui.gui.review.photo_panel import Place

SMALLEST = (800, 560)
AT_FIRST = (1280, 800)


@dataclass(frozen=True, slots=True)
class OpenRequest:
    """A job that is to be opened.

    Attributes:
        settings: New ones, or none for a job that is gone on with.
        file: Of its store; None for a new job.
        unattended: Whether photos are saved as they are found, without a review.
    """

    settings: Settings | None
    file: Path | None = None
    unattended: bool = False


class MainWindow(QMainWindow):
    """Remembers the page, the open job, and jobs that are still being closed."""

    job_opened = Signal()
    job_closed = Signal()

    def __init__(self, language: Language | None = None) -> None:
        super().__init__()
        self.setObjectName("mainWindow")
        self.setWindowTitle("Anonymizer")
        self.setAcceptDrops(True)
        self.setMinimumSize(*SMALLEST)
        self.resize(*AT_FIRST)
        restore_geometry(self)
        self.session: Session | None = None
        self._closing: list[Session] = []
        self._language = language
        self._page: QWidget | None = None
        self._opener = Background(_opened, name="open", parent=self)
        self._opener.done.connect(self.on_opened)
        self._opener.failed.connect(self.on_open_failed)
        self._waiting: OpenRequest | None = None
        self._wanted: OpenRequest | None = None
        self._back: Callable[[], object] = self.show_start
        self._taskbar = TaskbarProgress(self)
        self._top, self._notice = self._made_top(), Notice("windowNotice")
        self._column = QVBoxLayout()
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._top)
        self._column.addWidget(self._notice)
        centre = QWidget()
        centre.setLayout(self._column)
        self.setCentralWidget(centre)
        if language is not None:
            language.changed.connect(self.on_language_changed)
        self.show_start()

    @Slot()
    def show_start(self) -> None:
        """Show the first page; an open job is closed."""
        self._leave_session()
        page = StartPage()
        page.folder_chosen.connect(self.show_new_job)
        page.sample_chosen.connect(self.show_new_job)
        page.dropped.connect(self.take)
        page.job_chosen.connect(self.on_job_chosen)
        page.failed.connect(self.on_failed)
        self._show(page)

    @Slot(Path)
    @Slot(Path, Path)
    def show_new_job(
        self, photos: Path, results: Path | None = None, *, only: tuple[str, ...] = ()
    ) -> None:
        """Show the page of a new job, with everything filled in.

        Args:
            photos: The folder.
            results: Where the results go; None for a proposal.
            only: What of the folder is taken; empty for all.
        """
        self._leave_session()
        Thread(target=_make_ready, daemon=True).start()
        self._show_set_up(NewJobPage()).set_folders(photos, results, only=only)

    @Slot()
    def show_about(self) -> None:
        """Show what there is to know of the program; nothing is lost or stopped by it."""
        if isinstance(self._page, AboutPage):
            return
        self._back = self._way_back()
        self._show_about()

    @Slot(list)
    def take(self, paths: Sequence[Path]) -> None:
        """Begin a job with what was dropped or named on the command line."""
        if not paths:
            return
        if self._is_busy():
            self._notice.say(
                self.tr("This job is still at work. Stop it or wait, then drop the photos again.")
            )
            return
        try:
            job = dropped(paths)
        except AnonymizerError as error:
            self._notice.say(sentence_of(error), wrong=True)
            return
        if isinstance(self._page, NewJobPage):  # what else is chosen there stays
            self._page.set_folders(job.folder, only=job.only)
        else:
            self.show_new_job(job.folder, only=job.only)

    @Slot(object, bool)
    def on_start_wanted(self, settings: Settings, reviewed: bool) -> None:
        """Open a new job."""
        self._open(OpenRequest(settings, unattended=not reviewed))

    @Slot(object)
    def on_job_chosen(self, job: "RecentJob") -> None:
        """Go on with a job."""
        self._open(OpenRequest(None, job.file))

    @Slot(object, object)
    def on_opened(self, request: object, opened: "Opened") -> None:
        """Show the job, and go on looking for faces and plates."""
        from anonymizer_gui.gui.job.session import Session

        assert isinstance(request, OpenRequest)
        if self._wanted not in (None, request):  # another one was chosen meanwhile
            opened.store.close()
            return
        settings = request.settings or opened.store.settings()
        self.session = Session(opened.store, settings, unattended=request.unattended, parent=self)
        self.session.closed.connect(self.on_session_closed)
        for changed in (self.session.detection_changed, self.session.saving_changed):
            changed.connect(self.on_run_changed)
        self.setWindowTitle(f"{self.session.name} - Anonymizer")
        self._show_review()
        self.session.detect()
        if opened.notice is not None:
            self._notice.say(sentence_of(opened.notice), wrong=True)
        self.job_opened.emit()

    @Slot(object, object)
    def on_open_failed(self, _request: object, error: object) -> None:
        """Say why there is no job."""
        self.show_start()
        self.on_failed(error)

    @Slot(object)
    def on_failed(self, error: object) -> None:
        """Say what went wrong."""
        self._notice.say(sentence_of(error), wrong=True)

    @Slot()
    def on_session_closed(self) -> None:
        """Open what waits for it."""
        self._closing = [one for one in self._closing if one is not self.sender()]
        self.job_closed.emit()
        if self._waiting is not None and not self._closing:
            request, self._waiting = self._waiting, None
            self._opener.want([request])

    @Slot()
    def on_run_changed(self) -> None:
        """Show in the taskbar what is at work."""
        if self.session is not None:
            self._taskbar.follow(self.session.saving or self.session.detection)

    @Slot()
    def on_language_changed(self) -> None:
        """Show everything in the other language, and stay where the user is."""
        again = self._show_about if isinstance(self._page, AboutPage) else self._way_back()
        self.setLocale(QLocale())
        for old in (self._top, self._notice):
            self._column.removeWidget(old)
            old.setParent(None)
            old.deleteLater()
        self._top, self._notice = self._made_top(), Notice("windowNotice")
        self._column.insertWidget(0, self._top)
        self._column.insertWidget(1, self._notice)
        again()

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        files_in(event)

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        self.take(files_in(event))

    @override
    def event(self, event: QEvent) -> bool:
        # Else Enter would be a shortcut of the page
        if event.type() is QEvent.Type.ShortcutOverride and _pressed(event) is not None:
            event.accept()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        button = _pressed(event)
        if button is not None:
            button.click()
        elif event.key() == Qt.Key.Key_Escape:
            for card in self.findChildren(RecentCard):  # that may ask whether to forget a job
                card.on_keep()
        else:
            super().keyPressEvent(event)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        remember_geometry(self)
        self.hide()  # the photo at hand is finished first, which nobody has to watch
        if self._language is not None:
            self._language.changed.disconnect(self.on_language_changed)
            self._language = None
        self._waiting = None
        self._opener.close()
        self._drop_page()
        for session in (*self._closing, *([self.session] if self.session else [])):
            session.close()
        self.session = None
        event.accept()

    def _is_busy(self) -> bool:
        return self.session is not None and bool(self.session.detection or self.session.saving)

    def _open(self, request: OpenRequest) -> None:
        self._wanted = request
        self._notice.hide()
        Thread(target=_make_ready, daemon=True).start()
        self._show(_Waiting(self.tr("Opening the job…")))
        if self._closing:
            self._waiting = request
        else:
            self._opener.want([request])

    def _way_back(self) -> Callable[[], object]:
        """What shows the page of now again, as it is."""
        if isinstance(self._page, NewJobPage):
            draft = self._page.draft
            return lambda: self._show_set_up(NewJobPage(draft))
        if self.session is not None:
            place = self._review_place()
            return lambda: self._show_review(place)
        return self.show_start

    def _review_place(self) -> "Place | None":
        from anonymizer_gui.gui.review.review_page import ReviewPage

        return self._page.place if isinstance(self._page, ReviewPage) else None

    def _show_set_up(self, page: NewJobPage) -> NewJobPage:
        page.start_wanted.connect(self.on_start_wanted)
        page.left.connect(self.show_start)
        self._show(page)
        return page

    def _show_review(self, place: "Place | None" = None) -> None:
        from anonymizer_gui.gui.review.review_page import ReviewPage

        assert self.session is not None
        page = ReviewPage(self.session, place)
        page.left.connect(self.show_start)
        page.about_wanted.connect(self.show_about)
        if self._language is not None:
            page.language_wanted.connect(self._language.switch)
        self._show(page)

    def _show_about(self) -> None:
        page = AboutPage()
        page.left.connect(self._back)
        self._show(page)

    def _leave_session(self) -> None:
        self._notice.hide()
        self.setWindowTitle("Anonymizer")
        if self.session is None:
            return
        self._taskbar.follow(None)
        session, self.session = self.session, None
        self._closing.append(session)
        self._drop_page()
        session.leave()

    def _drop_page(self) -> None:
        page, self._page = self._page, None
        if page is not None:
            page.close_threads()  # type: ignore[attr-defined]
            self._column.removeWidget(page)
            page.hide()
            page.setParent(None)  # nothing finds it any more
            page.deleteLater()

    def _show(self, page: QWidget) -> None:
        self._drop_page()
        self._page = page
        self._top.setVisible(page.objectName() != "reviewPage")
        self._column.addWidget(page, 1)
        page.show()
        page.setFocus()

    def _made_top(self) -> TopBar:
        top = TopBar()
        top.about_wanted.connect(self.show_about)
        if self._language is not None:
            top.language_wanted.connect(self._language.switch)
        return top


def _pressed(event: QEvent) -> QPushButton | QToolButton | None:
    """The button that a key presses: Enter does that to the one that has the focus."""
    focused = QApplication.focusWidget()
    is_enter = isinstance(event, QKeyEvent) and event.key() in ENTER
    return focused if is_enter and isinstance(focused, QPushButton | QToolButton) else None


class _Waiting(QLabel):
    """A page for the moment in which a job is opened."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setObjectName("waitingPage")
        self.setProperty("role", "muted")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)

    def close_threads(self) -> None:
        """It has none."""


def _make_ready() -> None:
    """Begin what is going to look for faces and plates, in a thread of its own."""
    from anonymizer_gui.detection.apart import make_ready

    make_ready()


def _opened(request: OpenRequest) -> "Opened":
    """The store of a job.

    Raises:
        StoreError: It is damaged, in use, or cannot be stored.
    """
    # Loaded here, in the thread, so that the window does not stand still for it
    import anonymizer_gui.gui.review.review_page  # noqa: F401
    from anonymizer_gui.core.store.job_store import JobStore
    from anonymizer_gui.engine.job_files import Opened, open_store

    if request.settings is not None:
        return open_store(request.settings, resume=True)
    assert request.file is not None
    return Opened(JobStore.open(request.file))
