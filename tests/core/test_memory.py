"""What a job does with the memory that it frees."""

import subprocess
import sys

import pytest

_FAULTS = """
import resource

from anonymizer_gui.core.memory import free_memory_used_again

def fetched():
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for _ in range(10):
        bytearray(40_000_000)
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before

with free_memory_used_again():
    bytearray(40_000_000)
    print(fetched())
print(fetched())
"""
"""Prints how many pages the system gives in a job in which a block was freed, and after it."""


@pytest.mark.skipif(sys.platform != "linux", reason="how glibc keeps memory")
def test_what_one_photo_freed_the_next_one_has_until_the_job_ends() -> None:
    within, after = map(int, subprocess.check_output([sys.executable, "-c", _FAULTS]).split())
    assert within < 100
    assert after > 1000
