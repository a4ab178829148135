"""Makes the installer, and the portable zip, of the program that PyInstaller built.

`python installer/pack.py dist/Anonymizer out` makes the normal ones; with `--tensorflow FOLDER` the
large installer. It needs Python alone, and NSIS.
"""

import argparse
import re
import shutil
import subprocess
import zipfile
from collections.abc import Sequence
from pathlib import Path

TOP = Path(__file__).parent.parent
PROGRAMS = ("Anonymizer.exe", "anonymizer-cli.exe")
NSIS = Path("C:/Program Files (x86)/NSIS")
PORTABLE = (
    'As long as this file is here, Anonymizer keeps jobs and settings in the folder "data" beside '
    "it.\r\n"
    "Zolang dit bestand hier staat, bewaart Anonymizer opdrachten en instellingen in de map "
    '"data" ernaast.\r\n'
)


def version() -> str:
    """The version of the program, without loading it."""
    text = (TOP / "anonymizer_gui" / "__init__.py").read_text(encoding="utf-8")
    found = re.search(r'__version__ = "(.+)"', text)
    assert found
    return found[1]


def check_program(dist: Path) -> None:
    """See that a folder holds what the installer knows how to replace and remove.

    Raises:
        SystemExit: It holds something else.
    """
    found = sorted(path.name for path in dist.iterdir())
    if found != sorted([*PROGRAMS, "_internal"]):
        raise SystemExit(f"{dist} should hold {', '.join(PROGRAMS)} and _internal, not {found}")


def longest_path(*folders: Path) -> int:
    """The number of characters in the longest path inside these folders."""
    inside = (path.relative_to(folder) for folder in folders for path in folder.rglob("*"))
    return max(len(str(path)) for path in inside)


def make_installer(
    dist: Path, *, out: Path, tensorflow: Path | None = None, sign: str | None = None
) -> None:
    """Call NSIS.

    Args:
        dist: The program's folder.
        out: The installer.
        tensorflow: The folder in which the folder `tensorflow` is; None for the normal installer.
        sign: A command that signs the file whose name follows it.
    """
    numbers = [*re.findall(r"\d+", version())[:3], "0"]
    defines = {
        "VERSION": version(),
        "VERSION_NUMBERS": ".".join(numbers),
        "DIST": dist.resolve(),
        "ICON": TOP / "resources" / "icons" / "app.ico",
        "OUT": out.resolve(),
        "LONGEST_PATH": longest_path(dist, *([tensorflow] if tensorflow else [])),
    }
    if tensorflow is not None:
        defines["TENSORFLOW"] = tensorflow.resolve()
    if sign is not None:
        defines["SIGN"] = sign
    makensis = shutil.which("makensis") or str(NSIS / "makensis.exe")
    options = [f"-D{name}={value}" for name, value in defines.items()]
    script = TOP / "installer" / "installer.nsi"
    subprocess.run([makensis, "-V2", "-INPUTCHARSET", "UTF8", *options, script], check=True)


def make_portable(dist: Path, out: Path) -> None:
    """Put the program in a zip, with the file that makes it keep everything beside it."""
    folder = Path("Anonymizer")
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in sorted(dist.rglob("*")):
            archive.write(path, folder / path.relative_to(dist))
        archive.writestr(str(folder / "portable"), PORTABLE)


def main(arguments: Sequence[str] | None = None) -> None:
    """Make what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("dist", type=Path, help="the folder that PyInstaller made")
    parser.add_argument("out", type=Path, help="the folder for the results")
    parser.add_argument("--tensorflow", type=Path, help="make the large installer, with this")
    parser.add_argument("--sign", help="a command that signs the file whose name follows it")
    given = parser.parse_args(arguments)
    check_program(given.dist)
    given.out.mkdir(parents=True, exist_ok=True)
    if given.sign:
        for program in PROGRAMS:
            subprocess.run(f'{given.sign} "{given.dist / program}"', shell=True, check=True)
    name = f"Anonymizer-{version()}"
    size = "-large" if given.tensorflow else ""
    make_installer(
        given.dist,
        out=given.out / f"{name}{size}-setup.exe",
        tensorflow=given.tensorflow,
        sign=given.sign,
    )
    if not given.tensorflow:
        make_portable(given.dist, given.out / f"{name}-portable.zip")


if __name__ == "__main__":
    main()
