"""Caches for all tests of one process: taken over from the checkout's own, into which no test writes."""

import gc
import shutil

import pytest

from kiosk.settings import read
from kiosk.wiring import content
from kiosk.wiring.showing import gallery
from tests.caches import LENT, lend
from tests.visit.walking import ROOT


def pytest_collection_finish():
    """The tests themselves live to the end: that they are no garbage is not found out thousands of times over."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture(scope="session")
def caches(tmp_path_factory):
    """Fonts, pictures and texts; what is wanted and missing is made here, once."""
    folder = tmp_path_factory.mktemp("caches")
    for name in LENT:
        made = ROOT / "var" / "cache" / name
        if made.is_dir():
            shutil.copytree(made, folder / name)
        else:
            (folder / name).mkdir()
    return folder


@pytest.fixture(scope="session")
def compiled(tmp_path_factory, caches):
    """The shipped catalogue as a start compiles it, to be laid into a state folder."""
    cache = lend(caches, tmp_path_factory.mktemp("compiling") / "cache")
    settings = read(ROOT / "config", ROOT, tmp_path_factory.mktemp("compiled"), cache)
    content.serve(settings, gallery(settings))
    return settings.state / content.COMPILED
