"""The second hand-shake with the desk is short; whoever shows a certificate is judged by it all the same."""

import time

import pytest

from kiosk.outbox.ports import Unreached
from kiosk.ward.desk_client import DeskClient, DeskKeys
from kiosk.ward.place import DeskPlace
from tests.outbox.parcels import DESK, KIOSK
from tests.ward.authority import NOW, YEAR, Authority, secure_front
from tests.ward.bad_line import bad_line
from tests.ward.real_desk import await_answer, real_desk


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    with real_desk(tmp_path_factory.mktemp("desk")) as (url, process):
        await_answer(client_at(url), process)
        yield url


def client_at(url, ca_file=None):
    place = DeskPlace.of(url, loopback_only=True, ca_file=ca_file)
    return DeskClient(place, DeskKeys(KIOSK, DESK.public), time.monotonic)


def test_only_the_first_hand_shake_shows_a_certificate_and_the_others_are_smaller(desk, tmp_path):
    ward = Authority(tmp_path)
    cost = []
    with secure_front(desk, ward.context(NOW - YEAR, NOW + YEAR)) as front, bad_line(front.url) as line:
        client = client_at(f"https://127.0.0.1:{line.url.rpartition(':')[2]}", str(ward.file))
        for _ in range(4):
            before = line.up + line.down
            assert not isinstance(client.deliver(()), Unreached)
            cost.append(line.up + line.down - before)
    assert front.greeted == [False, True, True, True]
    assert max(cost[1:]) < cost[0]


def test_a_server_that_has_forgotten_the_kiosk_is_greeted_wholly(desk, tmp_path):
    ward = Authority(tmp_path)
    with secure_front(desk, ward.context(NOW - YEAR, NOW + YEAR)) as front:
        client = client_at(front.url, str(ward.file))
        client.deliver(())
        front.context = ward.context(NOW - YEAR, NOW + YEAR)
        assert not isinstance(client.deliver(()), Unreached)
        assert not isinstance(client.deliver(()), Unreached)
    assert front.greeted == [False, False, True]


@pytest.mark.parametrize("spoilt", ["stranger", "expired", "other-name"])
def test_a_desk_that_was_known_is_refused_once_its_certificate_is_not_good(desk, tmp_path, spoilt):
    for name in ("ward", "stranger"):
        (tmp_path / name).mkdir()
    ward, stranger = Authority(tmp_path / "ward"), Authority(tmp_path / "stranger")
    with secure_front(desk, ward.context(NOW - YEAR, NOW + YEAR)) as front:
        client = client_at(front.url, str(ward.file))
        assert not isinstance(client.deliver(()), Unreached)
        front.context = {
            "stranger": lambda: stranger.context(NOW - YEAR, NOW + YEAR),
            "expired": lambda: ward.context(NOW - YEAR, NOW - YEAR / 2),
            "other-name": lambda: ward.context(NOW - YEAR, NOW + YEAR, host="127.0.0.9"),
        }[spoilt]()
        assert client.deliver(()) == Unreached("nonsense")
