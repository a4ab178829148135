"""A review of three photos that were searched before."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from anonymizer_gui.gui.job.session import Session
from anonymizer_gui.gui.review.review_page import ReviewPage
from tests.gui.reviewing import wait_for_photo


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
