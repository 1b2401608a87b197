"""What the tests of the commands for authors and for whoever installs share."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from msgspec import structs

from kiosk import cli
from kiosk import settings as settings_files
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


@pytest.fixture
def kiosk(root, capsys):
    """Carry out a command; return its exit status and the lines it said."""

    def ask(*words):
        status = cli.main(["--root", str(root), "--state", str(root / "var"), "content", *map(str, words)])
        said = capsys.readouterr()
        assert said.err == ""
        return status, said.out.splitlines()

    return ask


@pytest.fixture
def settings(tmp_path):
    """The shipped settings with another printer."""
    read = settings_files.read(ROOT / "config", ROOT, tmp_path / "state")

    def made(**printer):
        wanted = structs.replace(read.kiosk.printer, **printer)
        return replace(read, kiosk=structs.replace(read.kiosk, printer=wanted))

    return made
