"""Folders of content to read: the shipped one, and copies that a test may spoil."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.procedures.faults import Fault
from kiosk.procedures.load import read

ROOT = Path(__file__).parents[2]
SHIPPED = ROOT / "assets" / "procedures"
FOURTH = Path(__file__).parent / "fourth"
DRAWN = ROOT / "assets" / "illustrations"

Mend = Callable[[str], str]


@pytest.fixture(scope="session")
def shipped() -> Path:
    return SHIPPED


@pytest.fixture(scope="session")
def pictures() -> frozenset[str]:
    return frozenset(path.relative_to(DRAWN).with_suffix("").as_posix() for path in DRAWN.rglob("*.svg"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The tiles and the fictional library card: small enough to spoil."""
    shutil.copy(SHIPPED / "life-events.yaml", tmp_path)
    shutil.copy(FOURTH / "library-card.yaml", tmp_path)
    return tmp_path


@pytest.fixture
def spoiled(folder: Path) -> Callable[..., list[Fault]]:
    """Replace a text that stands in the file and return the faults of that file alone."""

    def spoil(old: str, new: str, file: str = "library-card.yaml", pictures: frozenset[str] | None = None):
        path = folder / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(re.sub(re.escape(old), lambda _: new, text, count=1), encoding="utf-8")
        return [fault for fault in read(folder, pictures)[1] if fault.file == file]

    return spoil
