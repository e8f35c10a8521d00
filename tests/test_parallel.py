"""Work shared out among processors comes back whole and in order, and its errors are not lost."""

from functools import partial

import pytest

from kb import parallel


def test_results_come_in_the_order_of_the_tasks():
    held = {"a": 1}  # seen by the copies, never sent
    assert parallel.run_all([partial(lambda n: n * n + held["a"], n) for n in range(40)]) == [n * n + 1 for n in range(40)]


def test_one_after_the_other_gives_the_same(monkeypatch):
    monkeypatch.setattr(parallel.os, "cpu_count", lambda: 1)
    assert parallel.run_all([lambda: 1, lambda: 2]) == [1, 2]


def test_an_error_in_a_task_is_raised():
    def fails():
        raise ValueError("as it was")

    with pytest.raises(ValueError, match="as it was"):
        parallel.run_all([lambda: 1, fails])
