"""A file that cannot be a network is refused with its reason, before any runtime is loaded."""

import hashlib
from pathlib import Path

import pytest

from anonymizer_gui.core.boxes import Kind
from anonymizer_gui.core.errors import NetworkError
from anonymizer_gui.detection.cards import ModelCard
from anonymizer_gui.detection.network_file import LARGEST_FILE, check_hash, content_of


def written(folder: Path, content: bytes) -> Path:
    path = folder / "weights_face_v1.0.0.pb"
    path.write_bytes(content)
    return path


def test_the_bytes_of_a_network_are_read(tmp_path: Path) -> None:
    assert content_of(written(tmp_path, b"\x0a\x00")) == b"\x0a\x00"


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(NetworkError, match=r"^The network faces\.pb cannot be read: "):
        content_of(tmp_path / "faces.pb")


def test_an_empty_file_is_said_to_be_empty(tmp_path: Path) -> None:
    with pytest.raises(NetworkError, match=r"is empty\. Download or copy it again\.$"):
        content_of(written(tmp_path, b""))


@pytest.mark.parametrize(
    "content",
    [
        b"<!DOCTYPE html><html><body>404</body></html>",
        b"\xef\xbb\xbf\n  <HTML>",
        b'<?xml version="1.0"?><Error>NoSuchKey</Error>',
    ],
)
def test_a_web_page_saved_as_a_network_is_said_to_be_one(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(NetworkError, match=r"is a web page and not a network: its download failed"):
        content_of(written(tmp_path, content))


def test_a_file_far_too_large_is_not_read(tmp_path: Path) -> None:
    path = written(tmp_path, b"")
    with path.open("wb") as file:
        file.truncate(LARGEST_FILE + 1)

    with pytest.raises(NetworkError, match=r"is too large for a network: 1\.0 GB; 1 GB is"):
        content_of(path)


def card(**values: str) -> ModelCard:
    return ModelCard(name="faces", kinds=(Kind.FACE,), **values)  # type: ignore[arg-type]


def test_a_file_that_is_not_the_one_of_its_card_is_refused() -> None:
    with pytest.raises(
        NetworkError, match=r"^faces\.tflite is not the file that faces\.json describes"
    ):
        check_hash(
            Path("faces.tflite"), b"another", card(sha256=hashlib.sha256(b"one").hexdigest())
        )


def test_a_file_passes_by_its_own_hash_or_without_one() -> None:
    check_hash(
        Path("faces.tflite"), b"one", card(sha256=hashlib.sha256(b"one").hexdigest().upper())
    )
    check_hash(Path("faces.tflite"), b"one", card())


def test_a_card_about_another_file_says_nothing_of_this_one() -> None:
    check_hash(Path("faces.pb"), b"one", card(sha256="00", file="faces.tflite"))
