"""The cards of recent jobs tell them apart, also those of the same photos."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from anonymizer_gui.core.store.recent import RecentJob
from anonymizer_gui.core.store.values import State
from anonymizer_gui.gui.setup import start_page
from anonymizer_gui.gui.setup.recent_card import RecentCard
from anonymizer_gui.gui.setup.start_page import StartPage

PHOTOS, OTHERS = Path("photos"), Path("others")


def job_of(photos: Path, results: str) -> RecentJob:
    when = datetime(2026, 1, 2, tzinfo=UTC)
    return RecentJob(Path(f"{results}.sqlite"), photos, Path(results), {State.FOUND: 3}, when)


@pytest.fixture
def cards(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[RecentCard]]:
    jobs = [job_of(PHOTOS, "first"), job_of(OTHERS, "second"), job_of(PHOTOS, "third")]
    monkeypatch.setattr(start_page, "_recent_jobs", lambda _forgotten: jobs)
    page = StartPage()
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: len(page.findChildren(RecentCard)) == len(jobs))
    yield page.findChildren(RecentCard)
    page.close_threads()


def shown_in(card: RecentCard) -> list[str]:
    return [label.text() for label in card.findChildren(QLabel) if label.isVisible()]


def test_jobs_of_the_same_photos_show_where_their_results_go(cards: list[RecentCard]) -> None:
    first, _, third = map(shown_in, cards)

    assert "Results: first" in first
    assert "Results: third" in third


def test_a_job_of_other_photos_does_not(cards: list[RecentCard]) -> None:
    assert not [text for text in shown_in(cards[1]) if "Results" in text]


def test_where_results_go_is_told_of_every_job(cards: list[RecentCard]) -> None:
    for card, results in zip(cards, ("first", "second", "third"), strict=True):
        assert [
            label for label in card.findChildren(QLabel) if f"Results: {results}" in label.toolTip()
        ]
        for name in ("continueJobButton", "forgetJobButton"):
            button = card.findChild(QPushButton, name)
            assert isinstance(button, QPushButton)
            assert f"Results: {results}" in button.accessibleDescription()
