"""The computer stays awake while a job runs, and no longer."""

import ctypes
import sys
from types import SimpleNamespace

import pytest

from anonymizer_gui.core.awake import kept_awake


def test_windows_is_told_and_told_again(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[int] = []
    kernel = SimpleNamespace(SetThreadExecutionState=told.append)
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(kernel32=kernel), raising=False)

    with kept_awake():
        assert told == [0x8000_0001]

    assert told == [0x8000_0001, 0x8000_0000]
