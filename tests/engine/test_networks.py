"""How many canvases the networks of a job look at at once, by the cores of the machine."""

from pathlib import Path
from typing import Any

import pytest

from anonymizer_gui.core.boxes import Kind
from anonymizer_gui.core.settings import Detail, Settings
from anonymizer_gui.detection.networks import built_in, open_network
from anonymizer_gui.engine import networks
from anonymizer_gui.engine.networks import open_networks


@pytest.mark.parametrize(
    ("cores", "apart", "at_once", "threads"),
    [
        (1, False, 1, 1),
        (2, False, 2, 1),
        (4, False, 2, 2),
        (8, False, 4, 2),
        (12, False, 6, 2),
        (16, False, 8, 2),
        (32, False, 8, 4),
        (128, False, 8, 8),
        (1, True, 1, 1),
        (2, True, 2, 1),
        (4, True, 2, 2),
        (32, True, 2, 8),
    ],
)
def test_together_they_have_no_more_threads_than_there_are_cores(
    cores: int,
    apart: bool,
    at_once: int,
    threads: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: dict[str, Any] = {}
    monkeypatch.setattr(networks, "open_built_in", lambda *_, **how: asked.update(how) or [])
    monkeypatch.setattr("os.cpu_count", lambda: cores)

    used = open_networks(Settings(tmp_path, tmp_path / "out"), apart=apart)

    assert (used.at_once, asked["at_once"], asked["threads"]) == (at_once, at_once, threads)
    assert asked["at_once"] * asked["threads"] <= cores


def test_a_persons_own_network_looks_at_one_canvas_on_all_threads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[dict[str, Any]] = []
    own = tmp_path / "own_faces.tflite"
    own.write_bytes(built_in(Kind.FACE).read_bytes())

    def opened(*_: Any, **how: Any) -> Any:
        asked.append(how)
        return open_network(own, detail=Detail.FAST, threads=1)

    def opened_built_in(*_: Any, **how: Any) -> list[Any]:
        asked.append(how)
        return []

    monkeypatch.setattr(networks, "open_network", opened)
    monkeypatch.setattr(networks, "open_built_in", opened_built_in)
    monkeypatch.setattr("os.cpu_count", lambda: 8)

    used = open_networks(Settings(tmp_path, tmp_path / "out", weights=own))

    assert used.at_once == 1
    assert [(how["at_once"], how["threads"]) for how in asked] == [(1, 8), (1, 8)]
