"""What goes into the Windows program fits the project."""

import io
import os
import re
import tomllib
from collections.abc import Iterator
from importlib.metadata import distributions
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from packaging.requirements import Requirement
from PIL.IcoImagePlugin import IcoFile
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from anonymizer_gui.gui.setup.about_page import AboutPage
from installer import contents
from installer.make_icon import ICONS, icon

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

KNOWN_AS = {
    "ai-edge-litert": "LiteRT",
    "opencv-python-headless": "OpenCV",
    "PySide6-Essentials": "PySide6",
}
"""Names of libraries, where their packages have others."""


def pins(name: str) -> dict[str, str]:
    lines = (contents.TOP / "installer" / name).read_text(encoding="utf-8").splitlines()
    return dict(line.lower().split("==") for line in lines if not line.startswith("#"))


def project() -> dict[str, Any]:
    text = (contents.TOP / "pyproject.toml").read_text(encoding="utf-8")
    return dict(tomllib.loads(text)["project"])


def dependencies() -> Iterator[Requirement]:
    yield from map(Requirement, project()["dependencies"])


def extras() -> Iterator[Requirement]:
    for some in project()["optional-dependencies"].values():
        yield from map(Requirement, some)


def test_every_dependency_is_pinned_to_a_version_that_the_project_allows() -> None:
    pinned = pins("requirements.txt") | pins("requirements-tensorflow.txt")

    wanted = {one.name.lower(): one.specifier for one in dependencies()}

    assert wanted.keys() <= pinned.keys()
    for name, versions in wanted.items():
        assert pinned[name] in versions, name


def test_the_small_program_has_no_tensorflow() -> None:
    assert not pins("requirements.txt").keys() & pins("requirements-tensorflow.txt").keys()
    assert "tensorflow" not in contents.packages()


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("PySide6/plugins/platforms/qwindows.dll", True),
        ("PySide6\\plugins\\platforms\\qminimal.dll", False),
        ("PySide6/translations/qtbase_nl.qm", True),
        ("PySide6/translations/qtbase_de.qm", False),
        ("PySide6/opengl32sw.dll", False),
        ("cv2/opencv_videoio_ffmpeg500_64.dll", False),
        ("ai_edge_litert/libLiteRtWebGpuAccelerator.dll", True),
        ("ai_edge_litert/libLiteRt.dll", False),
        ("ai_edge_litert/pywrap_litert_common.dll", True),
    ],
)
def test_only_what_is_used_is_kept_of_packages(name: str, wanted: bool) -> None:
    assert contents.is_wanted(name) is wanted


def test_what_the_program_reads_is_inside() -> None:
    places = {f"{folder}/{Path(file).name}" for file, folder in contents.program_files()}

    assert {
        "resources/style.qss",
        "resources/icons/app.svg",
        "resources/sample/astronaut.jpg",
        "resources/translations/anonymizer_nl.qm",
        "weights/faces.tflite",
        "weights/faces.json",
        "weights/LICENSE-centerface.txt",
    } <= places


def test_the_icon_of_windows_is_that_of_the_window(qapp: QGuiApplication) -> None:
    ours = IcoFile(io.BytesIO((ICONS / "app.ico").read_bytes()))
    fresh = IcoFile(io.BytesIO(icon(ICONS / "app.svg")))

    assert {(side, side) for side in (16, 32, 48, 256)} <= ours.sizes()
    for size in ours.sizes():
        pictures = (np.asarray(one.getimage(size), np.int16) for one in (ours, fresh))
        assert np.abs(np.subtract(*pictures)).mean() < 1, size


def test_explorer_shows_the_version() -> None:
    said = contents.version_resource("Anonymizer.exe", "Anonymizer")

    assert f'"ProductVersion", "{contents.version()}"' in said
    compile(said, "version resource", "eval")


def test_every_dependency_has_an_upper_bound() -> None:
    for one in (*dependencies(), *extras()):
        bounds = {version.operator for version in one.specifier}
        assert one.name == "anonymizer-gui" or bounds & {"<", "<=", "=="}, one.name


def test_every_dependency_is_named_with_its_licence(qtbot: QtBot) -> None:
    page = AboutPage()
    qtbot.addWidget(page)
    said = "".join(label.text() for label in page.findChildren(QLabel)).lower()
    page.close_threads()
    notice = (contents.TOP / "NOTICE").read_text(encoding="utf-8").lower()

    for one in dependencies():
        name = KNOWN_AS.get(one.name, one.name).lower()
        assert re.search(rf"{name}[^()]*\(", said), name
        assert name in notice, name


def test_the_licence_text_of_every_package_is_inside(monkeypatch: pytest.MonkeyPatch) -> None:
    known = {found.name for found in distributions()}
    packages = [name for name in contents.packages() if name in known]
    monkeypatch.setattr(contents, "packages", lambda: packages)  # colorama is of Windows alone

    folders = {Path(folder).parts[1] for _, folder in contents.licences() if folder != "licences"}

    of_qt = {"PySide6-Essentials", "shiboken6"}  # whose texts are in the folder of PySide6
    assert {*packages, "PySide6"} - of_qt <= folders
