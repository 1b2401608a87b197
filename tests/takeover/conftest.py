from datetime import datetime, time

import pytest

from kiosk.clock import VIETNAM
from kiosk.dossier.keys import new_signing_key
from kiosk.ids import HelperId, SeededIds, WardCode
from kiosk.takeover.badge import new_badge
from kiosk.takeover.pin import PinCost
from kiosk.takeover.roster import Roster, Shift, make_helper

PIN = "135790"


@pytest.fixture(scope="session")
def ids():
    return SeededIds(11)


@pytest.fixture(scope="session")
def cheap():
    return PinCost(memory_kib=8, passes=1, lanes=1)


@pytest.fixture(scope="session")
def monday_nine():
    return datetime(2026, 5, 4, 9, 0, tzinfo=VIETNAM)


@pytest.fixture(scope="session")
def ward_key(ids):
    return new_signing_key(ids.random_bytes)


@pytest.fixture(scope="session")
def badge(ids):
    return new_badge(ids.random_bytes)


@pytest.fixture(scope="session")
def helper(badge, ids, cheap):
    return make_helper(
        id=HelperId("h1"),
        name="Nguyễn Văn Mẫu",
        shown_name="Anh Mẫu",
        team="Tổ 3",
        role="volunteer",
        badge=badge,
        pin=PIN,
        shifts=(Shift(point="KP3", weekday=0, starts=time(8), ends=time(11, 30)),),
        random_bytes=ids.random_bytes,
        cost=cheap,
    )


@pytest.fixture(scope="session")
def roster(helper):
    return Roster(
        ward=WardCode("26734"),
        version=5,
        issued_at="2026-05-01T08:00:00+07:00",
        expires_at="2026-06-01T08:00:00+07:00",
        helpers=(helper,),
    )
