"""Workers: slow effects in threads, or at once where a test or a tour wants no threads."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor


class ThreadJobs:
    """A few threads, so that no device or network waits for another.

    Two couriers, the heartbeat, a scan of a paper, and one each for the printer and for whatever is asked meanwhile.
    """

    def __init__(self, threads: int = 6) -> None:
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="worker")

    def submit(self, job: Callable[[], None]) -> None:
        """Run in a worker thread."""
        self._pool.submit(job)

    def close(self) -> None:
        """Wait for what runs; what has not begun is dropped."""
        self._pool.shutdown(wait=True, cancel_futures=True)


class InlineJobs:
    """At once, in the caller's thread."""

    def submit(self, job: Callable[[], None]) -> None:
        """Run now."""
        job()

    def close(self) -> None:
        """Nothing runs afterwards anyway."""
