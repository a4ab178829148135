"""What looked for faces and plates, and what another one would make necessary."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from anonymizer_gui.core.boxes import Kind
from anonymizer_gui.core.settings import Detail


@dataclass(frozen=True, slots=True)
class Network:
    """A network file.

    Attributes:
        name: What people call it.
        sha256: Of the file, in hexadecimal.
        version: Empty if it is not known; the hash alone tells networks apart.
    """

    name: str
    sha256: str
    version: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Finder:
    """What looked for faces and plates.

    Attributes:
        networks: In any order.
        detail: How small the things are that were looked for.
        thresholds: Per kind, the default of its network.
    """

    networks: tuple[Network, ...]
    detail: Detail
    thresholds: Mapping[Kind, float]

    def covers(self, other: "Finder") -> bool:
        """Whether this has found all that the other would find."""
        return self.detail == other.detail and set(self.networks) >= set(other.networks)


@dataclass(frozen=True, slots=True)
class Redo:
    """What other settings make necessary.

    Attributes:
        detect: Photos that must be looked at again.
        save: Photos whose result must be written again.
    """

    detect: int
    save: int


def finder_text(finder: Finder) -> str:
    """What looked for faces and plates, as it is stored."""
    return json.dumps(
        {
            "networks": sorted([one.name, one.sha256, one.version] for one in finder.networks),
            "detail": finder.detail,
            "thresholds": {kind.value: value for kind, value in finder.thresholds.items()},
        },
        sort_keys=True,
    )


def finder_from(text: str) -> Finder:
    """What is in the text that `finder_text` gave.

    Raises:
        ValueError, TypeError, KeyError: It is something else.
    """
    values = json.loads(text)
    return Finder(
        tuple(Network(*network) for network in values["networks"]),
        Detail(values["detail"]),
        {Kind(kind): float(value) for kind, value in values["thresholds"].items()},
    )
