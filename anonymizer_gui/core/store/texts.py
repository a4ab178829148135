"""Settings and errors as text, and back."""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, fields
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any, get_type_hints

from anonymizer_gui.core.boxes import Kind
from anonymizer_gui.core.errors import (
    AnonymizerError,
    ImageError,
    NetworkError,
    SettingsError,
    StoreError,
)
from anonymizer_gui.core.settings import Kernel, Language, Settings

_ERRORS = {
    kind.__name__: kind
    for kind in (AnonymizerError, ImageError, NetworkError, SettingsError, StoreError)
}

_WORDS: dict[str, Callable[[Any], Any]] = {
    name: kind
    for name, kind in get_type_hints(Settings).items()
    if isinstance(kind, type) and issubclass(kind, StrEnum)
}

_READ: Mapping[str, Callable[[Any], Any]] = _WORDS | {
    "input": Path,
    "output": Path,
    "weights": lambda path: None if path is None else Path(path),
    "extensions": tuple,
    "only": tuple,
    "kinds": lambda kinds: frozenset(map(Kind, kinds)),
    "kernel": lambda kernel: Kernel(**kernel),
    "colour": tuple,
    "report": lambda word: None if word is None else Language(word),
}
"""How a setting comes back from JSON, where it is no plain value."""

_NOT_ABOUT_RESULTS = {
    "input",
    "output",
    "weights",
    "extensions",
    "subfolders",
    "only",
    "kinds",
    "face_threshold",
    "plate_threshold",
    "detail",
    "skip_existing",
    "dry_run",
    "check_results",
    "report",
}
"""Settings that leave a result as it is, once its boxes are known."""


def settings_text(settings: Settings) -> str:
    """Settings as they are stored."""
    return _json({field.name: _plain(getattr(settings, field.name)) for field in fields(settings)})


@lru_cache(maxsize=4)
def settings_from(text: str) -> Settings:
    """The settings in what `settings_text` gave; what was no setting then has its default.

    Raises:
        ValueError, TypeError, AnonymizerError: It is something else.
    """
    values = dict(json.loads(text))
    return Settings(**{name: _READ.get(name, _same)(value) for name, value in values.items()})


def finish_text(settings: Settings, thresholds: Mapping[Kind, float] | None) -> str:
    """What decides how a result looks, so that a change of it shows.

    Args:
        settings: Of the job.
        thresholds: Those that have chosen the boxes; None where a person has.
    """
    chosen = {
        field.name: _plain(getattr(settings, field.name))
        for field in fields(settings)
        if field.name not in _NOT_ABOUT_RESULTS
    }
    return _json(chosen | {"thresholds": thresholds})


def thresholds_text(thresholds: Mapping[Kind, float]) -> str:
    """Thresholds as they are stored."""
    return _json(thresholds)


def thresholds_from(text: str) -> dict[Kind, float]:
    """The thresholds in what `thresholds_text` gave.

    Raises:
        ValueError, TypeError, AttributeError: It is something else.
    """
    return {Kind(kind): float(value) for kind, value in json.loads(text).items()}


def error_text(error: AnonymizerError) -> str:
    """An error as it is stored: its kind, its template, its values."""
    return _json([type(error).__name__, *error.args])


def error_from(text: str) -> AnonymizerError:
    """The error in what `error_text` gave.

    Raises:
        ValueError, TypeError: It is something else.
    """
    name, *values = json.loads(text)
    return _ERRORS.get(name, AnonymizerError)(*values)


def _plain(value: object) -> object:
    if isinstance(value, frozenset):
        return sorted(value)
    return asdict(value) if isinstance(value, Kernel) else value


def _same(value: object) -> object:
    return value


def _json(value: object) -> str:
    return json.dumps(value, default=str, sort_keys=True, separators=(",", ":"))
