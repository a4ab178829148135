"""No test reads or writes the folders of whoever runs it."""

from pathlib import Path

import platformdirs
import pytest


@pytest.fixture(autouse=True)
def own_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that the program takes for that of the user's data; logs go beside it."""
    folder = tmp_path_factory.mktemp("user")
    for variable in (
        "XDG_DATA_HOME",
        "XDG_STATE_HOME",
        "XDG_CACHE_HOME",
    ):  # for programs that tests start
        monkeypatch.setenv(variable, str(folder))
    monkeypatch.setattr(platformdirs, "user_log_path", lambda *_, **__: folder)
    for name in ("user_data_path", "user_cache_path"):
        monkeypatch.setattr(platformdirs, name, lambda *_, **__: folder / "Anonymizer")
    return folder / "Anonymizer"
