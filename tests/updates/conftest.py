"""A publisher, their web server, and a kiosk that asks it."""

import subprocess
import sys

import pytest

from tests.updates.houses import FIRST, Box, furnish, publish
from tests.updates.repositories import Machine, Office, Server


@pytest.fixture
def office(tmp_path):
    return Office(tmp_path / "office")


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


@pytest.fixture
def works(office):
    """An office whose releases can be installed and started."""
    furnish(office)
    publish(office, FIRST)
    return office


@pytest.fixture
def box(works, tmp_path, pip):
    """A machine on which the first release serves."""
    box = Box(tmp_path / "box", works.root)
    box.house.home.mkdir(parents=True)
    (box.house.home / "pip").symlink_to(pip)
    box.set_up(works)
    return box
