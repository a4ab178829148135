"""The command line says clearly what it did, and what is wrong."""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from anonymizer_gui import __version__
from anonymizer_gui.cli import main
from anonymizer_gui.core.detections import SCORE_FLOOR
from anonymizer_gui.core.formats.ifd import GPS, directories
from anonymizer_gui.core.formats.jpeg_metadata import exif_block
from anonymizer_gui.core.formats.jpeg_segments import parted
from anonymizer_gui.paths import jobs_folder, weights_folder
from tests.commands import SAMPLE, arguments, outputs, photo_folder

PHONE = Path(__file__).parent / "core" / "data" / "phone.heic"


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    return photo_folder(tmp_path)


@pytest.mark.slow
def test_a_folder_of_photos_becomes_a_folder_of_hidden_faces(
    photos: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments(photos)) == 0

    assert outputs(photos) == ["b.json", "b.png", "sub/a.jpg", "sub/a.json"]
    (face,) = json.loads((photos.parent / "out" / "sub" / "a.json").read_text())
    assert face["kind"] == "face"
    assert face["x_min"] < 225 < face["x_max"]  # her nose
    assert face["y_min"] < 125 < face["y_max"]
    said = capsys.readouterr().out
    assert "2 photos found." in said
    assert "2 photos done, 1 face, 0 plates hidden in " in said


@pytest.mark.slow
def test_a_bad_photo_makes_the_exit_code_1_and_is_listed(
    photos: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (photos / "c.jpg").write_text("no photo")

    assert main(arguments(photos)) == 1

    said = capsys.readouterr().out
    assert "1 photo failed, and has no new result:\n  c.jpg is not a " in said
    assert "2 photos done" in said


@pytest.mark.slow
def test_faces_only_and_plates_only_leave_the_other_kind_alone(photos: Path) -> None:
    main(arguments(photos, "--plates-only"))

    assert json.loads((photos.parent / "out" / "sub" / "a.json").read_text()) == []
    assert (photos.parent / "out" / "sub" / "a.jpg").read_bytes() == SAMPLE.read_bytes()


@pytest.mark.slow
def test_a_dry_run_counts_and_writes_nothing(
    photos: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments(photos, "--dry-run")) == 0

    assert "1 face, 0 plates found, nothing was written." in capsys.readouterr().out
    assert not (photos.parent / "out").exists()


@pytest.mark.slow
def test_an_earlier_result_is_replaced_or_skipped_as_wished(
    photos: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (photos.parent / "out").mkdir()
    earlier = photos.parent / "out" / "b.png"
    earlier.write_bytes(b"earlier")

    assert main(arguments(photos, "--skip-existing")) == 0
    assert earlier.read_bytes() == b"earlier"
    assert "1 photo left alone" in capsys.readouterr().out

    assert main(arguments(photos)) == 0
    assert earlier.read_bytes() == (photos / "b.png").read_bytes()


@pytest.mark.slow
def test_a_job_goes_on_where_it_stopped(photos: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments(photos, "--resume")) == 0
    assert "2 photos done, 1 face" in capsys.readouterr().out
    (photos.parent / "out" / "b.png").unlink()

    assert main(arguments(photos, "--resume")) == 0

    said = capsys.readouterr().out
    assert "2 photos found.\n1 photo done before and unchanged.\n[1/1] b.png: 0 faces" in said
    assert "1 photo done, 0 faces, 0 plates hidden in " in said
    assert outputs(photos) == ["b.json", "b.png", "sub/a.jpg", "sub/a.json"]

    assert main(arguments(photos, "--resume", "--obfuscation", "solid")) == 0

    said = capsys.readouterr().out
    assert "Settings are not those of the last time: 2 results to be written again." in said


@pytest.mark.slow
def test_a_killed_job_that_goes_on_gives_the_same_results(tmp_path: Path) -> None:
    folder = tmp_path / "photos"
    folder.mkdir()
    for number in range(12):
        shutil.copy(SAMPLE, folder / f"{number:02}.jpg")

    def command(output: str, *more: str) -> list[str]:
        program = [sys.executable, "-m", "anonymizer_gui.cli", "--input", str(folder)]
        return [*program, "--image-output", str(tmp_path / output), *more]

    def results(output: str) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in (tmp_path / output).iterdir()}

    subprocess.run(command("undisturbed"), check=True, capture_output=True)
    with subprocess.Popen(command("out"), stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        for line in process.stdout:
            if line.startswith("[4/12]"):
                process.kill()

    said = subprocess.run(
        command("out", "--resume"), check=True, capture_output=True, text=True
    ).stdout

    assert results("out") == results("undisturbed")
    done_before = int(said.split(" photos done before and unchanged.")[0].split()[-1])
    assert 4 <= done_before < 12


@pytest.mark.slow
def test_a_damaged_job_file_is_said_and_the_job_starts_anew(
    photos: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(arguments(photos))
    (file,) = jobs_folder().glob("*.sqlite")
    file.write_bytes(b"damaged" * 1000)
    capsys.readouterr()

    assert main(arguments(photos, "--resume")) == 0

    said = capsys.readouterr().out
    assert said.startswith("What was known of this job is damaged: it is kept as ")
    assert "2 photos done, 1 face" in said


@pytest.mark.slow
def test_a_flag_wins_over_the_settings_file(photos: Path) -> None:
    env = photos.parent / ".env"
    env.write_text(
        "INPUT_FOLDER=photos\nOUTPUT_FOLDER=elsewhere\nSUFFIX=anon\nWRITE_DETECTIONS=True"
    )

    assert main(["--env", str(env), "--image-output", str(photos.parent / "out")]) == 0

    assert outputs(photos) == ["b_anon.json", "b_anon.png", "sub/a_anon.jpg", "sub/a_anon.json"]
    assert not (photos.parent / "elsewhere").exists()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("typed", "kept"),
    [([], (True, True)), (["drop_gps"], (True, False)), (["drop"], (False, False))],
)
def test_what_stays_of_the_metadata_is_as_wished(
    photos: Path, typed: list[str], kept: tuple[bool, bool]
) -> None:
    shutil.copy(PHONE, photos / "c.heic")
    flags = [part for word in typed for part in ("--metadata", word)]

    main(arguments(photos, "--image-extensions", "heic", *flags))

    result = (photos.parent / "out" / "c.jpg").read_bytes()
    block = exif_block(parted(result).header)
    has_place = bool(block) and next(directories(block)).find(GPS) is not None
    assert (b"Phone 3000" in block, has_place) == kept


@pytest.mark.slow
def test_photos_that_are_compressed_again_are_said(
    photos: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copy(PHONE, photos / "c.heic")

    assert main(arguments(photos, "--image-extensions", "heic,jpg")) == 0

    said = capsys.readouterr().out
    assert "\n1 photo had to be compressed again as a whole, so that more than" in said


@pytest.mark.slow
def test_a_kernel_that_is_not_used_is_said(
    photos: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(arguments(photos, "--obfuscation-kernel", "65,3,19", "--dry-run"))

    assert "The kernel is not used by the style pixelate" in capsys.readouterr().out


@pytest.mark.slow
def test_what_somebodys_own_networks_look_for_is_said(
    photos: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = shutil.copy(weights_folder() / "faces.tflite", photos.parent / "my faces.tflite")

    main(arguments(photos, "--weights", str(own), "--dry-run"))

    said = capsys.readouterr().out
    assert said.startswith("my faces looks for faces.\nAnonymizer plates looks for plates.\n")


def test_help_says_below_which_threshold_nothing_more_is_found(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])

    assert f"down to {SCORE_FLOOR} " in " ".join(capsys.readouterr().out.split())


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Windows sends Ctrl+C to the tests as well")
def test_ctrl_c_finishes_the_photo_at_hand(photos: Path) -> None:
    for number in range(200):
        shutil.copy(SAMPLE, photos / f"{number:03}.jpg")
    command = [sys.executable, "-m", "anonymizer_gui.cli", *arguments(photos)]

    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        for line in process.stdout:
            if line.startswith("[3/"):
                break
        process.send_signal(signal.SIGINT)
        said, complaints = process.communicate(timeout=60)

    assert process.returncode == 1
    assert "Stopping after the photo at hand" in complaints
    done = len([name for name in outputs(photos) if not name.endswith(".json")])
    assert 3 <= done < 202
    assert f"Stopped after {done} of 202 photos" in said
    assert not list((photos.parent / "out").rglob("*.tmp"))


@pytest.mark.slow
def test_a_job_needs_no_log(photos: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere() -> Path:
        raise PermissionError

    monkeypatch.setattr("anonymizer_gui.paths.log_file", nowhere)

    assert main(arguments(photos, "--dry-run")) == 0


def test_the_version_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["--version"])

    assert stopped.value.code == 0
    assert capsys.readouterr().out == f"anonymizer {__version__}\n"


@pytest.mark.parametrize(
    "program",
    [
        "import anonymizer_gui",
        "from anonymizer_gui.cli import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit as stopped:\n    assert stopped.code == 0",
    ],
)
def test_importing_and_help_load_neither_qt_nor_a_network_runtime(program: str) -> None:
    check = (
        "\nimport sys; print([name for name in sys.modules"
        " if name.split('.')[0] in ('PySide6', 'tensorflow', 'keras', 'ai_edge_litert')])"
    )

    said = subprocess.run(
        [sys.executable, "-c", program + check], capture_output=True, text=True, check=True
    ).stdout

    assert said.endswith("[]\n")


def test_a_backslash_before_a_closing_quotation_mark_is_said(
    photos: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("anonymizer_gui.cli.os", SimpleNamespace(name="nt"))

    # What Windows makes of --input "C:\My photos\" --image-output "D:\out"
    code = main(["--input", 'C:\\My photos" --image-output D:\\out'])

    assert code == 2
    assert "Leave out the backslash before a quotation mark" in capsys.readouterr().err
