"""What is kept between two starts of the program."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QSettings

from anonymizer_gui.core.errors import AnonymizerError
from anonymizer_gui.core.settings import Settings

SETTINGS = "job/settings"
THUMBNAILS = "thumbnails/on_disk"


def remember_in(folder: Path) -> None:
    """Keep it in a file of this folder from now on, not where the system keeps such things."""
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(folder))


def remember_settings(settings: Settings) -> None:
    """Keep the settings of a job for the next one; its folders and photos are not kept."""
    from anonymizer_gui.core.store.texts import settings_text

    kept = replace(settings, input=Path(), output=Path(), only=())
    QSettings().setValue(SETTINGS, settings_text(kept))


def remembered_settings() -> Settings:
    """The settings of the last job, without its folders."""
    fresh = Settings(Path(), Path())
    text = QSettings().value(SETTINGS, "", type=str)
    if not text:
        return fresh
    from anonymizer_gui.core.store.texts import settings_from

    try:
        return replace(settings_from(str(text)), input=Path(), output=Path())
    except (ValueError, TypeError, AnonymizerError):
        return fresh  # of another version


def keeps_thumbnails() -> bool:
    """Whether the small pictures of lists are kept on disk, not in memory only."""
    return bool(QSettings().value(THUMBNAILS, True, type=bool))


def remember_thumbnails(on_disk: bool) -> None:
    """Keep the small pictures of lists on disk from now on, or in memory only."""
    QSettings().setValue(THUMBNAILS, on_disk)
