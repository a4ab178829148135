"""A job on a few drawn photos, with a network that finds what it is told."""

from pathlib import Path

import pytest

from anonymizer_gui.core.settings import Settings
from anonymizer_gui.engine import job as job_module
from tests.engine.photos import FACE, FakeDetector, photos_in

COUNT = 4


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(photos_in(tmp_path / "photos", COUNT), tmp_path / "out")


@pytest.fixture
def detector(monkeypatch: pytest.MonkeyPatch) -> FakeDetector:
    detector = FakeDetector(found=FACE)
    monkeypatch.setattr(job_module, "open_networks", detector.networks)
    return detector
