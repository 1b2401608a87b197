"""Which machines need somebody today: said from what they send, the worst first, with what to do about it."""

import re
from datetime import datetime, timedelta

import msgspec
import pytest
from django.test import Client

from kiosk.clock import VIETNAM
from kiosk.desk import fleet, fleet_words, models
from kiosk.desk.heartbeats import answer_heartbeat
from kiosk.desk.retention import tidy
from kiosk.dossier.heartbeats import sign_heartbeat
from kiosk.wire.audit import GENESIS
from kiosk.wire.heartbeat import HEARTBEAT_ASKED, HEARTBEAT_PATH, Condition, Heartbeat, HeartbeatReply
from kiosk.wire.messages import CONTENT_TYPE, PROTOCOL

PAGE = "/may/"
WELL = Condition(version="2026.11.1", ring=1, content="abc", scanner="here", sound="here", disk_mb=9_000)


class Kiosk:
    """One that beats as told."""

    def __init__(self, ward):
        self.ward = ward
        self.start()

    def start(self):
        self.run, self.number = self.ward.site.ids.new(), 0

    def beat(self, condition=WELL, seconds=60.0, **changes):
        """Beat so much later."""
        self.ward.clock.advance(seconds)
        self.number += 1
        said = {
            "protocol": PROTOCOL, "kiosk_id": self.ward.known.kiosk_id, "at": self.ward.clock.now().isoformat(),
            "run": self.run, "number": self.number, "roster_version": 1, "since": None, "entries": (),
            "head": GENESIS, "proof": None, "waiting": 0, "stuck": 0, "printer": "ready", "signature": b"",
            "condition": condition,
        }  # fmt: skip
        self.sent = sign_heartbeat(Heartbeat(**(said | changes)), self.ward.known)
        return answer_heartbeat(self.ward.site, self.sent, condition=True)


@pytest.fixture
def kiosk(ward):
    made = Kiosk(ward)
    made.beat()
    return made


def seen(ward):
    (one,) = fleet.machines(ward.site)
    return one.grade, [trouble.code for trouble in one.troubles]


def text_of(response):
    assert response.status_code == 200
    return response.content.decode()


def test_a_machine_that_is_well_needs_nobody(ward, kiosk, ward_it):
    assert seen(ward) == ("well", [])
    page = text_of(ward_it.get(PAGE))
    assert "Không có gì phải làm" in page
    assert "2026.11.1" in page


TROUBLES = {
    "refused": ({"stuck": 1}, {}, "now"),
    "printer": ({"printer": "out-of-paper"}, {}, "now"),
    "clock": ({"at": "2026-11-16T08:00:00+07:00"}, {}, "soon"),
    "unsent": ({"waiting": 1}, {"oldest_hours": 25}, "now"),
    "disk": ({}, {"disk_mb": 400}, "now"),
    "near-end": ({}, {"near_end": True}, "soon"),
    "scanner": ({}, {"scanner": "absent"}, "soon"),
    "sound": ({}, {"sound": "absent"}, "soon"),
    "content": ({}, {"content": "last-good"}, "soon"),
}


@pytest.mark.parametrize("code", TROUBLES)
def test_what_is_amiss_is_graded_said_and_comes_with_what_to_do(ward, kiosk, ward_it, code):
    said, told, grade = TROUBLES[code]
    kiosk.beat(msgspec.structs.replace(WELL, **told), **said)
    assert seen(ward) == (grade, [code])
    for page in (PAGE, f"{PAGE}{ward.known.kiosk_id}/"):
        shown = text_of(ward_it.get(page))
        assert fleet_words.ACT[code] in shown
        assert fleet_words.GRADE[grade] in shown
        assert f'class="grade {grade}"' in shown
    kiosk.beat()
    assert seen(ward) == ("well", [])


def test_silence_is_told_after_ten_minutes_and_pressing_after_a_day(ward, kiosk):
    ward.clock.advance(599.0)
    assert seen(ward) == ("well", [])
    ward.clock.advance(2.0)
    assert seen(ward) == ("soon", ["silent"])
    ward.clock.advance(86_400.0)
    assert seen(ward) == ("now", ["silent"])


def at(ward, day, hour, minute=0):
    """Let it be so late on a day of that November, whose 16th is a Monday."""
    wanted = datetime(2026, 11, day, hour, minute, tzinfo=VIETNAM)
    ward.clock.advance((wanted - ward.clock.now()).total_seconds())


def test_a_machine_that_is_off_at_night_and_on_sunday_is_not_missed_before_the_office_is_open(ward, kiosk):
    at(ward, 20, 16, 28)
    kiosk.beat()
    for day, hour, minute, known in (
        (20, 22, 0, ("well", [])),
        (21, 10, 0, ("well", [])),
        (22, 23, 0, ("well", [])),
        (23, 7, 38, ("well", [])),
        (23, 7, 41, ("soon", ["silent"])),
        (23, 16, 0, ("soon", ["silent"])),
        (23, 16, 31, ("now", ["silent"])),
    ):
        at(ward, day, hour, minute)
        assert seen(ward) == known, (day, hour, minute)
    kiosk.beat()
    assert seen(ward) == ("well", [])


def test_what_was_missed_stays_so_at_night(ward, kiosk):
    at(ward, 17, 23)
    assert seen(ward) == ("now", ["silent"])


def test_a_public_holiday_is_no_office_day(ward):
    since = datetime(2026, 8, 31, 16, 30, tzinfo=VIETNAM)
    assert fleet.office_time(ward.site, since, since.replace(month=9, day=2, hour=23)) <= timedelta(hours=9)
    years = fleet.office_time(ward.site, since.replace(year=2020), since)
    assert timedelta(days=7) < years < timedelta(days=15), "beyond some weeks nobody counts"


def test_a_machine_that_was_never_heard_and_one_with_an_alarm_are_told(ward):
    assert seen(ward) == ("now", ["never-heard"])
    Kiosk(ward).beat()
    models.AuditAlarm.objects.create(
        ward=ward.site.ward, kiosk=models.Kiosk.objects.get(kiosk_id=ward.known.kiosk_id),
        code="edited", number=1, raised_at=ward.clock.now(),
    )  # fmt: skip
    assert seen(ward) == ("now", ["alarm"])


@pytest.mark.parametrize(
    ("days", "has", "found"),
    [(10, 1, []), (2, 1, ["roster"]), (0, 1, ["no-roster"]), (10, 0, ["no-roster"])],
)
def test_a_roster_that_ends_soon_or_is_not_there_is_told(ward, kiosk, days, has, found):
    kiosk.beat(roster_version=has)
    ends = ward.clock.now() + timedelta(days=days)
    assert models.RosterIssue.objects.update(expires_at=ends) == 1
    assert seen(ward)[1] == found


def test_the_worst_come_first(ward, kiosk, ward_it):
    for name, printer in (("aa-well", "ready"), ("zz-bad", "out-of-paper")):
        row = models.Kiosk.objects.create(
            ward=ward.site.ward, kiosk_id=name, public_key="0" * 64, point="KP1"
        )
        now = ward.clock.now()
        models.Pulse.objects.create(
            ward=ward.site.ward, kiosk=row, heard_at=now, said_at=now, printer=printer
        )
    try:
        order = re.findall(r'href="/may/([a-z-]+)/"', text_of(ward_it.get(PAGE)))
        assert order == ["zz-bad", "aa-well", "kiosk-a"]
    finally:
        models.Pulse.objects.filter(kiosk__kiosk_id__in=["aa-well", "zz-bad"]).delete()
        models.Kiosk.objects.filter(kiosk_id__in=["aa-well", "zz-bad"]).delete()


def test_a_heartbeat_that_says_nothing_new_keeps_what_was_said(ward, kiosk):
    kiosk.beat(msgspec.structs.replace(WELL, near_end=True, last_visit="2026-11-16T08:00:00+07:00"))
    kiosk.beat(None)
    assert seen(ward) == ("soon", ["near-end"])
    kiosk.start()
    kiosk.beat(WELL)
    told = models.Condition.objects.get()
    assert (told.near_end, told.last_visit_at is None) == (False, False)


def test_a_kiosk_that_is_heard_each_half_hour_is_silent_later(ward, kiosk, ward_it):
    kiosk.beat(msgspec.structs.replace(WELL, every=30))
    ward.clock.advance(39 * 60.0)
    assert seen(ward) == ("well", [])
    assert "Im lặng" not in text_of(ward_it.get("/nhat-ky/"))
    ward.clock.advance(2 * 60.0)
    assert seen(ward) == ("soon", ["silent"])


def test_what_one_hour_brought_is_counted_once_whatever_starts_anew(ward, kiosk):
    kiosk.beat(msgspec.structs.replace(WELL, visit_minutes=30, faults=2))
    kiosk.beat(msgspec.structs.replace(WELL, visit_minutes=40, faults=2))
    answer_heartbeat(ward.site, kiosk.sent, condition=True)  # comes again, and is not judged
    kiosk.start()
    kiosk.beat(msgspec.structs.replace(WELL, visit_minutes=5, faults=1))
    row = models.Sample.objects.get()
    assert (row.heard, row.visit_minutes, row.faults) == (4, 45, 3)


def test_what_a_release_did_to_the_faults_is_told_only_of_enough_hours(ward, kiosk, ward_it):
    newer = msgspec.structs.replace(WELL, version="2026.12")
    kiosk.beat(msgspec.structs.replace(WELL, visit_minutes=600, faults=2), 3600.0)
    kiosk.start()
    kiosk.beat(msgspec.structs.replace(newer, visit_minutes=200, faults=9), 3600.0)
    (change,) = fleet.changes(ward.site)
    assert (change.rates, change.verdict) == ((0.2, None), "few")
    kiosk.beat(msgspec.structs.replace(newer, visit_minutes=600, faults=20), 3600.0)
    (change,) = fleet.changes(ward.site)
    assert (change.before, change.after, change.machines) == ("2026.11.1", "2026.12", 1)
    assert (change.rates, change.verdict) == ((0.2, 2.0), "more")
    assert fleet_words.VERDICT["more"] in text_of(ward_it.get(PAGE))


def test_the_days_of_one_machine_are_drawn_and_hours_go_when_their_time_is_over(ward, kiosk, ward_it):
    page = text_of(ward_it.get(f"{PAGE}{ward.known.kiosk_id}/"))
    assert "16/11: 1" in page
    assert "<svg" in page
    ward.clock.advance(fleet.KEPT.total_seconds() - 3600.0)
    assert tidy(ward.site)["samples"] == 0
    ward.clock.advance(7200.0)
    assert tidy(ward.site)["samples"] == 1


def test_only_ward_it_reads_it_and_of_a_machine_that_is_not_there_nothing(ward, kiosk, officer, client):
    assert officer.get(PAGE).status_code == 403
    client.logout()
    assert client.get(PAGE).status_code == 302


def test_a_machine_that_is_not_there_or_was_revoked_has_no_page(ward, ward_it):
    for name in ("none", ward.revoked.kiosk_id):
        assert ward_it.get(f"{PAGE}{name}/").status_code == 404


@pytest.mark.parametrize(
    "wrong",
    [
        {"version": "<b>"}, {"content": "x" * 65}, {"scanner": "Trần"}, {"disk_mb": -2}, {"faults": -1},
        {"last_visit": "hôm qua"}, {"visit_minutes": 3_000_000_000}, {"ring": 3_000_000_000},
        {"oldest_hours": 2_000_000_000}, {"every": -1}, {"every": 1441},
    ],
)  # fmt: skip
def test_what_no_kiosk_of_ours_says_is_refused(ward, kiosk, wrong):
    assert kiosk.beat(msgspec.structs.replace(WELL, **wrong)).code == "garbage"


@pytest.mark.parametrize(("path", "told"), [(HEARTBEAT_PATH, False), (HEARTBEAT_ASKED, True)])
def test_only_a_kiosk_that_asks_hears_that_this_desk_reads_conditions(ward, kiosk, path, told):
    beat = sign_heartbeat(msgspec.structs.replace(kiosk.sent, number=9, condition=None), ward.known)
    door = Client(headers={"host": "localhost"})
    answer = door.post(path, msgspec.msgpack.encode(beat), content_type=CONTENT_TYPE)
    assert [word in answer.content for word in (b"reads_condition", b"reads_every")] == [told, told]
    assert msgspec.msgpack.decode(answer.content, type=HeartbeatReply).reads_condition is told


def test_every_trouble_has_words_for_what_to_do():
    assert set(fleet_words.TROUBLE) == set(fleet_words.ACT)
