"""Which networks a job has, by the cores of the machine."""

from pathlib import Path
from typing import Any

import pytest

from anonymizer_gui.core.settings import Settings
from anonymizer_gui.engine import networks
from anonymizer_gui.engine.networks import open_networks


@pytest.mark.parametrize(
    ("cores", "large", "small"),
    [
        (1, (1, 1), None),
        (2, (1, 2), (2, 1)),
        (4, (1, 4), (2, 2)),
        (8, (1, 8), (4, 2)),
        (12, (1, 8), (6, 2)),
        (16, (2, 8), (8, 2)),
        (32, (4, 8), (8, 4)),
    ],
)
def test_all_networks_together_have_no_more_threads_than_there_are_cores(
    cores: int,
    large: tuple[int, int],
    small: tuple[int, int] | None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    threads: list[int] = []

    def opened(*_: Any, **how: Any) -> list[Any]:
        threads.append(how["threads"])
        return []

    monkeypatch.setattr(networks, "open_built_in", opened)
    monkeypatch.setattr("os.cpu_count", lambda: cores)

    used = open_networks(Settings(tmp_path, tmp_path / "out"))
    for beside in (used.large, used.small):
        if beside is not None:
            beside.opened()

    first, *others = threads
    assert first == others[0]
    assert (used.large.at_once, others[0]) == large
    if used.small is None:
        assert small is None
    else:
        assert (used.small.at_once, others[1]) == small


def test_a_window_has_one_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(networks, "open_built_in", lambda *_, **__: [])
    monkeypatch.setattr("os.cpu_count", lambda: 32)

    used = open_networks(Settings(tmp_path, tmp_path / "out"), apart=True)

    assert (used.large.at_once, used.small) == (1, None)
