"""A disk that is full in the middle of an update: what served serves on, and with room it is installed."""

import json
import subprocess
import sys

import pytest

from tests.updates.full_disk import CASES
from tests.updates.houses import FIRST
from tests.updates.killing import ROOT

APART = ("unshare", "-Urm")
"""Gives a program file systems of its own, to mount what it likes. Asked of every machine that runs the tests."""
QUICK = {"leaving is written"}


@pytest.mark.parametrize(
    "name", [each if each in QUICK else pytest.param(each, marks=pytest.mark.full) for each in CASES]
)
def test_on_a_disk_that_fills_up_what_served_serves_on_and_with_room_the_update_is_ended(scene, name):
    command = [*APART, sys.executable, "-m", "tests.updates.full_disk", str(scene.folder), name]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout)
    assert seen["reached"], "nobody came there"
    assert seen["came"] == ["disk", "disk"], "the disk was full, and stayed so"
    case = CASES[name]
    new = "2026.2" if case.good else FIRST
    full = new if name == "installed is written" else FIRST
    assert seen["serves"] == [[full, full], [full, full], [new, new]]
    assert seen["history"] == ["installed" if case.good else "rolled-back"]
    assert seen["left"] == []
    assert seen["standing"] == sorted({FIRST, new})
