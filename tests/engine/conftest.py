"""Benches: one ward made once, the catalogue compiled once, a fresh state folder each."""

import shutil

import pytest

from kiosk.settings import read
from kiosk.wiring import content, example_ward
from tests.engine.bench import Bench, copied, ward
from tests.visit.walking import ROOT


@pytest.fixture(scope="session")
def caches(tmp_path_factory):
    """The machine's own fonts, which take seconds to cut; all else is made anew."""
    folder = tmp_path_factory.mktemp("caches")
    fonts = ROOT / "var" / "cache" / "fonts"
    fonts.mkdir(parents=True, exist_ok=True)
    (folder / "fonts").symlink_to(fonts)
    return folder


@pytest.fixture(scope="session")
def example(tmp_path_factory, caches):
    return example_ward.folder(ward(tmp_path_factory.mktemp("ward"), caches))


@pytest.fixture(scope="session")
def compiled(tmp_path_factory, caches):
    state = read(ROOT / "config", ROOT, tmp_path_factory.mktemp("compiled"), caches)
    content.serve(state, content.gallery(state))
    return state.state / content.COMPILED


@pytest.fixture
def settings(tmp_path, example, compiled, caches):
    shutil.copy(compiled, tmp_path)
    return read(ROOT / "config", ROOT, copied(example, tmp_path), caches)


@pytest.fixture
def benches(settings):
    """Makes benches on one state folder: a second one is the kiosk after a restart."""
    made = []

    def make(**more):
        made.append(Bench(settings, **more))
        return made[-1]

    yield make
    for bench in made:
        if not bench.core._stopped:
            bench.close()


@pytest.fixture
def bench(benches):
    return benches()
