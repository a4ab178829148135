"""What the command line refuses, it refuses with one sentence."""

from pathlib import Path

import pytest

from anonymizer_gui.cli import main
from anonymizer_gui.core.settings import Settings
from anonymizer_gui.engine.job_files import open_store
from tests.commands import arguments, outputs, photo_folder


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    return photo_folder(tmp_path)


def refusal(capsys: pytest.CaptureFixture[str], *typed: str) -> str:
    """The one sentence with which a command is refused."""
    assert main(typed) == 2
    said = capsys.readouterr().err
    assert said.startswith("anonymizer: ")
    assert said.count("\n") == 1
    return said.removeprefix("anonymizer: ").strip()


@pytest.mark.slow
def test_a_job_that_is_open_elsewhere_is_refused(
    photos: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = Settings(photos, photos.parent / "out")
    with open_store(settings, resume=True).store:
        assert refusal(capsys, *arguments(photos)) == (
            "This job is open in another window or program; close it there first."
        )

    assert outputs(photos) == []


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (["--face-threshold", "7"], "The face threshold is 7; it must be 0.001 to 1."),
        (
            ["--obfuscation-kernel", "20,2,9"],
            "The obfuscation kernel has the size 20; it must be an odd number, such as 21.",
        ),
        (
            ["--image-extensions", "jpg,docx"],
            "“docx” is not a kind of photo that can be read; choose from "
            "bmp, heic, heif, jfif, jpe, jpeg, jpg, png, tif, tiff, webp.",
        ),
        (["--box-scale", "0"], "The box scale is 0; it must be 0.1 to 5."),
    ],
)
def test_a_bad_flag_is_refused(
    photos: Path, capsys: pytest.CaptureFixture[str], typed: list[str], sentence: str
) -> None:
    assert refusal(capsys, *arguments(photos, *typed)) == sentence
    assert not (photos.parent / "out").exists()


def test_a_folder_that_is_not_there_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert refusal(capsys, *arguments(tmp_path / "nope")) == (
        f"There is no folder {tmp_path / 'nope'}; check its name."
    )


def test_an_output_that_cannot_be_written_is_refused(
    photos: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    blocked = photos / "b.png" / "out"

    said = refusal(capsys, "--input", str(photos / "sub"), "--image-output", str(blocked))

    assert said.startswith(f"Nothing can be written to {blocked} (")


def test_a_command_without_folders_says_which_flag_is_missing(
    photos: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "--input DIR" in refusal(capsys)
    assert "--image-output DIR" in refusal(capsys, "--input", str(photos))


def test_a_bad_settings_file_is_refused(photos: Path, capsys: pytest.CaptureFixture[str]) -> None:
    env = photos.parent / ".env"
    env.write_text("BLUR=1")

    assert "BLUR in .env is not known" in refusal(capsys, *arguments(photos, "--env", str(env)))


def test_weights_that_are_a_web_page_are_refused(
    photos: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = photos.parent / "weights_face_v1.0.0.pb"
    page.write_text("<!DOCTYPE html><html><body>404 Not Found</body></html>")

    assert "web page" in refusal(capsys, *arguments(photos, "--weights", str(page)))


@pytest.mark.parametrize(
    ("flag", "choices"),
    [("--detail", "fast, normal, thorough"), ("--obfuscation", "pixelate, gaussian, solid")],
)
def test_a_word_that_is_no_choice_is_refused_with_the_choices(
    photos: Path, capsys: pytest.CaptureFixture[str], flag: str, choices: str
) -> None:
    said = refusal(capsys, *arguments(photos, flag, "most"))

    assert said == f"argument {flag}: “most” is not one of {choices}; see --help."


def test_what_is_no_number_is_refused(photos: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = refusal(capsys, *arguments(photos, "--face-threshold", "0,3"))

    assert said == "argument --face-threshold: “0,3” is not a number; see --help."


def test_ctrl_c_before_the_first_photo_is_no_fault(
    photos: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("anonymizer_gui.engine.job.prepared", interrupted)

    assert refusal(capsys, *arguments(photos)) == "Stopped before the first photo."
