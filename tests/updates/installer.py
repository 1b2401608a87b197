"""One updater in a process that may be killed: `python -m tests.updates.installer FOLDER REPOSITORY`."""

import sys
from pathlib import Path

from tests.updates.houses import Box

folder = Path(sys.argv[1])
box = Box(folder, (folder / "root.json").read_bytes())
print("begins", flush=True)
print(box.take(Path(sys.argv[2])))
