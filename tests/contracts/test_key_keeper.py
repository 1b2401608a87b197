"""What everybody promises who holds the key of an autosave over a crash."""

import os

import pytest

from kiosk.store import kept_key
from kiosk.store.kept_key import MemoryKeyKeeper, NoKeyKeeper, SystemdKeyKeeper, from_environment
from tests.contracts.service_manager import ServiceManager

KEY = bytes(range(32))
OTHER = bytes(range(32, 64))


class InMemory:
    def __init__(self):
        self._keeper = MemoryKeyKeeper()

    def start(self):
        return self._keeper

    def close(self):
        pass


class BySystemd:
    """Each ``start`` is a program started anew, which has none of the descriptors of the one before."""

    def __init__(self, folder):
        self.manager = ServiceManager(folder)
        self._own = []

    def start(self):
        self.die()
        left = self.manager.held.get(kept_key.NAME)
        self._own.append(SystemdKeyKeeper(self.manager.address, None if left is None else os.dup(left)))
        return self._own[-1]

    def die(self):
        self.manager.listen()
        for keeper in self._own:
            keeper.close()
        self._own.clear()

    def close(self):
        self.die()
        self.manager.close()


@pytest.fixture(params=["memory", "systemd"])
def machine(request, tmp_path):
    made = InMemory() if request.param == "memory" else BySystemd(tmp_path)
    yield made
    made.close()


def test_the_first_program_finds_no_key(machine):
    keeper = machine.start()
    assert keeper.begin() is None
    assert keeper.keeps


def test_a_key_is_found_by_the_program_that_is_started_next(machine):
    keeper = machine.start()
    keeper.begin()
    assert keeper.keep(KEY)
    assert machine.start().begin() == KEY


def test_a_key_is_found_after_every_further_crash(machine):
    first = machine.start()
    first.begin()
    first.keep(KEY)
    second = machine.start()
    second.begin()
    third = machine.start()
    assert third.begin() == KEY
    assert third.keep(OTHER)
    assert machine.start().begin() == OTHER


def test_of_two_keys_the_first_is_gone(machine):
    keeper = machine.start()
    keeper.begin()
    keeper.keep(KEY)
    keeper.keep(OTHER)
    assert machine.start().begin() == OTHER


def test_a_dropped_key_is_found_by_nobody(machine):
    keeper = machine.start()
    keeper.begin()
    keeper.keep(KEY)
    keeper.drop()
    assert machine.start().begin() is None


def test_dropping_twice_or_nothing_does_no_harm(machine):
    keeper = machine.start()
    keeper.begin()
    keeper.drop()
    keeper.drop()
    assert keeper.keep(KEY)


# --- systemd alone ----------------------------------------------------------------------------------------------


@pytest.fixture
def systemd(tmp_path):
    made = BySystemd(tmp_path)
    yield made
    made.close()


def test_a_dropped_key_is_overwritten_in_what_systemd_holds_with_no_message_that_could_be_late(systemd):
    keeper = systemd.start()
    keeper.begin()
    keeper.keep(KEY)
    systemd.manager.listen()
    messages = len(systemd.manager.told)
    held = systemd.manager.held[kept_key.NAME]
    assert os.pread(held, 64, 0) == KEY
    keeper.drop()
    assert os.pread(held, 64, 0) == bytes(32)
    systemd.manager.listen()
    assert len(systemd.manager.told) == messages


def test_one_descriptor_is_handed_over_however_often_the_program_dies(systemd):
    for _ in range(5):
        systemd.start().begin()
    systemd.manager.listen()
    assert [told.get("FDSTORE") for told in systemd.manager.told] == ["1"]
    assert list(systemd.manager.held) == [kept_key.NAME]


def test_what_was_handed_over_is_held_before_the_first_key_is_written(systemd):
    keeper = systemd.start()
    keeper.begin()
    # Dead at once: nothing more is dealt with before its descriptor is looked for.
    assert systemd.manager.barriers == [1]
    assert list(systemd.manager.held) == [kept_key.NAME]


def test_where_messages_are_taken_and_never_dealt_with_nothing_is_kept(tmp_path, monkeypatch):
    monkeypatch.setattr(kept_key, "BARRIER_SECONDS", 0.05)
    manager = ServiceManager(tmp_path, deaf=True)
    keeper = SystemdKeyKeeper(manager.address)
    keeper.begin()
    assert not keeper.keeps
    assert not keeper.keep(KEY)
    manager.close()


def test_where_nobody_listens_nothing_is_kept(tmp_path):
    keeper = SystemdKeyKeeper(str(tmp_path / "nobody"))
    assert keeper.begin() is None
    assert not keeper.keeps
    assert not keeper.keep(KEY)
    keeper.drop()


def test_a_descriptor_that_is_no_memory_is_given_back_and_another_one_handed_over(systemd, tmp_path):
    file = os.open(tmp_path, os.O_RDONLY)
    keeper = SystemdKeyKeeper(systemd.manager.address, file)
    assert keeper.begin() is None
    assert keeper.keep(KEY)
    keeper.close()
    systemd.manager.listen()
    assert [("FDSTOREREMOVE" in told, "FDSTORE" in told) for told in systemd.manager.told] == [
        (True, False),
        (False, True),
    ]


def test_without_systemd_nothing_is_kept(tmp_path):
    environment = {"HOME": "/nowhere"}
    keeper = from_environment(environment, 7)
    assert isinstance(keeper, NoKeyKeeper)
    assert not keeper.keep(KEY)
    assert environment == {"HOME": "/nowhere"}


def test_what_is_meant_for_this_program_alone_is_taken_out_of_its_environment(tmp_path):
    handed = {"LISTEN_PID": "6", "LISTEN_FDS": "1", "LISTEN_FDNAMES": kept_key.NAME}
    environment = {"NOTIFY_SOCKET": str(tmp_path / "nobody"), **handed}
    keeper = from_environment(environment, 7)
    assert keeper.begin() is None, "descriptors of another process are none of ours"
    assert environment == {}
