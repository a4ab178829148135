"""Nothing is used by two threads at once, and no more is made than is needed."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import count
from operator import eq
from threading import Event

import pytest

from anonymizer_gui.detection.pool import Pool


def numbers(most: int) -> Pool[int]:
    return Pool(lambda made: made + 1, most)


def test_one_after_the_other_needs_one() -> None:
    pool = numbers(3)

    for _ in range(5):
        with pool.taken() as taken:
            assert taken == 1


def test_another_one_is_made_while_the_first_is_in_use_and_no_third() -> None:
    pool = numbers(2)
    third = Event()

    def take() -> int:
        with pool.taken() as taken:
            third.set()
            return taken

    with ThreadPoolExecutor(1) as thread:
        with pool.taken() as one, pool.taken() as other:
            waiting = thread.submit(take)
            assert {one, other} == {1, 2}
            assert not third.is_set()
        assert waiting.result(timeout=10) in {1, 2}


def test_what_suits_is_preferred_and_anything_else_is_better_than_to_wait() -> None:
    pool = numbers(2)
    with pool.taken(), pool.taken():
        pass

    for wanted in (1, 2, 1):
        with pool.taken(partial(eq, wanted)) as taken:
            assert taken == wanted
    with pool.taken(partial(eq, 3)) as taken:
        assert taken in {1, 2}


def test_the_others_go_on_while_one_is_made() -> None:
    is_making, went_on = Event(), Event()
    made = count(1)

    def make(_count: int) -> int:
        number = next(made)
        if number == 2:
            is_making.set()
            assert went_on.wait(timeout=10)
        return number

    pool = Pool(make, 2)

    def take() -> int:
        with pool.taken() as taken:
            return taken

    with ThreadPoolExecutor(1) as thread:
        with pool.taken() as first:
            second = thread.submit(take)
            assert is_making.wait(timeout=10)
        assert take() == first == 1
        went_on.set()
        assert second.result(timeout=10) == 2


def test_if_no_other_one_can_be_made_the_one_that_is_there_does_all() -> None:
    made, failed = count(1), Event()

    def make(_count: int) -> int:
        number = next(made)
        if number > 1:
            failed.set()
            raise OSError("no memory")
        return number

    pool = Pool(make, 3)

    def take(_number: int) -> int:
        with pool.taken() as taken:
            return taken

    with ThreadPoolExecutor(4) as threads:
        with pool.taken() as first:
            waiting = [threads.submit(take, number) for number in range(8)]
            assert failed.wait(timeout=10)
        assert {one.result(timeout=10) for one in waiting} == {first} == {1}


def test_what_cannot_be_made_takes_no_room() -> None:
    fails = [True, True, False]

    def make(_count: int) -> str:
        if fails.pop(0):
            raise OSError("no memory")
        return "made"

    pool = Pool(make, 1)

    for _ in range(2):
        with pytest.raises(OSError, match="no memory"), pool.taken():
            pass
    with pool.taken() as taken:
        assert taken == "made"
