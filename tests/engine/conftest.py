"""Photos, and what finds something in them without a network."""

from pathlib import Path

import pytest

from anonymizer_gui.engine import job as job_module
from tests.engine.photos import FakeDetector, photos_in
from tests.engine.running import COUNT


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    return photos_in(tmp_path / "photos", COUNT)


@pytest.fixture
def detector(monkeypatch: pytest.MonkeyPatch) -> FakeDetector:
    detector = FakeDetector()
    monkeypatch.setattr(job_module, "open_networks", detector.networks)
    return detector
