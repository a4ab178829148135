"""Settings are checked when they are made, each with one sentence."""

from pathlib import Path
from typing import Any

import pytest

from anonymizer_gui.core.boxes import Kind
from anonymizer_gui.core.errors import SettingsError
from anonymizer_gui.core.settings import Kernel, Settings, parsed_extensions


def settings(**fields: Any) -> Settings:
    return Settings(Path("in"), Path("out"), **fields)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"face_threshold": 7}, "The face threshold is 7; it must be 0.001 to 1."),
        ({"plate_threshold": 0}, "The plate threshold is 0; it must be 0.001 to 1."),
        ({"plate_threshold": float("nan")}, "The plate threshold is nan; it must be 0.001 to 1."),
        ({"box_scale": 0}, "The box scale is 0; it must be 0.1 to 5."),
        ({"suffix": "a/b"}, "The suffix “a/b” holds a character that a file name cannot have."),
        ({"kinds": frozenset()}, "Neither faces nor plates are to be hidden."),
    ],
)
def test_a_bad_setting_is_said(fields: dict[str, Any], sentence: str) -> None:
    with pytest.raises(SettingsError) as caught:
        settings(**fields)
    assert str(caught.value) == sentence


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("20,2,9", "The obfuscation kernel has the size 20; it must be an odd number, such as 21."),
        ("21,2,8", "The obfuscation kernel has the size 8; it must be an odd number, such as 9."),
        ("-3,2,9", "The obfuscation kernel has the size -3; it must be an odd number, such as 1."),
        ("21,0,9", "The obfuscation kernel has the sigma 0.0; it must be above 0."),
        (
            "21,2",
            "The obfuscation kernel “21,2” is not three numbers with commas between them, "
            "such as 21,2,9.",
        ),
    ],
)
def test_a_bad_kernel_is_said(text: str, sentence: str) -> None:
    with pytest.raises(SettingsError) as caught:
        Kernel.parsed(text)
    assert str(caught.value) == sentence


def test_a_kernel_is_read_as_the_older_tool_wrote_it() -> None:
    assert Kernel.parsed("65,3,19") == Kernel(size=65, sigma=3.0, mask_size=19)


@pytest.mark.parametrize("text", ["jpg,doc", "", " , "])
def test_extensions_that_are_no_photos_are_said(text: str) -> None:
    with pytest.raises(SettingsError, match=r"is not a kind of photo that can be read; choose"):
        parsed_extensions(text)


def test_extensions_are_read_in_any_spelling() -> None:
    assert parsed_extensions("JPG, .png,jpg") == ("jpg", "png")


@pytest.mark.parametrize("name", ["a.jpg", "a.JPG", "a.jpeg", "a.Png", "a.jfif", "a.JPE"])
def test_the_default_takes_jpeg_and_png_in_any_spelling(name: str) -> None:
    assert settings().takes(name)


@pytest.mark.parametrize("asked", ["jpg", "jpeg", "jpe", "jfif"])
def test_whichever_spelling_is_asked_for_all_are_taken(asked: str) -> None:
    taken = settings(extensions=(asked,)).takes

    assert all(taken(name) for name in ("a.jpg", "a.jpeg", "a.jpe", "a.jfif"))
    assert not taken("a.png")


@pytest.mark.parametrize("name", ["a.tif", "a.json", "jpg", ".jpg", "a"])
def test_the_default_takes_nothing_else(name: str) -> None:
    assert not settings().takes(name)


def test_a_threshold_that_is_not_set_is_the_networks() -> None:
    chosen = settings(face_threshold=0.6).thresholds({Kind.FACE: 0.4, Kind.PLATE: 0.5})

    assert chosen == {Kind.FACE: 0.6, Kind.PLATE: 0.5}


def test_a_kind_that_is_not_wanted_has_no_threshold() -> None:
    wanted = settings(kinds=frozenset({Kind.PLATE}), face_threshold=0.6)

    assert wanted.thresholds({Kind.PLATE: 0.5}) == {Kind.PLATE: 0.5}
