"""What the tests of the commands for authors share."""

import shutil
from pathlib import Path

import pytest

from tests.caches import lend

ROOT = Path(__file__).parents[2]


@pytest.fixture
def root(tmp_path, caches):
    """A program's folders with one procedure of its own, that a test may change or spoil."""
    for name in ("procedures", "texts"):
        shutil.copytree(ROOT / "assets" / name, tmp_path / "assets" / name)
    for path in (tmp_path / "assets" / "procedures").glob("*.yaml"):
        if path.name not in {"life-events.yaml", "birth.yaml"}:
            path.unlink()
    (tmp_path / "assets" / "illustrations").symlink_to(ROOT / "assets" / "illustrations")
    shutil.copytree(ROOT / "config", tmp_path / "config", ignore=shutil.ignore_patterns("ward.yaml"))
    lend(caches, tmp_path / "var" / "cache")
    return tmp_path
