"""A process that dies or hangs is replaced, and does not take the program with it."""

import os
import time
from typing import Any

import pytest

from anonymizer_gui.core.worker import Answer, Worker, WorkerDiedError


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
    return {"heard": question}, [b"one", b""]


@pytest.fixture(scope="module")
def worker() -> Worker:
    return Worker(answer, name="test")


def test_it_answers(worker: Worker) -> None:
    assert worker.asked("words", limit_s=60) == ({"heard": "words"}, [b"one", b""])


@pytest.mark.parametrize("question", ["die", "exit", "hang"])
def test_another_one_answers_after_it_has_died(worker: Worker, question: str) -> None:
    worker.asked("words", limit_s=60)
    ended = worker.ended

    with pytest.raises(WorkerDiedError):
        worker.asked(question, limit_s=0.5 if question == "hang" else 60)

    assert worker.ended == ended + 1
    assert worker.asked("again", limit_s=60)[0] == {"heard": "again"}
