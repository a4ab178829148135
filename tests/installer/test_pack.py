"""The installer is made of what PyInstaller built, and says everything in both languages."""

import re
import shutil
import zipfile
from pathlib import Path

import pytest

from anonymizer_gui import __version__
from anonymizer_gui.core.settings import SUPPORTED_EXTENSIONS
from installer import pack

TEXTS = {code: pack.TOP / "installer" / f"text_{code}.nsh" for code in ("en", "nl")}


@pytest.fixture
def dist(tmp_path: Path) -> Path:
    """A folder as PyInstaller makes it."""
    folder = tmp_path / "Anonymizer"
    (folder / "_internal" / "sub").mkdir(parents=True)
    for program in pack.PROGRAMS:
        (folder / program).write_bytes(b"MZ")
    (folder / "_internal" / "sub" / "é.dll").write_bytes(b"code")
    return folder


def test_the_version_is_that_of_the_program() -> None:
    assert pack.version() == __version__


def test_a_folder_with_something_else_in_it_is_refused(dist: Path) -> None:
    pack.check_program(dist)
    (dist / "readme.txt").touch()

    with pytest.raises(SystemExit, match=r"readme\.txt"):
        pack.check_program(dist)


def test_the_longest_path_is_counted_from_the_folder(dist: Path, tmp_path: Path) -> None:
    more = tmp_path / "more"
    (more / "tensorflow" / "a long name").mkdir(parents=True)

    assert pack.longest_path(dist) == len("_internal/sub/é.dll")
    assert pack.longest_path(dist, more) == len("tensorflow/a long name")


def test_the_portable_program_is_marked_as_such(dist: Path, tmp_path: Path) -> None:
    pack.make_portable(dist, tmp_path / "portable.zip")

    with zipfile.ZipFile(tmp_path / "portable.zip") as archive:
        names = {name for name in archive.namelist() if not name.endswith("/")}
        assert archive.read("Anonymizer/_internal/sub/é.dll") == b"code"
    assert names == {
        "Anonymizer/_internal/sub/é.dll",
        "Anonymizer/portable",
        *(f"Anonymizer/{program}" for program in pack.PROGRAMS),
    }


def test_every_text_is_there_in_both_languages() -> None:
    names = {
        code: re.findall(r"^\$\{\w+\} (\w+) \"", file.read_text(encoding="utf-8"), re.MULTILINE)
        for code, file in TEXTS.items()
    }

    assert len(names["en"]) > 20
    assert names["en"] == names["nl"]
    scripts = "".join(
        file.read_text(encoding="utf-8") for file in (pack.TOP / "installer").glob("*.ns[ih]")
    )
    assert {name for name in names["en"] if f"$({name})" not in scripts} == set()


def test_all_photos_have_it_in_their_menus() -> None:
    script = (pack.TOP / "installer" / "explorer.nsh").read_text(encoding="utf-8")

    assert tuple(re.findall(r'!insertmacro \$\{MACRO\} "(\w+)"', script)) == SUPPORTED_EXTENSIONS


@pytest.mark.skipif(shutil.which("makensis") is None, reason="needs NSIS")
@pytest.mark.parametrize("is_large", [False, True])
def test_nsis_makes_an_installer(dist: Path, tmp_path: Path, *, is_large: bool) -> None:
    (tmp_path / "more" / "tensorflow").mkdir(parents=True)
    (tmp_path / "more" / "tensorflow" / "big.dll").write_bytes(b"code")
    more = ["--tensorflow", str(tmp_path / "more")] if is_large else []

    pack.main([str(dist), str(tmp_path / "out"), *more])

    made = {file.name for file in (tmp_path / "out").iterdir()}
    name = f"Anonymizer-{__version__}"
    assert made == (
        {f"{name}-large-setup.exe"} if is_large else {f"{name}-setup.exe", f"{name}-portable.zip"}
    )


@pytest.mark.skipif(shutil.which("makensis") is None, reason="needs NSIS")
def test_installer_uninstaller_and_programs_are_signed(
    dist: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    pack.main([str(dist), str(tmp_path / "out"), "--sign", "echo signed"])

    signed = [line for line in capfd.readouterr().out.splitlines() if line.startswith("signed")]
    assert len(signed) == 4
