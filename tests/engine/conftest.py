"""Benches: one ward made once, the catalogue compiled once, a fresh state folder each."""

import shutil

import pytest

from kiosk.settings import read
from kiosk.wiring import example_ward
from tests.caches import lend
from tests.engine.bench import Bench, copied, ward
from tests.visit.walking import ROOT


@pytest.fixture(scope="session")
def cache(tmp_path_factory, caches):
    """Fonts alone are lent: whatever else comes to a disk is looked through."""
    return lend(caches, tmp_path_factory.mktemp("benches") / "cache", ["fonts"])


@pytest.fixture(scope="session")
def example(tmp_path_factory, cache):
    return example_ward.folder(ward(tmp_path_factory.mktemp("ward"), cache))


@pytest.fixture
def settings(tmp_path, example, compiled, cache):
    shutil.copy(compiled, tmp_path)
    return read(ROOT / "config", ROOT, copied(example, tmp_path), cache)


@pytest.fixture
def with_counters(settings, tmp_path):
    """Makes the settings of a point with so many counters."""

    def make(count):
        folder = tmp_path / "config"
        folder.mkdir()
        for name in ("kiosk.toml", "point.toml"):
            text = (ROOT / "config" / name).read_text(encoding="utf-8")
            text = text.replace("counters = 1", f"counters = {count}")
            (folder / name).write_text(text, encoding="utf-8")
        return read(folder, ROOT, settings.state, settings.cache)

    return make


@pytest.fixture
def benches(settings):
    """Makes benches on one state folder: a second one is the kiosk after a restart."""
    made = []

    def make(**more):
        made.append(Bench(more.pop("settings", settings), **more))
        return made[-1]

    yield make
    for bench in made:
        if not bench.core._stopped:
            bench.close()


@pytest.fixture
def bench(benches):
    return benches()
