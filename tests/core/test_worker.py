"""A process that dies or hangs is replaced, and does not take the program with it."""

import os
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.process import BaseProcess
from typing import Any
from unittest.mock import Mock

import pytest
from typing_extensions import override

from anonymizer_gui.core import worker as worker_module
from anonymizer_gui.core.memory import bytes_built_in, bytes_of
from anonymizer_gui.core.worker import (
    Answer,
    Worker,
    WorkerDiedError,
    WorkerEndedBeforeError,
)

FILLED = 400 * 1024 * 1024


class _NeverSaid(Sequence[bytes]):
    """Of an answer that begins and does not end."""

    @override
    def __len__(self) -> int:
        return 1

    @override
    def __getitem__(self, index: Any) -> Any:
        raise IndexError

    @override
    def __iter__(self) -> Iterator[bytes]:
        while True:
            time.sleep(60)


def answer(question: Any) -> Answer:
    """What the process does."""
    match question:
        case "die":
            os.abort()
        case "hang":
            while True:
                time.sleep(60)
        case "exit":
            os._exit(0)
        case "half":
            return {}, _NeverSaid()
        case "fill":
            filled = bytearray(b"x") * FILLED
            while filled:
                time.sleep(60)
    return {"heard": question}, [b"one", b""]


@pytest.fixture(scope="module")
def worker() -> Worker:
    return Worker(answer, name="test")


def test_it_answers(worker: Worker) -> None:
    assert worker.asked("words", limit_s=60) == ({"heard": "words"}, [b"one", b""])


@pytest.mark.parametrize("question", ["die", "exit", "hang", "half"])
def test_another_one_answers_after_it_has_died(worker: Worker, question: str) -> None:
    worker.asked("words", limit_s=60)
    ended = worker.ended

    with pytest.raises(WorkerDiedError):
        worker.asked(question, limit_s=0.5 if question in ("hang", "half") else 60)

    assert worker.ended == ended + 1
    assert worker.asked("again", limit_s=60)[0] == {"heard": "again"}


def test_who_means_a_process_that_has_ended_asks_no_other_one(worker: Worker) -> None:
    worker.asked("words", limit_s=60)
    meant = worker.ended
    assert worker.asked("again", limit_s=60, ended=meant)[0] == {"heard": "again"}
    worker.end()

    with pytest.raises(WorkerEndedBeforeError):
        worker.asked("words", limit_s=60, ended=meant)

    assert worker._process is None


def test_it_may_be_ended_while_others_ask(worker: Worker) -> None:
    with ThreadPoolExecutor(3) as threads:
        for _ in range(5):
            worker.asked("words", limit_s=60)
            meant = worker.ended
            asking = [
                threads.submit(worker.asked, "hang", limit_s=60, ended=meant) for _ in range(3)
            ]
            while not worker._lock.locked():
                pass
            worker.end()
            for one in asking:
                with pytest.raises(WorkerDiedError):
                    one.result(timeout=60)
            assert worker._process is None


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="a process is not stopped so here")
def test_a_process_that_does_not_listen_is_ended(worker: Worker) -> None:
    worker.asked("words", limit_s=60)
    os.kill(worker._process.pid, signal.SIGSTOP)

    with pytest.raises(WorkerDiedError):
        worker.asked(b"more than the system keeps for it" * 100_000, limit_s=0.5)

    assert worker.asked("again", limit_s=60)[0] == {"heard": "again"}


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS does not say how much one has")
def test_a_process_that_takes_too_much_memory_is_ended(
    worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker_module, "bytes_built_in", lambda: FILLED)

    with pytest.raises(WorkerDiedError):
        worker.asked("fill", limit_s=60)


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS does not say how much one has")
def test_memory_is_told_in_bytes(worker: Worker) -> None:
    worker.asked("words", limit_s=60)

    assert 2**20 < bytes_of(worker._process) < bytes_built_in() < 2**45


def test_a_process_that_cannot_begin_is_as_one_that_died(
    worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker.end()
    with monkeypatch.context() as patch:
        patch.setattr(BaseProcess, "start", Mock(side_effect=OSError("too little memory")))
        with pytest.raises(WorkerDiedError):
            worker.asked("words", limit_s=60)

    assert worker.asked("again", limit_s=60)[0] == {"heard": "again"}
