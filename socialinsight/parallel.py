"""Work in processes of its own: slices of a long column, and one piece of work beside another."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import TypeVar

Part = TypeVar("Part")
Result = TypeVar("Result")
LEAST_ROWS = 20_000
MOST_ROWS = 100_000


def n_workers(n_rows: int) -> int:
    """Return how many processes a column of `n_rows` is worth: 1 below 20,000 rows or where fork is missing.

    Examples
    --------
    >>> n_workers(100)
    1
    """
    if n_rows < LEAST_ROWS or "fork" not in multiprocessing.get_all_start_methods():
        return 1
    if multiprocessing.current_process().daemon:
        return 1
    return min(len(os.sched_getaffinity(0)), n_rows // (LEAST_ROWS // 2), 8)


def slices(n_rows: int, n_parts: int) -> list[slice]:
    """Return slices of about equal length: `n_parts`, or a multiple of it so that none exceeds 100,000 rows.

    Short slices bound the memory of each process.

    Examples
    --------
    >>> slices(5, 2)
    [slice(0, 2, None), slice(2, 5, None)]
    >>> max(part.stop - part.start for part in slices(500_000, 2)) <= 100_000
    True
    """
    while n_rows > MOST_ROWS * n_parts:
        n_parts += n_workers(n_rows)
    bounds = [n_rows * part // n_parts for part in range(n_parts + 1)]
    return [slice(low, high) for low, high in zip(bounds[:-1], bounds[1:])]


def map_parts(function: Callable[[Part], Result], parts: Sequence[Part], *, workers: int) -> list[Result]:
    """Return the results of a module-level function for each part, in order; one worker means this process."""
    if len(parts) == 1 or workers == 1:
        return [function(part) for part in parts]
    with multiprocessing.get_context("fork").Pool(workers, maxtasksperchild=2) as pool:
        return list(pool.imap(function, parts))


def beside(function: Callable[[], Result], *, workers: int) -> Callable[[], Result]:
    """Begin some work in a process of its own, and return what waits for its result.

    With one worker the work is done in this process, when its result is asked for; so it is when the process ends
    without a result, and after an error, which is then raised here.

    Parameters
    ----------
    function : callable
        Takes nothing; what it returns can be pickled.
    workers : int
        As told by `n_workers`.

    Examples
    --------
    >>> beside(lambda: 6 * 7, workers=1)()
    42
    """
    if workers == 1:
        return function
    fork = multiprocessing.get_context("fork")
    ours, theirs = fork.Pipe(duplex=False)
    process = fork.Process(target=_send, args=(function, theirs), daemon=True)
    process.start()
    theirs.close()

    def wait() -> Result:
        try:
            result = ours.recv()
        except EOFError:
            return function()
        finally:
            ours.close()
            process.join()
        return result

    return wait


def _send(function: Callable[[], object], connection: Connection) -> None:
    """Send the result; after an error nothing, so that it is raised where the result is asked for."""
    with suppress(Exception):
        connection.send(function())
    connection.close()
