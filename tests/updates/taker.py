"""One look at a repository, in a process that may be killed: `python -m tests.updates.taker FOLDER URL`."""

import sys
from pathlib import Path

from tests.updates.repositories import Machine

folder, url = Path(sys.argv[1]), sys.argv[2]
print("begins", flush=True)


class Reached:
    """A server that another process runs."""

    def __init__(self, url: str) -> None:
        self.url = url


print(Machine(folder, (folder / "root.json").read_bytes()).take(Reached(url)))
