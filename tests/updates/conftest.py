"""A publisher, their web server, and a kiosk that asks it."""

import pytest

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
