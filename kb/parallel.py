"""Work on all processors at once, by forked copies of this process; one after the other where forking is not to be had."""

from __future__ import annotations

import gc
import multiprocessing
import os
from collections.abc import Callable
from typing import TypeVar

Result = TypeVar("Result")

_tasks: list[Callable] = []


def _run(index: int):
    return _tasks[index]()


def run_all(tasks: list[Callable[[], Result]]) -> list[Result]:
    """``[task() for task in tasks]``, shared out among the processors in this order.

    A task sees everything that this process holds, as a fork copies it; what it changes is lost, and only its result
    is sent back, so that this must be picklable. Raises what a task raises.
    """
    processors = min(os.cpu_count() or 1, len(tasks))
    if processors < 2 or "fork" not in multiprocessing.get_all_start_methods():
        return [task() for task in tasks]
    global _tasks
    _tasks = tasks
    gc.freeze()  # or the copies would walk, and so copy, all that is loaded
    try:
        with multiprocessing.get_context("fork").Pool(processors) as pool:
            return pool.map(_run, range(len(tasks)), chunksize=1)
    finally:
        gc.unfreeze()
        _tasks = []
