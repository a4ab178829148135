"""Installing, updating, repairing and removing the program."""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path, PureWindowsPath

from installer import contents
from installer.checks.program import FOLDER, RESULTS, hide
from installer.checks.report import Report
from installer.checks.wine import DATA, PROGRAM, START_MENU, Windows, megabytes, tree, wait_until

UNINSTALL_KEY = r"Software\Microsoft\Windows\CurrentVersion\Uninstall\Anonymizer"
MENU_KEYS = (
    r"Software\Classes\Directory\shell\Anonymizer",
    r"Software\Classes\SystemFileAssociations\.jpg\shell\Anonymizer",
)
IS_RUNNING = 1618 % 256
OLD_VERSION = "0.0.1"


def install(windows: Windows, installer: Path, report: Report, *, what: str) -> None:
    """Run an installer silently; the result must be what was packed.

    Args:
        windows: Where to.
        installer: The file.
        report: Gets a line for each check.
        what: Said of it in the report.
    """
    there = windows.path("C:\\setup.exe")
    there.write_bytes(installer.read_bytes())
    ended = windows.run("C:\\setup.exe", "/S")
    there.unlink()
    report.check(f"{what} succeeds", ended.code == 0, f"{ended.seconds:.1f} s {ended.output}")


def check_installed(windows: Windows, dist: Path, report: Report) -> None:
    """Are all files, entries and menus there, as packed?"""
    folder = windows.path(PROGRAM)
    here, packed = tree(folder), tree(dist)
    here.pop("Uninstall.exe", None)
    report.check("all files are as they were packed", here == packed, f"{len(here)} files")
    report.check(
        "it is in the Start menu", bool(_shortcuts(windows)), ", ".join(_shortcuts(windows))
    )
    version = windows.value(UNINSTALL_KEY, "DisplayVersion")
    size = windows.value(UNINSTALL_KEY, "EstimatedSize")
    kilobytes = int(size, 16) if size else 0
    report.check("Windows lists its version", version == contents.version(), version)
    report.check(
        "Windows lists its size",
        abs(kilobytes * 1024 / 1e6 - megabytes(folder)) < 0.05 * megabytes(folder),
        f"{kilobytes} KB",
    )
    commands = [windows.value(rf"{key}\command", "") for key in MENU_KEYS]
    there = all("Anonymizer.exe" in (command or "") for command in commands)
    report.check("folders and photos have it in their menus", there, commands[0])


def check_old_version(windows: Windows, dist: Path, report: Report) -> None:
    """Install an older program, to be updated: another version, other files.

    Args:
        windows: Where to.
        dist: The program.
        report: Gets a line for each check.
    """
    lab = windows.work / "lab" / "old"
    shutil.rmtree(lab, ignore_errors=True)
    (lab / "dist" / "_internal").mkdir(parents=True)
    for program in ("Anonymizer.exe", "anonymizer-cli.exe"):
        (lab / "dist" / program).write_bytes(b"MZ" + (dist / program).read_bytes()[:100_000])
    (lab / "dist" / "_internal" / "stale.dll").write_bytes(b"of an older version")
    for part in ("installer", "resources", "anonymizer_gui"):
        shutil.copytree(part, lab / "source" / part)
    init = lab / "source" / "anonymizer_gui" / "__init__.py"
    init.write_text(f'"""Old."""\n\n__version__ = "{OLD_VERSION}"\n', encoding="utf-8")
    subprocess.run(
        [sys.executable, "installer/pack.py", str(lab / "dist"), str(lab / "out")],
        cwd=lab / "source", check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    install(windows, next((lab / "out").glob("*-setup.exe")), report, what="an older version")
    version = windows.value(UNINSTALL_KEY, "DisplayVersion")
    report.check("the older version is there", version == OLD_VERSION, version)


def check_update(windows: Windows, installer: Path, dist: Path, report: Report) -> None:
    """Update the older version; settings and jobs must stay."""
    windows.run("reg", "add", r"HKCU\Software\Anonymizer", "/v", "kept", "/d", "yes", "/f")
    job = windows.path(DATA / "jobs" / "kept.sqlite")
    job.parent.mkdir(parents=True, exist_ok=True)
    job.write_bytes(b"a job")
    install(windows, installer, report, what="the update")
    check_installed(windows, dist, report)
    kept = windows.value(r"Software\Anonymizer", "kept") == "yes" and job.is_file()
    report.check("settings and jobs are still there", kept)


def check_repair(windows: Windows, installer: Path, dist: Path, report: Report) -> None:
    """Damage the program, and install it again."""
    folder = windows.path(PROGRAM / "_internal")
    (folder / "PySide6" / "Qt6Core.dll").unlink()
    (folder / "weights" / "faces.tflite").write_bytes(b"damaged")
    (folder / "stray.dll").write_bytes(b"")
    install(windows, installer, report, what="installing again")
    report.check("the damage is repaired", tree(folder) == tree(dist / "_internal"))


def check_running(windows: Windows, installer: Path, report: Report, *, pictures: Path) -> None:
    """Neither installer nor uninstaller may touch a program that runs."""
    before = tree(windows.path(PROGRAM))
    logs = windows.path(DATA / "Logs")
    shutil.rmtree(logs, ignore_errors=True)
    running = windows.start(PROGRAM / "Anonymizer.exe", str(FOLDER))
    shown = wait_until(logs.exists)  # made when the window is
    there = windows.path("C:\\setup.exe")
    there.write_bytes(installer.read_bytes())
    ended = windows.run("C:\\setup.exe", "/S")
    there.unlink()
    windows.picture(pictures / "5-on-the-desktop.png")
    report.check(
        "the installer waits for a running program, then says so",
        ended.code == IS_RUNNING and running.poll() is None and shown,
        f"exit code {ended.code} of 256, {ended.seconds:.1f} s",
    )
    # Otherwise a copy of it would do the work, and this one end at once
    ended = windows.run(PROGRAM / "Uninstall.exe", "/S", f"_?={PROGRAM}")
    report.check("the uninstaller does too", ended.code == IS_RUNNING, f"{ended.seconds:.1f} s")
    report.check("nothing of the program is lost", tree(windows.path(PROGRAM)) == before)
    windows.run("taskkill", "/IM", "Anonymizer.exe")
    closed = wait_until(lambda: running.poll() is not None, limit_s=30)
    report.check("the program ends when Windows asks it to", closed, running.poll())


def check_removal(windows: Windows, files_before: set[str], report: Report) -> None:
    """Remove the program; first with what belongs to the user staying, then without.

    Args:
        windows: Where it is installed.
        files_before: What was on the disk before it was first installed.
        report: Gets a line for each check.
    """
    windows.run(PROGRAM / "Uninstall.exe", "/S")
    gone = wait_until(lambda: not windows.path(PROGRAM).exists())
    report.check("the program's folder is gone", gone)
    job = windows.path(DATA / "jobs" / "kept.sqlite")
    report.check("settings and jobs are left alone", job.is_file())
    mine = ("self-test", FOLDER.name, RESULTS.name, "pb")
    left = {
        name
        for name in windows.files() - files_before
        if not name.startswith(mine) and "AppData/Local/Anonymizer" not in name
    }
    report.check("no other file is left", not left, sorted(left) or 0)
    keys = {key for key in windows.keys("anonymizer") if r"\Software\Anonymizer" not in key}
    keys = {key for key in keys if r"Software\Wine" not in key}
    report.check("no entry in the registry is left", not keys, sorted(keys) or 0)


def check_roaming(windows: Windows, installer: Path, dist: Path, report: Report) -> None:
    """Install where the entry of another computer came with the user, but not the program."""
    for name, value in (("DisplayVersion", OLD_VERSION), ("InstallLocation", str(PROGRAM))):
        windows.run("reg", "add", rf"HKCU\{UNINSTALL_KEY}", "/v", name, "/d", value, "/f")
    install(windows, installer, report, what="installing on a second computer of a user")
    check_installed(windows, dist, report)


def check_purge(windows: Windows, installer: Path, report: Report) -> None:
    """Remove the program with settings and jobs."""
    install(windows, installer, report, what="installing once more")
    windows.run(PROGRAM / "Uninstall.exe", "/S", "/PURGE")
    wait_until(lambda: not windows.path(PROGRAM).exists())
    wait_until(lambda: not windows.path(DATA).exists(), limit_s=10)
    left = [str(path) for path in (windows.path(DATA), windows.path(PROGRAM)) if path.exists()]
    settings = {key for key in windows.keys("anonymizer") if r"Software\Wine" not in key}
    report.check(
        "/PURGE leaves nothing at all", not left and not settings, left or sorted(settings) or 0
    )


def check_portable(windows: Windows, archive: Path, report: Report) -> None:
    """The portable program keeps everything beside itself."""
    folder = PureWindowsPath("C:\\self-test portable")
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(windows.path(folder))
    (program,) = (path.parent for path in windows.path(folder).rglob("Anonymizer.exe"))
    there = folder / PureWindowsPath(program.relative_to(windows.path(folder)))
    had_data = windows.path(DATA).exists()
    ended = hide(windows, there, FOLDER, PureWindowsPath(str(RESULTS) + " 2"))
    report.check("the portable program works", ended.code == 0, ended.output if ended.code else "")
    jobs = list((program / "data" / "jobs").glob("*"))
    alone = bool(jobs) and (had_data or not windows.path(DATA).exists())
    report.check("it keeps its jobs beside itself", alone, f"{len(jobs)} files")


def _shortcuts(windows: Windows) -> list[str]:
    return [path.name for path in windows.path(START_MENU).rglob("Anonymizer*.lnk")]
