"""Updates from end to end: two rings, two bad releases, a thousand dossiers and fifty drafts waiting."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.full
@pytest.mark.timeout(3000)
def test_nothing_is_lost_nobody_is_cut_off_and_no_bad_release_serves():
    done = subprocess.run(
        [sys.executable, "-m", "tests.rehearsal"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    assert "1000 dossiers are at the desk, each with its receipt" in done.stdout
    assert done.stdout.rstrip().endswith("no bad release serves")
