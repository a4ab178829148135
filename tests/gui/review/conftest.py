"""A review of three photos that were searched before."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from anonymizer_gui.gui.job.session import Session
from anonymizer_gui.gui.review.review_page import ReviewPage
from tests.gui.reviewing import make_photos, session_in, wait_for_photo


@pytest.fixture
def session(tmp_path: Path, qapp: object) -> Iterator[Session]:
    make_photos(tmp_path)
    session = session_in(tmp_path)
    yield session
    session.close()


@pytest.fixture
def page(session: Session, qtbot: QtBot) -> Iterator[ReviewPage]:
    page = ReviewPage(session)
    page.resize(1280, 800)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitExposed(page)
    wait_for_photo(page, qtbot, 1)
    yield page
    page.close_threads()
