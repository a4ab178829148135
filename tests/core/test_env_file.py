"""The `.env` files of the older tool keep working."""

from pathlib import Path

import pytest

from anonymizer_gui.core.env_file import read_env_file
from anonymizer_gui.core.errors import SettingsError
from anonymizer_gui.core.settings import Kernel, Style


def env_file(folder: Path, text: str) -> Path:
    path = folder / "settings.env"
    path.write_text(text, encoding="utf-8")
    return path


def test_all_keys_of_the_older_tool_are_read(tmp_path: Path) -> None:
    path = env_file(
        tmp_path,
        """# the folders
INPUT_FOLDER=foto's
OUTPUT_FOLDER = "/data/uit gang"
WEIGHTS_FOLDER='weights'
IMAGE_EXTENSIONS="jpg,png,jpeg"
FACE_THRESHOLD=0.25
LICENCE_PLATE_THRESHOLD = 0.4
WRITE_DETECTIONS=true
WRITE_EXIF=False
DEBUG=FALSE
OBFUSCATION_KERNEL_SIZE=65
SUFFIX="anon"
BLUR_SCALE=1.5
""",
    )

    assert read_env_file(path) == {
        "input": tmp_path / "foto's",
        "output": Path("/data/uit gang"),
        "weights": tmp_path / "weights",
        "extensions": ("jpg", "png", "jpeg"),
        "face_threshold": 0.25,
        "plate_threshold": 0.4,
        "write_detections": True,
        "keep_metadata": False,
        "kernel": Kernel(size=65),
        "suffix": "anon",
        "box_scale": 1.5,
    }


def test_the_place_can_be_dropped_alone(tmp_path: Path) -> None:
    assert read_env_file(env_file(tmp_path, "WRITE_GPS=False")) == {"keep_gps": False}


def test_debug_paints_solid_red(tmp_path: Path) -> None:
    assert read_env_file(env_file(tmp_path, "DEBUG=True")) == {
        "style": Style.SOLID,
        "colour": (255, 0, 0),
    }


def test_an_empty_suffix_keeps_the_names(tmp_path: Path) -> None:
    assert read_env_file(env_file(tmp_path, 'SUFFIX=""')) == {"suffix": ""}


def test_a_windows_path_keeps_its_backslashes(tmp_path: Path) -> None:
    path = env_file(tmp_path, "INPUT_FOLDER=C:\\new\\test$folder")

    assert read_env_file(path)["input"].name.endswith("C:\\new\\test$folder")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "FACE_TRESHOLD=0.3",
            "FACE_TRESHOLD in settings.env is not known; did you mean FACE_THRESHOLD?",
        ),
        (
            "FACE_THRESHOLD=high",
            "FACE_THRESHOLD is “high” in the settings file; it must be a number.",
        ),
        ("WRITE_EXIF=yes", "WRITE_EXIF is “yes” in the settings file; it must be True or False."),
        (
            'INPUT_FOLDER="C:\\new"',
            "The folder in INPUT_FOLDER cannot be read as it is written; put it in single quotes.",
        ),
        (
            "# eager\nFACE_THRESHOLD: 0.1",
            "Line 2 of settings.env cannot be read; write it as KEY=value.",
        ),
        ("WRITE_EXIF='False", "Line 1 of settings.env cannot be read; write it as KEY=value."),
        ("SUFFIX", "SUFFIX has no value in settings.env; write SUFFIX=…."),
        (
            "OBFUSCATION_KERNEL_SIZE=21.5",
            "OBFUSCATION_KERNEL_SIZE is “21.5” in the settings file; it must be a whole, odd "
            "number.",
        ),
        (
            "OBFUSCATION_KERNEL_SIZE=inf",
            "OBFUSCATION_KERNEL_SIZE is “inf” in the settings file; it must be a whole, odd "
            "number.",
        ),
        (
            "OBFUSCATION_KERNEL_SIZE=20",
            "The obfuscation kernel has the size 20; it must be an odd number, such as 21.",
        ),
    ],
)
def test_a_bad_line_is_said(tmp_path: Path, text: str, sentence: str) -> None:
    with pytest.raises(SettingsError) as caught:
        read_env_file(env_file(tmp_path, text))
    assert str(caught.value) == sentence


def test_an_unknown_key_like_no_other_gets_the_list(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="the keys are INPUT_FOLDER, OUTPUT_FOLDER"):
        read_env_file(env_file(tmp_path, "XYZZY=1"))


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read"):
        read_env_file(tmp_path / "none.env")


def test_a_file_in_another_encoding_is_said(tmp_path: Path) -> None:
    path = tmp_path / "settings.env"
    path.write_text("INPUT_FOLDER=België", encoding="cp1252")

    with pytest.raises(SettingsError, match=r"is no text in UTF-8; save it so\.$"):
        read_env_file(path)
