"""The `.env` file of the older Dutch tool, read as settings of ours."""

from collections.abc import Callable
from difflib import get_close_matches
from io import StringIO
from pathlib import Path
from typing import Any

from anonymizer_gui.core.errors import QT_TRANSLATE_NOOP, SettingsError
from anonymizer_gui.core.settings import Kernel, Style, parsed_extensions

DEBUG_COLOUR = (255, 0, 0)

_LONGEST = 40
"""Characters of what cannot be used that are repeated in a message."""


def read_env_file(path: Path) -> dict[str, Any]:
    """The settings that a `.env` file of the older tool asks for.

    Args:
        path: The file. Relative folders in it start at the folder it is in.

    Returns:
        Names of fields of `Settings`, with their values; only what the file sets.

    Raises:
        SettingsError: The file or a line of it cannot be read, or it holds an unknown key or a
            bad value.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise SettingsError(
            QT_TRANSLATE_NOOP("errors", "The settings file {0} is no text in UTF-8; save it so."),
            path,
        ) from error
    except OSError as error:
        raise SettingsError(
            QT_TRANSLATE_NOOP("errors", "The settings file {0} cannot be read."), path
        ) from error
    fields: dict[str, Any] = {}
    for key, value in _values(text, path).items():
        if key not in READERS:
            raise _unknown_key(key, path)
        if value is None:
            raise SettingsError(
                QT_TRANSLATE_NOOP("errors", "{0} has no value in {1}; write {0}=…."), key, path.name
            )
        fields |= READERS[key](key, value)
    for name in ("input", "output", "weights"):
        if name in fields:
            fields[name] = path.parent / fields[name]
    return fields


def _values(text: str, path: Path) -> dict[str, str | None]:
    """The keys of a file with what is written behind them; of a key that comes twice the last."""
    from dotenv.parser import parse_stream  # which nobody else needs

    values = {}
    for binding in parse_stream(StringIO(text)):
        if binding.error:
            # Left out, it would leave a default where somebody has asked for something else
            raise SettingsError(
                QT_TRANSLATE_NOOP(
                    "errors", "Line {0} of {1} cannot be read; write it as KEY=value."
                ),
                binding.original.line,
                path.name,
            )
        if binding.key is not None:  # as that of a comment is
            values[binding.key] = binding.value
    return values


def _folder(name: str) -> Callable[[str, str], dict[str, Any]]:
    def read(key: str, value: str) -> dict[str, Any]:
        if not value.isprintable():  # a backslash in double quotes: "C:\new" has a line break
            raise SettingsError(
                QT_TRANSLATE_NOOP(
                    "errors",
                    "The folder in {0} cannot be read as it is written; put it in single quotes.",
                ),
                key,
            )
        return {name: Path(value)} if value else {}

    return read


def _flag(name: str) -> Callable[[str, str], dict[str, Any]]:
    return lambda key, value: {name: _boolean(key, value)}


def _float(name: str) -> Callable[[str, str], dict[str, Any]]:
    return lambda key, value: {name: _number(key, value)}


def _number(key: str, value: str) -> float:
    try:
        return float(value)
    except ValueError as error:
        raise SettingsError(
            QT_TRANSLATE_NOOP("errors", "{0} is “{1}” in the settings file; it must be a number."),
            key,
            _short(value),
        ) from error


def _boolean(key: str, value: str) -> bool:
    if value.lower() not in ("true", "false"):
        raise SettingsError(
            QT_TRANSLATE_NOOP(
                "errors", "{0} is “{1}” in the settings file; it must be True or False."
            ),
            key,
            _short(value),
        )
    return value.lower() == "true"


def _kernel(key: str, value: str) -> dict[str, Any]:
    number = _number(key, value)
    if not number.is_integer():  # nor are inf and nan
        raise SettingsError(
            QT_TRANSLATE_NOOP(
                "errors", "{0} is “{1}” in the settings file; it must be a whole, odd number."
            ),
            key,
            _short(value),
        )
    return {"kernel": Kernel(size=int(number))}


def _debug(key: str, value: str) -> dict[str, Any]:
    return {"style": Style.SOLID, "colour": DEBUG_COLOUR} if _boolean(key, value) else {}


READERS: dict[str, Callable[[str, str], dict[str, Any]]] = {
    "INPUT_FOLDER": _folder("input"),
    "OUTPUT_FOLDER": _folder("output"),
    "WEIGHTS_FOLDER": _folder("weights"),
    "IMAGE_EXTENSIONS": lambda _key, value: {"extensions": parsed_extensions(value)},
    "FACE_THRESHOLD": _float("face_threshold"),
    "LICENCE_PLATE_THRESHOLD": _float("plate_threshold"),
    "WRITE_DETECTIONS": _flag("write_detections"),
    "WRITE_EXIF": _flag("keep_metadata"),
    "WRITE_GPS": _flag("keep_gps"),
    "DEBUG": _debug,
    "OBFUSCATION_KERNEL_SIZE": _kernel,
    "SUFFIX": lambda _key, value: {"suffix": value},
    "BLUR_SCALE": _float("box_scale"),
}


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _unknown_key(key: str, path: Path) -> SettingsError:
    key = _short(key)
    close = get_close_matches(key.upper(), READERS, n=1)
    if close:
        return SettingsError(
            QT_TRANSLATE_NOOP("errors", "{0} in {1} is not known; did you mean {2}?"),
            key,
            path.name,
            close[0],
        )
    return SettingsError(
        QT_TRANSLATE_NOOP("errors", "{0} in {1} is not known; the keys are {2}."),
        key,
        path.name,
        ", ".join(READERS),
    )
