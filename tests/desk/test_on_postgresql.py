"""The desk on PostgreSQL: its very tests once more, in a process whose desk stands on one that it starts itself."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ONLY = "tests/desk/only_on_postgresql.py"
SLICE = (
    "test_counts.py",
    "test_dump.py",
    "test_odd_texts.py",
    "test_races.py",
    "test_uploads.py",
)
"""Where databases differ; with full counts all of the desk's."""
HOMES = "tests/contracts/test_visit_desk.py"
"""Lists and reports of visits at home, asked and handed over by HTTP."""
AROUND = (
    "tests/contracts/test_draft_desk.py",
    "tests/contracts/test_ward_link.py",
    "tests/ward/test_killed_on_both_sides.py",
    "tests/engine/test_two_kiosks.py::test_a_visit_goes_from_kiosk_to_kiosk_by_the_real_desk",
)
"""What asks a real desk over HTTP."""


@pytest.mark.timeout(900)
def test_what_the_desk_does_it_does_on_postgresql_too():
    full = os.environ.get("KIOSK_TEST_FULL")
    some = (*(f"tests/desk/{name}" for name in SLICE), ONLY, "-m", "not full")
    what = ("tests/desk", *AROUND, HOMES, ONLY) if full else some
    command = [sys.executable, "-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider"]
    outside = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    run = subprocess.run(
        [*command, "--ignore", __file__, *what],
        cwd=ROOT,
        env=outside | {"KIOSK_TEST_DATABASE": "postgresql"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
