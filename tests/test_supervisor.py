"""What the service manager is told: ready when the loop has gone round, alive while it goes round, else nothing."""

import os
import threading

import pytest

from kiosk.supervisor import SHARES, Supervisor, Watchdog, supervisor_of
from tests.contracts.service_manager import ServiceManager

PATIENCE = 20
SOON = 0.2


class Loop:
    """Answers when it goes round."""

    def __init__(self):
        self.hangs = False
        self.asked = 0
        self._waiting = []

    def ask(self, answer):
        self.asked += 1
        if self.hangs:
            self._waiting.append(answer)
        else:
            answer()

    def go_on(self):
        self.hangs, waiting, self._waiting = False, self._waiting, []
        for answer in waiting:
            answer()


@pytest.fixture
def manager(tmp_path):
    made = ServiceManager(tmp_path)
    yield made
    made.close()


def told(manager):
    manager.listen()
    return ["=".join(item) for message in manager.told for item in message.items()]


def until(manager, holds):
    for _ in range(PATIENCE * 100):
        if holds(told(manager)):
            return
        threading.Event().wait(0.01)
    raise AssertionError(told(manager))


@pytest.fixture
def loop():
    return Loop()


@pytest.fixture
def dog(manager, loop):
    made = []

    def watches(patience, well=lambda: True):
        made.append(Watchdog(Supervisor(manager.address, patience), loop.ask, well))
        made[-1].start()
        return made[-1]

    yield watches
    for one in made:
        one.stop()


def test_a_program_is_ready_when_its_loop_has_gone_round_and_then_says_that_it_lives(manager, dog):
    dog(0.04)
    until(manager, lambda said: len(said) >= 4)
    assert told(manager)[0] == "READY=1"
    assert set(told(manager)[1:]) == {"WATCHDOG=1"}


def test_a_loop_that_never_goes_round_is_never_ready(manager, loop, dog):
    loop.hangs = True
    dog(0.04)
    threading.Event().wait(SOON)
    assert told(manager) == []
    loop.go_on()
    until(manager, lambda said: "READY=1" in said)


def test_a_loop_that_hangs_is_not_spoken_for_and_not_heaped_up_with_questions(manager, loop, dog):
    dog(0.04)
    until(manager, lambda said: "WATCHDOG=1" in said)
    loop.hangs = True
    threading.Event().wait(0.04 / SHARES * 3)
    before, asked = len(told(manager)), loop.asked
    threading.Event().wait(SOON)
    assert len(told(manager)) == before
    assert loop.asked == asked
    loop.go_on()
    until(manager, lambda said: len(said) > before)


def test_a_loop_that_goes_round_while_not_all_is_well_is_not_spoken_for(manager, dog):
    well = threading.Event()
    dog(0.04, well.is_set)
    threading.Event().wait(SOON)
    assert told(manager) == []
    well.set()
    until(manager, lambda said: "WATCHDOG=1" in said)


def test_where_nobody_waits_for_signs_of_life_it_is_ready_once(manager, dog, loop):
    dog(None)
    until(manager, lambda said: said == ["READY=1"])
    threading.Event().wait(SOON)
    assert (told(manager), loop.asked) == (["READY=1"], 1)


def test_a_program_that_ends_says_so(manager, dog):
    watching = dog(0.04)
    until(manager, lambda said: "WATCHDOG=1" in said)
    watching.stop()
    assert told(manager)[-1] == "STOPPING=1"


def test_a_program_that_ends_while_its_loop_hangs_ends(manager, loop, dog):
    loop.hangs = True
    dog(0.04).stop()
    assert told(manager) == ["STOPPING=1"]


def test_whoever_is_supervised_by_nobody_asks_and_tells_nobody(loop):
    dog = Watchdog(Supervisor(), loop.ask)
    dog.start()
    dog.stop()
    assert loop.asked == 0
    assert not Supervisor().tell("READY=1")


def test_how_long_is_waited_for_a_sign_of_life_is_told_to_one_process_alone(tmp_path):
    own, other = os.getpid(), os.getpid() + 1
    told = {"NOTIFY_SOCKET": "/run/notify", "WATCHDOG_USEC": "30000000"}
    environment = {**told, "WATCHDOG_PID": str(own), "HOME": "/nowhere"}
    assert supervisor_of(environment, own) == Supervisor("/run/notify", 30.0)
    assert environment == {"NOTIFY_SOCKET": "/run/notify", "HOME": "/nowhere"}
    assert supervisor_of({**told, "WATCHDOG_PID": str(other)}, own) == Supervisor("/run/notify")
    assert supervisor_of({"WATCHDOG_USEC": "soon"}, own) == Supervisor()
    assert supervisor_of({}, own) == Supervisor()
