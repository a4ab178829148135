"""Whatever is dropped becomes a folder and what of it is taken."""

from pathlib import Path

import pytest

from anonymizer_gui.core.errors import SettingsError
from anonymizer_gui.gui.setup.dropped import Dropped, dropped


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("a.jpg", "b.jpg", "sub/c.jpg", "other/d.jpg"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.touch()
    return tmp_path


@pytest.mark.parametrize(
    ("names", "inside", "only"),
    [
        (["sub"], "sub", ()),
        (["a.jpg"], ".", ("a.jpg",)),
        (["b.jpg", "a.jpg", "a.jpg"], ".", ("a.jpg", "b.jpg")),
        (["sub", "other"], ".", ("other", "sub")),
        (["sub", "a.jpg"], ".", ("a.jpg", "sub")),
        (["sub/c.jpg", "other/d.jpg"], ".", ("other/d.jpg", "sub/c.jpg")),
        (["sub", "sub/c.jpg"], "sub", ()),
    ],
)
def test_a_folder_around_all_of_it_is_found(
    folder: Path, names: list[str], inside: str, only: tuple[str, ...]
) -> None:
    assert dropped([folder / name for name in names]) == Dropped(folder / inside, only)


def test_what_is_not_there_is_named(folder: Path) -> None:
    with pytest.raises(SettingsError, match=r"nope\.jpg is not there"):
        dropped([folder / "a.jpg", folder / "nope.jpg"])


def test_photos_of_several_drives_are_no_job(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def apart(_paths: object) -> str:
        raise ValueError("as on Windows")

    monkeypatch.setattr("os.path.commonpath", apart)

    with pytest.raises(SettingsError, match="several drives"):
        dropped([folder / "a.jpg", folder / "sub" / "c.jpg"])
