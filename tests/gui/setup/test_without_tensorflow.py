"""In the small Windows program a `.pb` is refused when it is chosen, not when the job starts."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from anonymizer_gui.core.settings import Settings
from anonymizer_gui.gui.language import DUTCH, Language
from anonymizer_gui.gui.setup.folder_check import Check, checked
from anonymizer_gui.gui.wording import sentence_of
from tests.gui.reviewing import make_photos


@pytest.fixture
def _dutch(qapp: QApplication) -> Iterator[None]:
    language = Language(qapp)
    if language.code != DUTCH:
        language.switch()
    yield
    language.switch()


@pytest.mark.usefixtures("_dutch")
def test_choosing_a_graph_says_in_dutch_which_installer_has_tensorflow(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "tensorflow", None)
    network = tmp_path / "weights_face_v1.0.0.pb"
    network.write_bytes(b"\n\x00")

    found = checked(Check(Settings(make_photos(tmp_path), tmp_path / "out", weights=network)))

    assert not found.is_fine
    said = sentence_of(found.network_error)
    assert said.startswith("weights_face_v1.0.0.pb heeft TensorFlow nodig")
    assert "large-setup.exe" in said
