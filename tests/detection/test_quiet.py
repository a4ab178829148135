"""The chatter of native code stays off the terminal, and nothing else does."""

import os
from concurrent.futures import ThreadPoolExecutor

import pytest

from anonymizer_gui.detection.quiet import silenced_stderr


def test_only_what_is_written_meanwhile_is_lost(capfd: pytest.CaptureFixture[str]) -> None:
    os.write(2, b"before ")
    with silenced_stderr():
        os.write(2, b"meanwhile ")
    os.write(2, b"after")

    assert capfd.readouterr().err == "before after"


def test_standard_error_is_back_after_a_failure(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(RuntimeError), silenced_stderr():
        raise RuntimeError

    os.write(2, b"after")

    assert capfd.readouterr().err == "after"


def test_standard_error_is_back_after_several_threads_at_once(
    capfd: pytest.CaptureFixture[str],
) -> None:
    def silenced(_number: int) -> None:
        with silenced_stderr():
            os.write(2, b"meanwhile")

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(silenced, range(400)))
    os.write(2, b"after")

    assert capfd.readouterr().err == "after"


def test_a_program_without_standard_error_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(_descriptor: int) -> int:
        raise OSError(9, "Bad file descriptor")

    monkeypatch.setattr(os, "dup", missing)

    with silenced_stderr():
        done = True

    assert done
