"""What is kept between two starts is where it should be."""

from pathlib import Path

from PySide6.QtCore import QSettings

from anonymizer_gui.core.settings import Settings
from anonymizer_gui.gui.remembered import remember_in, remember_settings, remembered_settings


def test_settings_can_be_kept_in_a_folder(tmp_path: Path) -> None:
    remember_in(tmp_path)

    remember_settings(Settings(Path("in"), Path("out"), box_scale=1.7))

    QSettings().sync()
    assert [file.suffix for file in tmp_path.rglob("*") if file.is_file()] == [".ini"]
    assert remembered_settings().box_scale == 1.7
