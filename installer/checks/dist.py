"""`python -m installer.checks.dist FOLDER`: is everything in the program's folder, and no more?

Runs on Windows too. Needs pefile.
"""

import re
import sys
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pefile

from installer import contents
from installer.checks.report import Report

PROGRAMS = ("Anonymizer.exe", "anonymizer-cli.exe")
CODE = (".dll", ".exe", ".pyd")

OF_WINDOWS = {
    "advapi32", "authz", "bcrypt", "bcryptprimitives", "comctl32", "comdlg32", "crypt32", "d2d1",
    "d3d11", "d3d12", "d3d9", "dbghelp", "dcomp", "dnsapi", "dwmapi", "dwrite", "dxgi", "gdi32",
    "icuuc", "imm32", "iphlpapi", "kernel32", "mf", "mfplat", "mfreadwrite", "mpr", "msvcrt",
    "netapi32", "ntdll", "ole32", "oleaut32", "powrprof", "propsys", "psapi", "rpcrt4",
    "runtimeobject", "secur32", "setupapi", "shcore", "shell32", "shlwapi", "ucrtbase",
    "uiautomationcore", "user32", "userenv", "uxtheme", "version", "winmm", "winspool.drv",
    "ws2_32", "wtsapi32",
}  # fmt: skip
"""What every Windows 10 has, and the files here load."""

REASONS = {
    "cv2/cv2.pyd": "OpenCV: resizing, blurring, reading and writing photos; one file, as it comes",
    "numpy.libs/libscipy_openblas64_*": "NumPy does not load without its linear algebra",
    "ai_edge_litert/pywrap_litert_common.dll": "LiteRT, which runs the networks",
    "ai_edge_litert/libLiteRtWebGpuAccelerator.dll": "LiteRT on graphics cards",
    "PySide6/Qt6Core.dll": "Qt: the window",
    "PySide6/Qt6Gui.dll": "Qt: the window",
    "PySide6/Qt6Widgets.dll": "Qt: the window",
    "PySide6/Qt*.pyd": "Qt in Python",
    "weights/*.tflite": "a built-in network",
    "Anonymizer.exe": "the program with a window, all Python code in it",
    "anonymizer-cli.exe": "the program for the command line, all Python code in it",
    "python311.dll": "Python",
    "libcrypto-3.dll": "Python's hashes: networks and photos are known by their SHA-256",
    "numpy/_core/_multiarray_umath*": "NumPy",
    "pi_heif.libs/*": "reading HEIC photos",
    "_pi_heif*": "reading HEIC photos",
}
"""Why a file is as large as it is, by its name below `_internal`."""

LARGEST = 10


def check_dist(dist: Path, report: Report) -> None:
    """Check the folder that PyInstaller made.

    Args:
        dist: The folder.
        report: Gets a line for each check.
    """
    names = {path.relative_to(dist).as_posix(): path for path in dist.rglob("*") if path.is_file()}
    size = sum(path.stat().st_size for path in names.values()) / 1e6
    report.say(f"{len(names)} files, {size:.1f} MB")
    _check_code({name: path for name, path in names.items() if path.suffix.lower() in CODE}, report)
    for program in PROGRAMS:
        _check_program(dist / program, report)
    inside = {name.removeprefix("_internal/") for name in names}
    turbo = [name for name in inside if "turbojpeg" in name and not name.startswith("licences/")]
    is_alone = len(turbo) == 1 and fnmatch(turbo[0], "turbojpeg/turbojpeg-*.dll")
    report.check("of turbojpeg there is the library alone", is_alone, turbo)
    unwanted = sorted(
        name
        for name in inside
        if not contents.is_wanted(name) or re.match(r"tensorflow|keras", name, re.IGNORECASE)
    )
    report.check("nothing is there that is left out", not unwanted, unwanted or "")
    needed = {"resources/style.qss", "resources/translations/anonymizer_nl.qm", "licences/LICENSE"}
    needed.add("ai_edge_litert/libLiteRtWebGpuAccelerator.dll")
    needed |= {
        f"licences/{name}" for name in ("NOTICE", "PySide6/LGPL-3.0.txt", "Python/LICENSE.txt")
    }
    missing = sorted(needed - inside) + [
        package
        for package in contents.packages()
        if not any(name.startswith(f"licences/{package}/") for name in inside)
        and package not in ("PySide6-Essentials", "shiboken6")  # together in licences/PySide6
    ]
    report.check(
        "style, Dutch, the runtime of graphics cards and every licence are there",
        not missing,
        missing,
    )
    _check_largest(names, report)


def _check_code(files: dict[str, Path], report: Report) -> None:
    here = {path.name.lower() for path in files.values()}
    of_wine, missing = [], set()
    for name, path in files.items():
        start = path.read_bytes()[:256]
        if b"Wine builtin" in start or b"Wine placeholder" in start:
            of_wine.append(name)
        for dll in _imported(path):
            base = dll.lower().removesuffix(".dll")
            if dll.lower() in here or base.startswith(("api-ms-win-", "ext-ms-win-")):
                continue
            if base not in OF_WINDOWS:
                missing.add(f"{dll} of {name}")
    report.check(f"none of {len(files)} programs and DLLs is Wine's", not of_wine, of_wine or 0)
    report.check(
        "every DLL that is loaded is there or part of Windows", not missing, sorted(missing)
    )


def _imported(path: Path) -> Iterator[str]:
    pe = pefile.PE(str(path), fast_load=True)
    pe.parse_data_directories([pefile.DIRECTORY_ENTRY["IMAGE_DIRECTORY_ENTRY_IMPORT"]])
    for entry in getattr(pe, "DIRECTORY_ENTRY_IMPORT", ()):
        yield entry.dll.decode()
    pe.close()


def _check_program(path: Path, report: Report) -> None:
    pe = pefile.PE(str(path), fast_load=True)
    pe.parse_data_directories([pefile.DIRECTORY_ENTRY["IMAGE_DIRECTORY_ENTRY_RESOURCE"]])
    kinds = {
        entry.id: [
            pe.get_data(leaf.data.struct.OffsetToData, leaf.data.struct.Size)
            for name in entry.directory.entries
            for leaf in name.directory.entries
        ]
        for entry in pe.DIRECTORY_ENTRY_RESOURCE.entries
    }
    manifest = kinds[pefile.RESOURCE_TYPE["RT_MANIFEST"]][0].decode()
    version = kinds[pefile.RESOURCE_TYPE["RT_VERSION"]][0].decode("utf-16-le", errors="ignore")
    icons = len(kinds.get(pefile.RESOURCE_TYPE["RT_ICON"], ()))
    console = pe.OPTIONAL_HEADER.Subsystem == pefile.SUBSYSTEM_TYPE["IMAGE_SUBSYSTEM_WINDOWS_CUI"]
    pe.close()
    report.check(
        f"{path.name} takes long paths and every scale of screen",
        "longPathAware" in manifest and "PerMonitorV2" in manifest and "asInvoker" in manifest,
    )
    report.check(
        f"{path.name} has version and icon", contents.version() in version, f"{icons} sizes"
    )
    report.check(
        f"{path.name}: {'a' if console else 'no'} console", console is ("cli" in path.name)
    )


def _check_largest(names: dict[str, Path], report: Report) -> None:
    sizes = {name: path.stat().st_size for name, path in names.items()}
    for name in sorted(sizes, key=sizes.__getitem__, reverse=True)[:LARGEST]:
        inside = name.removeprefix("_internal/")
        reasons = [why for pattern, why in REASONS.items() if fnmatch(inside, pattern)]
        reason = reasons[0] if reasons else "nobody knows"
        report.check(f"{sizes[name] / 1e6:5.1f} MB {name}", bool(reasons), reason)


def main() -> int:
    """Check a folder, print the report."""
    report = Report(Path(sys.argv[1]).parent / "dist-report.txt")
    check_dist(Path(sys.argv[1]), report)
    return 1 if report.failed else 0


if __name__ == "__main__":
    sys.exit(main())
