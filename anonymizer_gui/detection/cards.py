"""Model cards: what a network file finds and how well, in a JSON file `<name>.json` beside it."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from anonymizer_gui.core.boxes import Kind
from anonymizer_gui.core.errors import QT_TRANSLATE_NOOP, NetworkError

DEFAULT_THRESHOLD = 0.3
"""Threshold for a network that comes without a card: that of the older tools."""

DEFAULT_MIN_SIZE = 16.0
"""Width in pixels of the canvas that a network without a card is trusted to find."""

LARGEST_MIN_SIZE = 64.0

WORDS: Mapping[Kind, tuple[str, ...]] = {
    Kind.FACE: ("face", "head", "gezicht", "gesicht"),
    Kind.PLATE: ("plate", "licence", "license", "kenteken", "nummerbord", "kennzeichen"),
}
"""Words in the name of a network file that tell what it finds."""


@dataclass(frozen=True, slots=True)
class ModelCard:
    """What is known of a network file.

    Attributes:
        name: What people call it.
        kinds: What it finds, each once, at least one; class 1 of its answers is the first of them.
        version: Empty if it is not known.
        licence: SPDX name; empty if it is not known.
        file: Name of the network file that the hash is of; empty for whatever lies beside.
        sha256: Of that file, in hexadecimal; empty if it is not known.
        default_thresholds: Per kind, the score from which a detection is hidden, in [0, 1].
        min_size: Per kind, the width in pixels of the canvas from which most are found.
        more: Everything else that the file says: measured figures, data, sources.
    """

    name: str
    kinds: tuple[Kind, ...]
    version: str = ""
    licence: str = ""
    file: str = ""
    sha256: str = ""
    default_thresholds: Mapping[Kind, float] = field(default_factory=dict)
    min_size: Mapping[Kind, float] = field(default_factory=dict)
    more: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.kinds or len(set(self.kinds)) != len(self.kinds):
            raise ValueError(f"kinds must be one or more, each once, got {self.kinds}")
        for own, default, limits in (
            ("default_thresholds", DEFAULT_THRESHOLD, (0.0, 1.0)),
            ("min_size", DEFAULT_MIN_SIZE, (1.0, LARGEST_MIN_SIZE)),
        ):
            given = getattr(self, own)
            values = {kind: float(given.get(kind, default)) for kind in self.kinds}
            if not all(limits[0] <= value <= limits[1] for value in values.values()):
                raise ValueError(f"{own} must be in {list(limits)}, got {given}")
            object.__setattr__(self, own, values)


def card_of(path: Path) -> ModelCard:
    """The card beside a network file; without one, the file's name says what it finds.

    Args:
        path: The network file.

    Raises:
        NetworkError: The card is damaged, or there is none and the name does not tell.
    """
    beside = path.with_suffix(".json")
    if beside.is_file():
        return _read(beside)
    kinds = kinds_in_name(path.name)
    if kinds:
        return ModelCard(name=path.stem, kinds=kinds)
    raise NetworkError(
        QT_TRANSLATE_NOOP(
            "errors",
            "It is not clear what {0} finds: put the word “face” or “plate” into its name.",
        ),
        path.name,
    )


def kinds_in_name(name: str) -> tuple[Kind, ...]:
    """What a network finds according to its file's name; empty if that does not tell."""
    # "surface" and "interface" are no faces
    lower = re.sub(r"(sur|inter)face", "", name.lower())
    return tuple(kind for kind, words in WORDS.items() if any(word in lower for word in words))


def _read(path: Path) -> ModelCard:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        kinds = tuple(Kind(kind) for kind in content.pop("kinds"))
        return ModelCard(
            kinds=kinds,
            name=str(content.pop("name", path.stem)),
            version=str(content.pop("version", "")),
            licence=str(content.pop("licence", "")),
            file=str(content.pop("file", "")),
            sha256=str(content.pop("sha256", "")),
            default_thresholds=_per_kind(content.pop("default_thresholds", {})),
            min_size=_per_kind(content.pop("min_size", {})),
            more=content,
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise NetworkError(
            QT_TRANSLATE_NOOP("errors", "{0} is not a model card that can be used ({1})."),
            path.name,
            f"it lacks {error}" if isinstance(error, KeyError) else str(error),
        ) from error


def _per_kind(numbers: Mapping[str, float]) -> dict[Kind, float]:
    return {Kind(kind): float(number) for kind, number in numbers.items()}
