"""What every place for calls for help keeps: the real desk over HTTP, and the one in memory."""

import time

import pytest

from kiosk.clock import SystemClock
from kiosk.ids import SystemIds
from kiosk.outbox.ports import Unreached
from kiosk.ward.calls import CallClient
from kiosk.ward.desk_client import DeskClient, DeskKeys
from kiosk.ward.memory_calls import MemoryCallDesk
from kiosk.ward.place import DeskPlace
from kiosk.wire.calls import LIVES_SECONDS
from tests.outbox.parcels import DESK, KIOSK
from tests.ward.real_desk import await_answer, free_port, real_desk

NOW = SystemClock().now()


def client_of(url):
    keys = DeskKeys(KIOSK, DESK.public)
    http = DeskClient(DeskPlace.of(url, loopback_only=True), keys, time.monotonic)
    return http, CallClient(http, keys, "Khu phố 46")


@pytest.fixture(scope="module")
def real(tmp_path_factory):
    with real_desk(tmp_path_factory.mktemp("desk")) as (url, desk):
        http, calls = client_of(url)
        await_answer(http, desk)
        yield calls


@pytest.fixture(params=["real", "memory"])
def desk(request):
    if request.param == "real":
        return request.getfixturevalue("real")
    return MemoryCallDesk(time.monotonic, KIOSK.kiosk_id, "Khu phố 46")


@pytest.fixture
def call_id():
    return SystemIds().new()


def test_an_opened_call_is_open_and_listed_by_its_point_and_time(desk, call_id):
    assert desk.opened(call_id, 60, NOW).state == "open"
    assert desk.ask(call_id, NOW).state == "open"
    listed = desk.every(NOW).calls
    assert any(line.point == "Khu phố 46" and line.waited >= 60 and line.name == "" for line in listed)


def test_telling_it_twice_changes_nothing(desk, call_id):
    desk.opened(call_id, 60, NOW)
    before = len(desk.every(NOW).calls)
    assert desk.opened(call_id, 63, NOW).state == "open"
    assert len(desk.every(NOW).calls) == before


def test_a_call_that_is_over_is_listed_no_more_and_does_not_come_back(desk, call_id):
    desk.opened(call_id, 60, NOW)
    before = len(desk.every(NOW).calls)
    assert desk.over(call_id, "came", NOW).state == "over"
    assert len(desk.every(NOW).calls) == before - 1
    assert desk.opened(call_id, 70, NOW).state == "over"


def test_a_call_that_nobody_knows_is_over(desk, call_id):
    assert desk.ask(call_id, NOW).state == "over"


def test_after_ten_minutes_a_call_is_over_by_itself(desk, call_id):
    assert desk.opened(call_id, LIVES_SECONDS, NOW).state == "over"


def test_where_no_desk_is_nothing_is_claimed(call_id):
    _, calls = client_of(f"http://127.0.0.1:{free_port()}")
    assert calls.opened(call_id, 60, NOW) == Unreached("offline")
    twin = MemoryCallDesk(time.monotonic, KIOSK.kiosk_id, "Khu phố 46")
    twin.away = "offline"
    assert twin.opened(call_id, 60, NOW) == Unreached("offline")
