"""No test reads or writes the folders of whoever runs it."""

from pathlib import Path

import platformdirs
import pytest


@pytest.fixture(autouse=True)
def own_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that the program takes for that of the user's data."""
    folder = tmp_path_factory.mktemp("user")
    monkeypatch.setenv("XDG_DATA_HOME", str(folder))  # for programs that tests start
    monkeypatch.setattr(platformdirs, "user_data_path", lambda *_, **__: folder / "Anonymizer")
    return folder / "Anonymizer"
