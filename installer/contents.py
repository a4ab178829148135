"""What is inside the Windows program: used by `build_exe.spec`, which runs in PyInstaller."""

import re
import sys
import sysconfig
from collections.abc import Iterator
from fnmatch import fnmatch
from importlib.metadata import distribution
from pathlib import Path

TOP = Path(__file__).parent.parent

NOT_IMPORTED = (
    "ai_edge_litert.tools",
    "ai_edge_litert.vendors",
    "keras",
    "numpy.distutils",
    "numpy.f2py",
    "numpy.testing",
    "numpy.tests",
    "PIL.ImageTk",
    "PIL._avif",
    "PIL._imagingcms",
    "PIL._imagingft",
    "PIL._imagingtk",
    "PySide6.QtNetwork",
    "setuptools",
    "tensorflow",
    "tkinter",
    "tqdm.contrib",
    "tqdm.keras",
    "tqdm.notebook",
    "turbojpeg",  # its library comes as a file
)

WHOLE_PACKAGES = (
    "asyncio", "collections", "concurrent", "ctypes", "email", "encodings", "html", "http",
    "importlib", "json", "logging", "multiprocessing", "sqlite3", "urllib", "xml", "zoneinfo",
)  # fmt: skip
"""Packages of Python's library that the program uses in part, and TensorFlow in other parts.

TensorFlow's folder has the library too, but a package comes from one place alone.
"""

FOR_TENSORFLOW = ("ssl",)
"""What TensorFlow imports of the library and has a compiled part."""

LEFT_OUT = (
    "ai_edge_litert/libLiteRt.dll",
    "ai_edge_litert/tools/*",
    "ai_edge_litert/vendors/*",
    "cv2/data/*",
    "cv2/opencv_videoio_ffmpeg*.dll",  # videos
    "numpy/*/tests/*",
    "numpy/_core/_multiarray_tests*",
    "*.dist-info/*",
    "PySide6/opengl32sw.dll",
    "PySide6/d3dcompiler_*.dll",
    "PySide6/Qt6Network.dll",
    "PySide6/Qt6OpenGL*.dll",
    "PySide6/Qt6Pdf.dll",
    "PySide6/Qt6Qml*.dll",
    "PySide6/Qt6Quick*.dll",
    "PySide6/Qt6VirtualKeyboard.dll",
    "PySide6/QtNetwork.pyd",
)
"""Files that packages bring along, as PyInstaller names them, in any case."""

PLUGINS = (
    "iconengines/qsvgicon.dll",
    "imageformats/qsvg.dll",
    "platforms/qwindows.dll",
    "styles/qmodernwindowsstyle.dll",
)
"""Of Qt: to show windows, and the drawings that the style sheet names."""

TRANSLATIONS = ("qtbase_nl.qm",)
"""Of Qt's own texts."""

MANIFEST = """\
<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<assembly xmlns="urn:schemas-microsoft-com:asm.v1" manifestVersion="1.0">
  <trustInfo xmlns="urn:schemas-microsoft-com:asm.v3">
    <security>
      <requestedPrivileges>
        <requestedExecutionLevel level="asInvoker" uiAccess="false"/>
      </requestedPrivileges>
    </security>
  </trustInfo>
  <compatibility xmlns="urn:schemas-microsoft-com:compatibility.v1">
    <application><supportedOS Id="{8e0f7a12-bfb3-4fe8-b9a5-48fd50a15a9a}"/></application>
  </compatibility>
  <application xmlns="urn:schemas-microsoft-com:asm.v3">
    <windowsSettings>
      <longPathAware xmlns="http://schemas.microsoft.com/SMI/2016/WindowsSettings">true</longPathAware>
      <dpiAware xmlns="http://schemas.microsoft.com/SMI/2005/WindowsSettings">true/pm</dpiAware>
      <dpiAwareness xmlns="http://schemas.microsoft.com/SMI/2016/WindowsSettings">PerMonitorV2, PerMonitor</dpiAwareness>
    </windowsSettings>
  </application>
  <dependency>
    <dependentAssembly>
      <assemblyIdentity type="win32" name="Microsoft.Windows.Common-Controls" version="6.0.0.0" processorArchitecture="*" publicKeyToken="6595b64144ccf1df" language="*"/>
    </dependentAssembly>
  </dependency>
</assembly>
"""  # noqa: E501

VERSION_RESOURCE = """\
VSVersionInfo(
  ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}, mask=0x3f, flags=0, OS=0x40004,
                    fileType=1, subtype=0, date=(0, 0)),
  kids=[
    StringFileInfo([StringTable("040904B0", [
      StringStruct("CompanyName", "The Anonymizer authors"),
      StringStruct("FileDescription", "{description}"),
      StringStruct("FileVersion", "{version}"),
      StringStruct("LegalCopyright", "MIT licence"),
      StringStruct("OriginalFilename", "{file}"),
      StringStruct("ProductName", "Anonymizer"),
      StringStruct("ProductVersion", "{version}"),
    ])]),
    VarFileInfo([VarStruct("Translation", [0x409, 1200])]),
  ])
"""


def is_wanted(name: str) -> bool:
    """Whether a file that PyInstaller found is needed.

    Args:
        name: Where it would go in the folder of the program.
    """
    path = name.replace("\\", "/")
    if any(fnmatch(path.lower(), pattern.lower()) for pattern in LEFT_OUT):
        return False
    if plugin := re.fullmatch(r"PySide6/plugins/(.+)", path):
        return plugin[1] in PLUGINS
    if translation := re.fullmatch(r"PySide6/translations/(.+)", path):
        return translation[1] in TRANSLATIONS
    return True


def library_modules() -> Iterator[str]:
    """The names of all modules in the whole packages of Python's library."""
    library = Path(sysconfig.get_path("stdlib"))
    for package in WHOLE_PACKAGES:
        for file in sorted((library / package).rglob("*.py")):
            parts = file.relative_to(library).with_suffix("").parts
            if "test" not in parts and "tests" not in parts and parts[-1] != "__main__":
                yield ".".join(parts).removesuffix(".__init__")


def program_files() -> Iterator[tuple[str, str]]:
    """What the program reads, and the folders it goes to."""
    yield str(TOP / "resources" / "style.qss"), "resources"
    for folder, pattern in (
        ("resources/icons", "*.svg"),
        ("resources/sample", "*"),
        ("resources/translations", "*.qm"),
        ("weights", "*"),
    ):
        for file in sorted((TOP / folder).glob(pattern)):
            yield str(file), folder


def licences() -> Iterator[tuple[str, str]]:
    """The licences of the program and of all that is in it, and the folders they go to."""
    yield str(TOP / "LICENSE"), "licences"
    yield str(TOP / "NOTICE"), "licences"
    for file in sorted((TOP / "installer" / "licences").glob("*/*")):
        yield str(file), f"licences/{file.parent.name}"
    for base in (Path(sys.base_prefix), Path(sysconfig.get_path("stdlib"))):
        if (licence := base / "LICENSE.txt").is_file():
            yield str(licence), "licences/Python"
            break
    for package in packages():
        yield from _licences_of(package)


def packages() -> list[str]:
    """What the program is made of, without versions."""
    lines = (TOP / "installer" / "requirements.txt").read_text(encoding="utf-8").splitlines()
    return [line.partition("==")[0] for line in lines if line and not line.startswith("#")]


def jpeg_library() -> Iterator[tuple[str, str]]:
    """The library of the package turbojpeg, without the package, and the folder it goes to."""
    package = distribution("turbojpeg")
    for file in package.files or ():
        if fnmatch(file.name, "turbojpeg-*.dll"):
            yield str(package.locate_file(file)), "turbojpeg"


def graphics_card_runtime() -> Iterator[tuple[str, str]]:
    """What LiteRT loads to use a graphics card, and the folder it goes to."""
    name = "ai_edge_litert/libLiteRtWebGpuAccelerator.dll"
    yield str(distribution("ai-edge-litert").locate_file(name)), "ai_edge_litert"


def version() -> str:
    """Of the program."""
    text = (TOP / "anonymizer_gui" / "__init__.py").read_text(encoding="utf-8")
    found = re.search(r'^__version__ = "(.+)"$', text, re.MULTILINE)
    assert found is not None
    return found[1]


def version_resource(file: str, description: str) -> str:
    """What Explorer says of a program, in the form that PyInstaller reads.

    Args:
        file: Name of the program.
        description: What it is.
    """
    digits = [int(part) for part in re.findall(r"\d+", version())[:3]]
    return VERSION_RESOURCE.format(
        numbers=(*digits, 0), version=version(), file=file, description=description
    )


def _licences_of(package: str) -> Iterator[tuple[str, str]]:
    found = distribution(package)
    for file in found.files or ():
        inside = ".dist-info" in str(file) and "Commercial" not in file.name
        if inside and re.search(r"licen[cs]e|copying|notice", str(file), re.IGNORECASE):
            if not (path := Path(str(found.locate_file(file)))).is_file():
                continue
            below = Path(*file.parts[1:]).parent  # inside the package's folder of metadata
            yield str(path), str(Path("licences", package, below))
