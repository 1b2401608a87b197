"""Homes to visit, helpers who go there and what they report: what the tests of visits at home begin with."""

from datetime import time
from types import SimpleNamespace

import msgspec
import pytest
from django.test import Client

from kiosk.desk import badges, models
from kiosk.desk.homes import Plan, Seen, plan
from kiosk.desk.intake import take_in
from kiosk.dossier.day_list import check_report_word, seal_report
from kiosk.ids import HelperId, KioskId, WardCode
from kiosk.takeover.pin import PinCost
from kiosk.wire.dossier import HomeAsked
from kiosk.wire.messages import CONTENT_TYPE, PROTOCOL, IntakeBatch
from kiosk.wire.visits import REPORT_PATH, Custody, HomeThing, ReportWord, VisitReport
from tests.desk.conftest import MORNING, PIXEL, SENTINEL

CHEAP = PinCost(memory_kib=64, passes=1, lanes=1)
TODAY = MORNING.date()
HOME = HomeAsked(
    for_whom="neighbour",
    name=SENTINEL,
    hamlet="Ấp Dấuvết Ví Dụ",
    landmark="Gần chùa Dấuvết",
    house="Nhà số 5 Dấuvết",
    phone="0912345678",
    when="morning",
    needs=("walk", "khmer"),
    form="begun",
)


@pytest.fixture
def clerk(ward):
    return models.Officer.objects.get(role="officer")


@pytest.fixture
def team(ward):
    return models.Team.objects.create(ward=ward.site.ward, name="Tổ 3")


@pytest.fixture
def helper(ward, clerk, team, monkeypatch):
    """Makes somebody with badge and PIN; returns the row and the key that those two make."""

    monkeypatch.setattr(badges, "COST", CHEAP)

    def make(name="tai", points=("KP3",), role="volunteer"):
        row = models.Person.objects.create(
            ward=ward.site.ward,
            helper_id=f"h-{name}",
            name="Trần Văn Mẫu",
            shown_name="Anh Mẫu",
            team=team,
            role=role,
        )
        for point in points:
            models.Shift.objects.create(
                ward=ward.site.ward, person=row, point=point, weekday=0, starts=time(7), ends=time(11)
            )
        made = badges.make_badge(ward.site, clerk, row)
        return SimpleNamespace(row=row, badge=made.badge, pin=made.pin)

    return make


@pytest.fixture
def asked_home(ward):
    """Takes in a dossier that asks somebody to come; returns the visit."""

    def make(home=HOME, signer=None, **more):
        filled = ward.fill(signer, channel="home-visit", home=home, **more)
        sealed = ward.seal(filled, signer=signer)
        batch = IntakeBatch(protocol=PROTOCOL, kiosk_id=KioskId("kiosk-a"), dossiers=(sealed,))
        assert take_in(ward.site, batch).results[0].outcome in {"stored", "quarantined"}
        return models.HomeVisit.objects.get(dossier__dossier_id=sealed.dossier_id)

    return make


def seen(visit):
    visit.refresh_from_db()
    return Seen(visit.visit_id, visit.version)


def state_of(visit):
    visit.refresh_from_db()
    return visit.state


@pytest.fixture
def give(ward, clerk):
    """Gives homes to somebody for a day."""

    def planned(*visits, to=None, team=None, day=TODAY, at="", bring=("forms",)):
        wish = Plan(person=to.row if to else None, team=team, day=day, at=at, bring=bring)
        return plan(ward.site, clerk, [seen(one) for one in visits], wish)

    return planned


@pytest.fixture
def report(ward):
    """Makes a sealed report of a visit."""

    def make(visit_id, stage="papers", *, signer=None, ward_code=None, ward_key=None, **more):
        signer = signer or ward.known
        values = {
            "schema": 1,
            "report": ward.site.ids.new(),
            "visit": visit_id,
            "kiosk_id": signer.kiosk_id,
            "helper": HelperId("h-tai"),
            "name": "Trần Văn Mẫu",
            "at": ward.clock.now().isoformat(timespec="seconds"),
            "stage": stage,
            "things": (HomeThing(id="a", name=f"Giấy của {SENTINEL}"),),
            "custody": Custody(resident=PIXEL, helper=PIXEL, how="cross", seer="neighbour"),
        }
        return seal_report(
            VisitReport(**(values | more)),
            ward=WardCode(ward_code or ward.site.ward),
            ward_key=ward_key or next(iter(ward.site.keys.ward.values())).public,
            signer=signer,
            sealed_at=ward.clock.now(),
        )

    return make


@pytest.fixture
def hand_over(ward):
    """Hands a report to the desk; returns the desk's word, checked, or its refusal."""

    def handed(sealed):
        client = Client(headers={"host": "localhost"})
        answer = client.post(REPORT_PATH, msgspec.msgpack.encode(sealed), content_type=CONTENT_TYPE)
        if answer.status_code != 200:
            return answer.content.decode()
        word = msgspec.msgpack.decode(answer.content, type=ReportWord)
        assert check_report_word(word, sealed, ward.site.keys.signer.public)
        return "kept" if word.kept else word.reason

    return handed
