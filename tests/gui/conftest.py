"""The window is tested without a screen, and without what the user has set."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QSettings

from anonymizer_gui.gui.job.session import Session
from tests.gui.reviewing import make_photos, session_in

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(autouse=True)
def _own_settings(tmp_path_factory: pytest.TempPathFactory, qapp: QCoreApplication) -> None:
    folder = tmp_path_factory.mktemp("settings")
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    for scope in (QSettings.Scope.UserScope, QSettings.Scope.SystemScope):
        QSettings.setPath(QSettings.Format.IniFormat, scope, str(folder))
    qapp.setOrganizationName("Anonymizer tests")
    qapp.setApplicationName(folder.name)


@pytest.fixture
def session(tmp_path: Path, qapp: object) -> Iterator[Session]:
    make_photos(tmp_path)
    session = session_in(tmp_path)
    yield session
    session.close()
