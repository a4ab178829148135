"""`python -m installer.checks WORK`: all checks, for `build_on_linux.sh` and for Windows itself.

The working folder is that of the source that was built. WORK holds `out` with the installers; on
Linux also `lab` with the prefix `user`, a Windows on which nothing is installed.
"""

import os
import sys
import zipfile
from pathlib import Path

from installer import contents
from installer.checks import large, program, setup
from installer.checks.dist import check_dist
from installer.checks.report import Report
from installer.checks.wine import PROGRAM, Windows, megabytes

LARGEST_INSTALLER_MB = 80


def the_windows(work: Path) -> Windows:
    """The Windows to install on."""
    if os.name == "nt":
        from installer.checks.here import ThisWindows

        return ThisWindows(work, "")
    return Windows(work, "user")


def main() -> int:
    """Check everything.

    Returns:
        The exit code: 1 if a check failed.
    """
    work = Path(sys.argv[1]).resolve()
    report, windows = Report(work / "report.txt"), the_windows(work)
    dist, out, pictures = work / "lab" / "dist" / "Anonymizer", work / "out", work / "pictures"
    pictures.mkdir(exist_ok=True)
    installer = out / f"Anonymizer-{contents.version()}-setup.exe"
    portable = out / f"Anonymizer-{contents.version()}-portable.zip"
    if not dist.exists():
        with zipfile.ZipFile(portable) as packed:
            packed.extractall(dist.parent)
        (dist / "portable").unlink()
    with report.part("The program's folder"):
        check_dist(dist, report)
    with report.part("Sizes"):
        size = megabytes(installer)
        report.check("the installer is small", size < LARGEST_INSTALLER_MB, f"{size:.1f} MB")
        for file in sorted(out.iterdir()):
            report.say(f"{megabytes(file):.1f} MB {file.name}")
    files = windows.files()
    with report.part("An update of an older version"):
        if os.name != "nt":
            pythons = [name for name in files if Path(name).name.lower().startswith("python")]
            report.check("Windows has no Python", not pythons, pythons or "")
        setup.check_old_version(windows, dist, report)
        setup.check_update(windows, installer, dist, report)
    with report.part("The window"):
        program.check_self_test(windows, PROGRAM, report, pictures=pictures)
    with report.part("The command line"):
        program.check_command_line(windows, PROGRAM, report)
        large.check_small(windows, report)
    with report.part("While the program runs"):
        setup.check_running(windows, installer, report, pictures=pictures)
    with report.part("Repair"):
        setup.check_repair(windows, installer, dist, report)
    if (large_installer := out / f"Anonymizer-{contents.version()}-large-setup.exe").exists():
        with report.part("The large installer"):
            setup.install(
                windows, large_installer, report, what="the large installer over the small"
            )
            large.check_large(windows, report)
            setup.install(windows, installer, report, what="the small installer over the large")
            large.check_small(windows, report)
            setup.check_installed(windows, dist, report)
    with report.part("Removal"):
        setup.check_removal(windows, files, report)
    with report.part("A roaming profile"):
        setup.check_roaming(windows, installer, dist, report)
    with report.part("Removal of everything"):
        setup.check_purge(windows, installer, report)
    with report.part("The portable program"):
        setup.check_portable(windows, portable, report)
    report.title("All checks passed" if not report.failed else f"{report.failed} checks FAILED")
    return 1 if report.failed else 0


if __name__ == "__main__":
    sys.exit(main())
