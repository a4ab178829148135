"""Keep the model cards in `weights/` true: the hash of the file, the figures that were measured."""

import hashlib
import json
import math
from pathlib import Path
from typing import Any

from anonymizer_gui.core.boxes import Kind


def stamp(network: Path, **more: Any) -> str:
    """Write the hash of a network file into the card beside it.

    Args:
        network: The file.
        more: What else is written there.

    Returns:
        The hash: sha256, in hexadecimal.
    """
    path = network.with_suffix(".json")
    digest = hashlib.sha256(network.read_bytes()).hexdigest()
    _write(path, {**_read(path), "file": network.name, "sha256": digest, **more})
    return digest


def add_measured(card: Path, measured: dict[str, Any], *, threshold: float, kind: Kind) -> None:
    """Write figures into a card.

    Args:
        card: The JSON file.
        measured: Set to size to figures, as `evaluate` makes them; other sets' figures stay.
        threshold: At which they were measured; becomes the default.
        kind: Of what the network finds.
    """
    content = _read(card)
    content["default_thresholds"] = {kind.value: threshold}
    content.setdefault("measured", {}).update(_rounded(measured))
    _write(card, content)


def _rounded(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _rounded(inner) for key, inner in value.items()}
    if isinstance(value, float):
        return None if math.isnan(value) else round(value, 4)
    return value


def _read(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content


def _write(path: Path, content: dict[str, Any]) -> None:
    text = json.dumps(content, indent=2, ensure_ascii=False)
    path.write_text(text + "\n", encoding="utf-8")
