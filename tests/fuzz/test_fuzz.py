"""A short form of `python -m benchmarks.fuzz`, and files that were faults once."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.fuzzing import fuzzed
from tests.fuzz.seeds import SEEDS
from tests.fuzz.worker import DONE, FAULT, REFUSED, damaged_file, outcome

NETWORKS = ("graph", "tflite")
OTHERS = [kind for kind in SEEDS if kind not in NETWORKS]


@pytest.mark.parametrize(
    "kind", [*OTHERS, *(pytest.param(kind, marks=pytest.mark.slow) for kind in NETWORKS)]
)
def test_damaged_files_are_read_or_refused_with_a_sentence(kind: str) -> None:
    tally = fuzzed(kind, files=25, seed=20)

    assert tally.faults == []
    assert tally.words[DONE] + tally.words[REFUSED] == 25


@pytest.mark.parametrize(
    ("kind", "number"),
    [("heic", 378), ("heic", 992), ("store", 377), ("tiff", 1943), ("env", 716), ("record", 465)],
)
def test_what_was_a_fault_once_is_none_any_more(tmp_path: Path, kind: str, number: int) -> None:
    assert outcome(kind, tmp_path, damaged_file(kind, 1, number))[0] != FAULT


@pytest.mark.parametrize("kind", ["record", "card", "env", "report"])
@given(data=st.binary(max_size=300) | st.text(max_size=200).map(str.encode))
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_bytes_are_read_or_refused_with_a_sentence(
    tmp_path: Path, kind: str, data: bytes
) -> None:
    assert outcome(kind, tmp_path, data)[0] in (DONE, REFUSED)


def test_a_fault_would_be_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.fuzz import worker

    def fault(_folder: Path, _data: bytes) -> None:
        raise KeyError("missing")

    monkeypatch.setattr(worker, "TARGETS", {"env": fault})

    assert outcome("env", tmp_path, b"")[0] == FAULT
