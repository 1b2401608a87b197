"""A publisher, their web server, and a kiosk that asks it."""

import shutil
import subprocess
import sys

import pytest

from tests.updates.cutting import Scene
from tests.updates.houses import FIRST, Box, furnish, publish
from tests.updates.repositories import Machine, Office, Server


@pytest.fixture(scope="session")
def opened(tmp_path_factory):
    """Return an office that has keys and published nothing; nobody works in it."""
    return Office(tmp_path_factory.mktemp("opened") / "office")


@pytest.fixture(scope="session")
def furnished(opened, tmp_path_factory):
    """Return that office once its first release is published, one that can be installed; nobody works in it."""
    folder = tmp_path_factory.mktemp("furnished") / "office"
    office = Office(shutil.copytree(opened.folder, folder))
    furnish(office)
    publish(office, FIRST)
    return office


@pytest.fixture(scope="session")
def standing(furnished, tmp_path_factory, pip):
    """Return a machine on which that release was installed; nothing is asked of it."""
    box = Box(tmp_path_factory.mktemp("standing") / "box", furnished.root)
    box.house.home.mkdir(parents=True)
    (box.house.home / "pip").symlink_to(pip)
    box.set_up(furnished)
    return box


@pytest.fixture
def office(opened, tmp_path):
    return Office(shutil.copytree(opened.folder, tmp_path / "office"))


@pytest.fixture
def server(office):
    server = Server(office.repository)
    yield server
    server.close()


@pytest.fixture
def machine(office, tmp_path):
    return Machine(tmp_path / "machine", office.root)


@pytest.fixture(scope="session")
def pip(tmp_path_factory):
    """Return an environment with pip, as an updater makes it once: it takes as long as all the rest."""
    folder = tmp_path_factory.mktemp("tool") / "pip"
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    return folder


@pytest.fixture(scope="session")
def scene(tmp_path_factory, pip):
    """Return a machine and what may come to it, to be copied as often as one likes."""
    return Scene.laid(tmp_path_factory.mktemp("scene"), pip)


@pytest.fixture
def works(office, furnished):
    """An office whose releases can be installed and started."""
    shutil.copytree(furnished.folder, office.folder, dirs_exist_ok=True)
    return office


@pytest.fixture
def box(works, tmp_path, standing, pip):
    """A machine on which the first release serves."""
    box = Box(tmp_path / "box", works.root)
    box.house.home.mkdir(parents=True)
    (box.house.home / "pip").symlink_to(pip)
    box.set_up_like(standing)
    return box
