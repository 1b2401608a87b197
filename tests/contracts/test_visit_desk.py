"""What every desk keeps to that sends helpers to homes: the real one over HTTP, and the one in memory."""

import time
from datetime import timedelta
from types import SimpleNamespace

import msgspec
import pytest

from kiosk.clock import VIETNAM, SystemClock
from kiosk.dossier.day_list import open_list, seal_list, seal_report
from kiosk.dossier.errors import DossierError
from kiosk.dossier.keys import new_signing_key, new_ward_key
from kiosk.dossier.receipts import DeskSigner
from kiosk.dossier.seal import KioskSigner, seal
from kiosk.ids import DossierId, HelperId, KioskId, SystemIds, TicketId, WardCode
from kiosk.outbox.ports import Unreached
from kiosk.outbox.visits import KeptReport, ReportWord
from kiosk.takeover.day_key import DayKey
from kiosk.ward.desk_client import DeskClient, DeskKeys
from kiosk.ward.memory_visits import MemoryVisitDesk, Trusted
from kiosk.ward.place import DeskPlace
from kiosk.ward.visits import VisitClient
from kiosk.wire.dossier import NO_PROCEDURE, Dossier, HomeAsked, Person
from kiosk.wire.dossier import SCHEMA as DOSSIER_SCHEMA
from kiosk.wire.visits import (
    REPORT_LIMIT,
    SCHEMA,
    Custody,
    DayList,
    HomeStop,
    HomeThing,
    SealedDayList,
    SealedReport,
    VisitReport,
)
from tests.databases import kept, settings_for
from tests.outbox.parcels import DESK, KIOSK, SENTINEL, WARD, WARD_KEY
from tests.ward.real_desk import await_answer, free_port, furnish, running_desk
from tests.ward.ward_office import office

IDS = SystemIds()
NOW = SystemClock().now().astimezone(VIETNAM)
TODAY = NOW.date()
STRANGER = KioskSigner(KioskId("kiosk-x"), new_signing_key(IDS.random_bytes))
PRETENDER = KioskSigner(KIOSK.kiosk_id, new_signing_key(IDS.random_bytes))
"""Says that it is the known kiosk, and has another key."""
OTHER_DESK = DeskSigner(new_signing_key(IDS.random_bytes))
HOME = HomeAsked(for_whom="self", name=SENTINEL, hamlet="Ấp Ví Dụ", phone="0912345678")


def client_of(url, signer=KIOSK, desk=DESK):
    keys = DeskKeys(signer, desk.public)
    http = DeskClient(DeskPlace.of(url, loopback_only=True), keys, time.monotonic)
    return http, VisitClient(http, keys)


class RealWard:
    """A desk that serves, and its people."""

    def __init__(self, url, http, desk, people):
        self.url, self.desk, self.people = url, desk, people
        self._http = http

    def asked(self):
        """Somebody asks for a visit at home: its id."""
        values = {
            "schema": DOSSIER_SCHEMA,
            "dossier_id": DossierId(IDS.new()),
            "kiosk_id": KIOSK.kiosk_id,
            "point": "KP3",
            "number": "A027",
            "language": "vi",
            "procedure": NO_PROCEDURE,
            "procedure_name": "",
            "answers": (),
            "papers": (),
            "attachments": (),
            "applicant": Person(SENTINEL, "", "", "", ""),
            "helped": None,
            "consents": (),
            "channel": "home-visit",
            "made_at": NOW.isoformat(timespec="seconds"),
            "working_days": None,
            "home": HOME,
        }
        filled = Dossier(**values)
        ticket = TicketId(IDS.new())
        parcel = seal(
            filled, ward=WARD, ward_key=WARD_KEY.public, signer=KIOSK, ticket_id=ticket, sealed_at=NOW
        )
        assert self._http.deliver((parcel,)).results[0].outcome == "stored"
        return self.people.visit_of(filled.dossier_id)

    def hire(self):
        """Somebody who goes to homes: the name, and what badge and PIN open."""
        name = f"h-{IDS.new()[:8]}"
        return HelperId(name), bytes.fromhex(self.people.hire(name))

    def give(self, visit, helper, day=TODAY):
        assert self.people.give(visit, helper, day.isoformat()) is None

    def take_back(self, visit):
        assert self.people.take_back(visit)

    def reports_of(self, visit):
        return self.people.told(visit)[1]


class MemoryWard:
    """The twin, and what stands in for its people."""

    def __init__(self):
        self.desk = MemoryVisitDesk(Trusted(WARD, WARD_KEY, KIOSK.kiosk_id, KIOSK.public))
        self._given, self._locks = {}, {}

    def asked(self):
        visit = IDS.new()
        self.desk.visits.add(visit)
        return visit

    def hire(self):
        name, raw = HelperId(f"h-{IDS.new()[:8]}"), IDS.random_bytes(32)
        self._locks[name] = DayKey(raw).public
        return name, raw

    def give(self, visit, helper, day=TODAY):
        self._given[visit] = (helper, day)
        self._write()

    def take_back(self, visit):
        del self._given[visit]
        self._write()

    def reports_of(self, visit):
        return sum(one.visit == visit for one in self.desk.reports.values())

    def _write(self):
        trips = {}
        for visit, trip in self._given.items():
            trips.setdefault(trip, []).append(HomeStop(visit=visit, name=SENTINEL))
        self.desk.day_lists = [
            seal_list(DayList(SCHEMA, WARD, helper, day.isoformat(), tuple(stops)), self._locks[helper])
            for (helper, day), stops in trips.items()
        ]


@pytest.fixture(scope="module")
def real(tmp_path_factory):
    folder = tmp_path_factory.mktemp("desk")
    furnish(folder)
    config = settings_for(folder)
    with running_desk(folder, config) as (url, desk):
        http, visits = client_of(url)
        await_answer(http, desk)
        with office(config, folder) as people:
            yield RealWard(url, http, visits, people)
    assert [path for path, content in kept(folder).items() if SENTINEL.encode() in content] == []


@pytest.fixture(params=["real", "memory"])
def ward(request):
    return request.getfixturevalue("real") if request.param == "real" else MemoryWard()


@pytest.fixture
def trip(ward):
    """One home that is given to one helper for today."""
    visit, (helper, key) = ward.asked(), ward.hire()
    ward.give(visit, helper)
    return SimpleNamespace(visit=visit, helper=helper, key=key)


def list_of(ward, helper, day=TODAY):
    """What lies in a helper's list of a day, sealed; None for none."""
    found = [one for one in ward.desk.lists(NOW) if (one.helper, one.day) == (helper, day)]
    assert len(found) <= 1
    return msgspec.msgpack.decode(found[0].sealed, type=SealedDayList) if found else None


def a_report(visit, stage="papers", *, signer=KIOSK, ward_code=WARD, ward_key=WARD_KEY, report=None, **more):
    values = {
        "schema": SCHEMA,
        "report": report or IDS.new(),
        "visit": visit,
        "kiosk_id": signer.kiosk_id,
        "helper": HelperId("h-tai"),
        "name": "Trần Văn Mẫu",
        "at": NOW.isoformat(timespec="seconds"),
        "stage": stage,
        "things": (HomeThing(id="a", name=f"Giấy của {SENTINEL}"),),
        "custody": Custody(resident=b"\x89PNG", helper=b"\x89PNG", how="signed"),
    }
    report = VisitReport(**(values | more))
    return kept_report(
        seal_report(report, ward=WardCode(ward_code), ward_key=ward_key.public, signer=signer, sealed_at=NOW),
        stage,
    )


def kept_report(sealed, stage="papers"):
    return KeptReport(sealed.report, sealed.visit, stage, TODAY, msgspec.msgpack.encode(sealed))


def changed(report, **more):
    sealed = msgspec.msgpack.decode(report.sealed, type=SealedReport)
    return kept_report(msgspec.structs.replace(sealed, **more))


def test_a_home_that_was_given_to_a_helper_stands_on_the_list_that_their_badge_and_pin_open(ward, trip):
    opened = open_list(list_of(ward, trip.helper), trip.key)
    assert [(stop.visit, stop.name) for stop in opened.stops] == [(trip.visit, SENTINEL)]


def test_no_other_helpers_key_opens_a_list(ward, trip):
    _, other = ward.hire()
    with pytest.raises(DossierError, match="wrong-key"):
        open_list(list_of(ward, trip.helper), other)


def test_a_list_says_nothing_of_anybody_until_it_is_opened(ward, trip):
    assert SENTINEL.encode() not in list_of(ward, trip.helper).sealed


def test_each_helper_has_a_list_of_their_own_for_each_day(ward, trip):
    visit, another = ward.asked(), ward.asked()
    helper, key = ward.hire()
    tomorrow = TODAY + timedelta(days=1)
    ward.give(visit, helper)
    ward.give(another, trip.helper, tomorrow)
    assert [stop.visit for stop in open_list(list_of(ward, helper), key).stops] == [visit]
    mine = {day: open_list(list_of(ward, trip.helper, day), trip.key) for day in (TODAY, tomorrow)}
    assert {day: [stop.visit for stop in found.stops] for day, found in mine.items()} == {
        TODAY: [trip.visit],
        tomorrow: [another],
    }


def test_whoever_was_given_nothing_has_no_list(ward, trip):
    helper, _ = ward.hire()
    assert list_of(ward, helper) is None


def test_a_home_that_was_taken_back_stands_on_no_list_any_more(ward, trip):
    ward.take_back(trip.visit)
    assert list_of(ward, trip.helper) is None


def test_a_home_that_was_given_to_somebody_else_stands_on_their_list_alone(ward, trip):
    helper, key = ward.hire()
    ward.give(trip.visit, helper)
    assert list_of(ward, trip.helper) is None
    assert [stop.visit for stop in open_list(list_of(ward, helper), key).stops] == [trip.visit]


def test_a_report_is_kept_and_the_same_again_is_the_same(ward, trip):
    report = a_report(trip.visit)
    assert [ward.desk.report(report) for _ in range(3)] == [ReportWord(kept=True)] * 3
    assert ward.reports_of(trip.visit) == 1


def test_several_reports_of_one_home_add_up(ward, trip):
    for stage in ("papers", "steps", "papers"):
        assert ward.desk.report(a_report(trip.visit, stage)) == ReportWord(kept=True)
    assert ward.reports_of(trip.visit) == 3


def test_other_bytes_under_a_known_id_are_refused(ward, trip):
    first = a_report(trip.visit)
    ward.desk.report(first)
    again = a_report(trip.visit, report=first.id)
    assert ward.desk.report(again) == ReportWord(kept=False, reason="id-conflict")
    assert ward.desk.report(first) == ReportWord(kept=True)


def test_a_known_report_is_not_counted_for_another_home(ward, trip):
    first, other = a_report(trip.visit), ward.asked()
    ward.desk.report(first)
    assert ward.desk.report(a_report(other, report=first.id)).reason == "id-conflict"
    assert ward.reports_of(other) == 0


def test_a_report_of_a_home_that_was_taken_back_or_given_to_another_is_kept_all_the_same(ward, trip):
    ward.take_back(trip.visit)
    assert ward.desk.report(a_report(trip.visit)) == ReportWord(kept=True)
    helper, _ = ward.hire()
    ward.give(trip.visit, helper)
    assert ward.desk.report(a_report(trip.visit)) == ReportWord(kept=True)
    assert ward.reports_of(trip.visit) == 2


def test_what_cannot_be_kept_is_refused_with_its_reason(ward, trip):
    good, large = a_report(trip.visit), Custody(resident=bytes(REPORT_LIMIT), helper=b"", how="signed")
    refused = {
        "unknown-visit": [a_report("0" * 32)],
        "wrong-ward": [a_report(trip.visit, ward_code="99999")],
        "bad-signature": [
            changed(good, sealed_at=(NOW - timedelta(days=1)).isoformat(timespec="seconds")),
            changed(good, visit=ward.asked()),
            changed(good, signature=bytes(64)),
            a_report(trip.visit, signer=PRETENDER),
        ],
        "unreadable": [
            a_report(trip.visit, ward_key=new_ward_key(IDS.random_bytes)),
            a_report(trip.visit, custody=large),
        ],
    }
    said = {reason: {ward.desk.report(one).reason for one in ones} for reason, ones in refused.items()}
    assert said == {reason: {reason} for reason in refused}
    assert ward.reports_of(trip.visit) == 0


def test_a_stranger_hands_over_nothing(ward, trip):
    assert ward.desk.report(a_report(trip.visit, signer=STRANGER)) == Unreached("http-403")
    assert ward.reports_of(trip.visit) == 0


@pytest.mark.parametrize("signer", [STRANGER, PRETENDER], ids=["unknown", "another-key"])
def test_a_stranger_is_given_no_lists(real, signer):
    assert client_of(real.url, signer)[1].lists(NOW) == Unreached("http-403")


def test_a_kiosk_whose_key_was_revoked_is_given_no_lists_and_what_it_reports_is_kept(real):
    visit = real.asked()
    real.people.revoke(KIOSK.kiosk_id)
    try:
        assert real.desk.lists(NOW) == Unreached("http-403")
        assert real.desk.report(a_report(visit)) == ReportWord(kept=True)
    finally:
        real.people.trust(KIOSK.kiosk_id)
    assert real.people.told(visit) == ["asked", 1]


def test_a_question_of_long_ago_is_not_answered(real):
    assert real.desk.lists(NOW - timedelta(days=1)) == Unreached("http-403")


def test_what_another_desk_has_signed_is_nonsense(real):
    visit = real.asked()
    _, mistrusting = client_of(real.url, desk=OTHER_DESK)
    assert mistrusting.lists(NOW) == Unreached("nonsense")
    assert mistrusting.report(a_report(visit)) == Unreached("nonsense")


def test_an_answer_to_another_question_or_report_is_nonsense(real, monkeypatch):
    visit = real.asked()
    report, other = (a_report(visit) for _ in range(2))
    asked = real.desk._client.ask
    for path, call in (("lists", lambda: real.desk.lists(NOW)), ("report", lambda: real.desk.report(report))):
        earlier = {}

        def replayed(where, message, kind, earlier=earlier, **more):
            return earlier.setdefault("answer", asked(where, message, kind, **more))

        with monkeypatch.context() as patch:
            patch.setattr(real.desk._client, "ask", replayed)
            assert not isinstance(call(), Unreached)
            again = (
                real.desk.lists(NOW + timedelta(seconds=1)) if path == "lists" else real.desk.report(other)
            )
            assert again == Unreached("nonsense")


@pytest.mark.parametrize("stage", ["papers", "result"])
def test_a_report_moves_the_visit_at_the_desk(real, stage):
    visit, (helper, _) = real.asked(), real.hire()
    real.give(visit, helper)
    report = a_report(visit, stage)
    for _ in range(2):
        real.desk.report(report)
    assert real.people.told(visit) == [{"papers": "done", "result": "returned"}[stage], 1]


@pytest.fixture(params=["real", "memory"])
def away(request):
    if request.param == "real":
        return client_of(f"http://127.0.0.1:{free_port()}")[1]
    desk = MemoryVisitDesk()
    desk.away = "offline"
    return desk


def test_a_desk_that_is_away_is_offline(away):
    assert away.lists(NOW) == Unreached("offline")
    assert away.report(a_report("0" * 32)) == Unreached("offline")


def test_in_memory_an_answer_that_was_lost_leaves_one_report():
    ward = MemoryWard()
    report = a_report(ward.asked())
    ward.desk.away = "reply-lost"
    assert [ward.desk.report(report), ward.desk.lists(NOW)] == [Unreached("timeout")] * 2
    ward.desk.away = ""
    assert ward.desk.report(report) == ReportWord(kept=True)
    assert ward.reports_of(report.visit) == 1
