"""`python -m tests.bench.effort [FOLDER]`: what every journey takes of a person, as a table.

Touches beyond typed letters and digits, those typed, screens, and the most syllables to read on any one of them; for
whole visits in Vietnamese, played without a window. Touches and syllables are kept in tests/journeys/effort.toml.
"""

import sys
import tempfile
from pathlib import Path

from tests.bench.__main__ import config, started


def main():
    with tempfile.TemporaryDirectory(prefix="kiosk-effort-") as passing:
        folder = Path(sys.argv[1] if len(sys.argv) > 1 else passing).resolve()
        folder.mkdir(parents=True, exist_ok=True)
        words = "--config", config(folder / "config"), "--state", folder / "state"
        told = started(
            "-m", "kiosk", *words, "tour", "--all", "--face", "terminal", "--out", folder / "tours"
        )
        print(told[told.index("journey ") :], end="")


if __name__ == "__main__":
    main()
