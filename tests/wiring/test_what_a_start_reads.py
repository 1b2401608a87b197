"""The first screen waits for nothing that it does not need."""

import subprocess
import sys

from kiosk.wiring.prepare import compile_code
from tests.visit.walking import ROOT

SELDOM = (
    "requests",
    "urllib3",
    "yaml",
    "babel",
    "qrcode",
    "holidays",
    "django",
    "kiosk.procedures.check",
    "kiosk.texts.spoken",
)


def test_no_library_is_read_before_the_first_screen_that_only_later_ones_need():
    asked = f"import sys, kiosk.wiring.running; print([name for name in {SELDOM!r} if name in sys.modules])"
    told = subprocess.run(
        [sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
    )
    assert told.stdout.strip() == "[]"


def test_a_start_where_nothing_has_changed_reads_no_yaml(tmp_path):
    state = str(tmp_path / "state")
    asked = f"""
import sys
from pathlib import Path
from tests.bench import core_up
core_up.main({str(ROOT)!r}, {str(ROOT / "config")!r}, {state!r})
print("yaml" in sys.modules)
"""
    told = [
        subprocess.run(
            [sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
        ).stdout.split()[-1]
        for _ in range(2)
    ]
    assert told == ["True", "False"]


def test_the_code_is_compiled_beforehand_where_it_lies(tmp_path):
    module = tmp_path / "room" / "module.py"
    module.parent.mkdir()
    module.write_text("said = 'compiled'\n", encoding="utf-8")
    compile_code(tmp_path)
    assert list(module.parent.glob("__pycache__/module.*.pyc"))
