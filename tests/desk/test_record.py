"""The record at the desk: kept as the kiosks send it, shown to those who may; an alarm stands until it is answered."""

import re
from datetime import timedelta
from typing import get_args

import msgspec
import pytest
from django.test import Client

from kiosk.desk import line_words, models, rosters
from kiosk.desk.heartbeats import answer_heartbeat
from kiosk.dossier.heartbeats import sign_heartbeat
from kiosk.engine.duty import Why as WhyOver
from kiosk.ids import HelperId, VisitId
from kiosk.outbox.heartbeats import Heartbeats
from kiosk.store.memory import MemoryAuditStore, MemoryOutboxStore
from kiosk.takeover.audit import Act, append
from kiosk.takeover.badge import badge_digest, new_badge
from kiosk.takeover.day_key import make_lock
from kiosk.takeover.pin import PinCost, hash_pin
from kiosk.visit.duty_events import Ground
from kiosk.visit.helper_reports import WhyEnded
from kiosk.wire.heartbeat import HEARTBEAT_ASKED, HEARTBEAT_PATH, HeartbeatReply
from kiosk.wire.messages import CONTENT_TYPE
from kiosk.wire.visits import Seer, Stage
from tests.visit.walking import ROOT

PAGE = "/nhat-ky/"
NOTE = "Đã thay ổ đĩa, có biên bản ngày 16/11."


class Kiosk:
    """A kiosk that speaks to the desk under test by its own door."""

    def __init__(self, ward, signer=None):
        self.ward, self.signer = ward, signer or ward.known
        self.audit, self.replies, self.sent = MemoryAuditStore(), [], []
        self.start()

    def start(self):
        run = self.ward.site.ids.new()
        self.beats = Heartbeats(self.audit, MemoryOutboxStore(), self, self.signer, run)

    def beat(self, beat, path=HEARTBEAT_PATH):
        door = Client(headers={"host": "localhost"})
        answer = door.post(path, msgspec.msgpack.encode(beat), content_type=CONTENT_TYPE)
        self.sent.append(beat)
        assert answer.status_code == 200, answer.content
        self.replies.append(msgspec.msgpack.decode(answer.content, type=HeartbeatReply))
        return self.replies[-1]

    def record(self, *names, helper="tai", detail=""):
        for name in names:
            act = Act(
                at=self.ward.clock.now().isoformat(),
                kiosk=self.signer.kiosk_id,
                helper=HelperId(helper),
                act=name,
                visit=VisitId("0123456789abcdef"),
                detail=detail,
            )
            self.audit.append(append(self.audit.head(), act))

    def tell(self):
        """Beat until the desk has all; return the last verdict."""
        while True:
            self.ward.clock.advance(60.0)
            beaten = self.beats.beat(self.ward.clock.now(), 3, "out-of-paper")
            if not beaten.more:
                return beaten.verdict


@pytest.fixture
def kiosk(ward):
    made = Kiosk(ward)
    made.record("signed-in", "take-over-agreed", "handed-back")
    assert made.tell() == "taken"
    return made


def text_of(response):
    assert response.status_code == 200
    return response.content.decode()


def codes():
    return list(models.AuditAlarm.objects.filter(closed_at=None).values_list("code", flat=True))


def _edit(kiosk, entries):
    changed = msgspec.structs.replace(entries[1].act, helper=HelperId("lan"))
    entries[1] = msgspec.structs.replace(entries[1], act=changed)


def _delete(kiosk, entries):
    del entries[1]


def _reorder(kiosk, entries):
    entries[0], entries[1] = entries[1], entries[0]


def _truncate(kiosk, entries):
    entries.pop()


def _rebuild(kiosk, entries):
    entries.clear()
    kiosk.record("signed-in", "signed-in", "signed-in", "signed-in")


CHANGES = {
    _edit: "edited",
    _delete: "edited",
    _reorder: "edited",
    _truncate: "shorter",
    _rebuild: "edited",
}


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_whatever_is_done_to_the_record_at_the_kiosk_is_told_at_the_desk(kiosk, ward_it, change):
    change(kiosk, kiosk.audit._entries)
    kiosk.tell()
    assert kiosk.tell() == "broken"
    assert codes() == [CHANGES[change]]
    page = text_of(ward_it.get(PAGE))
    assert line_words.ALARM[codes()[0]][0] in page
    assert list(models.AuditEntry.objects.order_by("number").values_list("act", flat=True)) == [
        "signed-in",
        "take-over-agreed",
        "handed-back",
    ]


def test_a_record_that_was_rebuilt_before_a_new_start_is_told(kiosk):
    _rebuild(kiosk, kiosk.audit._entries)
    kiosk.start()
    assert kiosk.tell() == "broken"
    assert codes() == ["rewritten"]


def test_a_heartbeat_that_comes_again_is_told_and_changes_nothing(kiosk):
    before = models.Pulse.objects.values().get()
    assert kiosk.beat(kiosk.sent[-1]).audit == "late"
    assert codes() == ["replayed"]
    assert models.Pulse.objects.values().get() == before


def test_a_number_far_ahead_costs_the_desk_nothing(kiosk, ward):
    kiosk.beats._number = 1_999_999_999
    assert kiosk.tell() == "taken"
    missing = models.Run.objects.get().missing.split()
    assert (len(missing), missing[-1]) == (50, "1999999999")


def test_a_kiosk_that_has_not_said_that_it_can_read_the_locks_of_lists_gets_a_roster_that_it_can(kiosk, ward):
    badge, team = (
        new_badge(ward.site.ids.random_bytes),
        models.Team.objects.create(ward=ward.site.ward, name="Tổ 3"),
    )
    row = models.Person(
        ward=ward.site.ward, helper_id="tai", name="Trần Văn Mẫu", shown_name="Anh Mẫu", team=team,
        role="volunteer", badge_digest=badge_digest(badge), badge_at=ward.clock.now(),
    )  # fmt: skip
    made = {"random_bytes": ward.site.ids.random_bytes, "cost": PinCost(memory_kib=64, passes=1, lanes=1)}
    rosters.set_pin(row, hash_pin("123456", badge, **made), make_lock("123456", badge, **made))
    row.save()
    beat = sign_heartbeat(msgspec.structs.replace(kiosk.sent[-1], number=99), kiosk.signer)
    old, new = (kiosk.beat(beat, path).roster for path in (HEARTBEAT_PATH, HEARTBEAT_ASKED))
    assert b"day_lock" not in old
    assert b"day_lock" in new
    for signed, has_lock in ((old, False), (new, True)):
        (known,) = rosters.read(ward.site, signed).helpers
        assert (known.id, known.day_lock is not None) == ("tai", has_lock)


def test_two_machines_with_one_key_are_told(kiosk, ward):
    twin = Kiosk(ward)
    twin.audit._entries.extend(kiosk.audit._entries)
    twin.tell()
    kiosk.tell()
    assert codes() == ["two-machines"]


def test_a_second_machine_that_dates_itself_years_ahead_is_told_all_the_same(kiosk, ward):
    twin = Kiosk(ward)
    twin.audit._entries.extend(kiosk.audit._entries)
    twin.beats.beat(ward.clock.now() + timedelta(days=3650), 3, "")
    for _ in range(15):
        kiosk.tell()
    assert codes() == ["two-machines"]


def test_after_an_alarm_was_answered_old_heartbeats_and_the_other_machine_are_told_still(
    kiosk, ward, ward_it
):
    twin = Kiosk(ward)
    twin.audit._entries.extend(kiosk.audit._entries)
    twin.tell()
    kiosk.tell()
    ward_it.post(f"{PAGE}{models.AuditAlarm.objects.get().pk}/ghi-lai/", {"note": NOTE})
    assert kiosk.tell() == "taken"
    assert kiosk.beat(twin.sent[0]).audit == "late"
    assert codes() == ["replayed"]
    assert kiosk.tell() == "taken"
    twin.tell()
    assert codes() == ["replayed", "two-machines"]


def test_a_record_that_begins_anew_takes_no_heartbeat_from_before(kiosk, ward_it):
    old = kiosk.sent[-1]
    kiosk.audit._entries.clear()
    kiosk.record("signed-in")
    kiosk.tell()
    ward_it.post(f"{PAGE}{models.AuditAlarm.objects.get().pk}/ghi-lai/", {"note": NOTE})
    kiosk.beat(old)
    assert codes() == ["replayed"]
    assert kiosk.tell() == "taken"


def test_an_alarm_stands_until_somebody_of_ward_it_has_written_what_it_was(kiosk, ward_it):
    _truncate(kiosk, kiosk.audit._entries)
    kiosk.tell()
    alarm = models.AuditAlarm.objects.get()
    address = f"{PAGE}{alarm.pk}/ghi-lai/"
    for note in ("", "xong", " " * 40):
        ward_it.post(address, {"note": note})
        assert codes() == ["shorter"]
    said = text_of(ward_it.post(address, {"note": NOTE}, follow=True))
    alarm.refresh_from_db()
    assert (codes(), alarm.note, alarm.closed_by.role) == ([], NOTE, "it")
    assert "16/11" in said
    ward_it.post(address, {"note": "Một người khác ghi đè lên."})
    alarm.refresh_from_db()
    assert alarm.note == NOTE


def test_then_the_record_is_taken_up_as_it_stands_and_what_is_gone_is_marked(kiosk, ward_it):
    _truncate(kiosk, kiosk.audit._entries)
    kiosk.record("signed-out")
    kiosk.tell()
    alarm = models.AuditAlarm.objects.get()
    ward_it.post(f"{PAGE}{alarm.pk}/ghi-lai/", {"note": NOTE})
    assert kiosk.tell() == "taken"
    assert codes() == []
    rows = models.AuditEntry.objects.order_by("number", "epoch").values_list("act", "epoch")
    assert list(rows) == [
        ("signed-in", 2),
        ("take-over-agreed", 2),
        ("handed-back", 1),
        ("signed-out", 2),
    ]
    assert text_of(ward_it.get(PAGE)).count("Máy không còn dòng này") == 1
    assert [kiosk.tell() for _ in range(2)] == ["taken"] * 2


def test_officers_read_it_and_close_no_alarm(kiosk, officer):
    _truncate(kiosk, kiosk.audit._entries)
    kiosk.tell()
    page = text_of(officer.get(PAGE))
    assert "Người dân chịu cho làm giúp" in page
    assert "Ghi lại và tắt báo động" not in page
    alarm = models.AuditAlarm.objects.get()
    assert officer.post(f"{PAGE}{alarm.pk}/ghi-lai/", {"note": NOTE}).status_code == 403
    assert codes() == ["shorter"]


def test_a_stranger_is_led_to_the_sign_in_page(kiosk, client):
    for answer in (client.get(PAGE), client.post(f"{PAGE}1/ghi-lai/", {"note": NOTE})):
        assert (answer.status_code, answer.headers["Location"].startswith("/dang-nhap/")) == (302, True)


def test_it_is_narrowed_by_kiosk_helper_day_and_visit(kiosk, ward, ward_it):
    ward.clock.advance(86_400.0)
    kiosk.record("signed-in", helper="lan", detail="off-shift")
    kiosk.tell()
    whole, asked = text_of(ward_it.get(PAGE)), {"helper": "lan"}
    assert whole.count("dòng 0") == whole.count("dòng 3") == 1
    page = text_of(ward_it.get(PAGE, asked))
    assert ("ngoài ca" in page, "dòng 0" in page) == (True, False)
    day = ward.clock.now().date()
    assert "dòng 0" not in text_of(ward_it.get(PAGE, {"day": day.isoformat()}))
    assert "dòng 3" not in text_of(ward_it.get(PAGE, {"day": (day - timedelta(1)).isoformat()}))
    assert "Không có việc nào như vậy" in text_of(ward_it.get(PAGE, {"kiosk": "kiosk-r"}))
    assert "dòng 3" in text_of(ward_it.get(PAGE, {"visit": "0123456789abcdef", "day": "hôm qua\0"}))


def test_a_helper_is_named_and_a_kiosk_tells_how_it_is(kiosk, ward, ward_it):
    team = models.Team.objects.create(ward=ward.site.ward, name="Tổ mẫu")
    models.Person.objects.create(
        ward=ward.site.ward, helper_id="tai", name="Trần Văn Mẫu", shown_name="Anh Mẫu", team=team
    )
    page = text_of(ward_it.get(PAGE))
    assert page.count("Trần Văn Mẫu") >= 3
    assert "Hết giấy" in page
    assert "Im lặng" not in page
    ward.clock.advance(700.0)
    assert "Im lặng" in text_of(ward_it.get(PAGE))


def test_a_revoked_or_unknown_kiosk_and_one_that_talks_nonsense_are_refused(ward, kiosk):
    good = kiosk.sent[-1]
    cases = (
        (ward.revoked, {"kiosk_id": ward.revoked.kiosk_id}, "refused"),
        (ward.stranger, {"kiosk_id": ward.stranger.kiosk_id}, "refused"),
        (ward.stranger, {}, "refused"),
        (ward.known, {"run": "x"}, "garbage"),
        (ward.known, {"number": -1}, "garbage"),
        (ward.known, {"at": "hôm nay"}, "garbage"),
        (ward.known, {"printer": "x\0"}, "garbage"),
    )
    for signer, changes, code in cases:
        beat = sign_heartbeat(msgspec.structs.replace(good, **changes), signer)
        assert answer_heartbeat(ward.site, beat).code == code, changes


@pytest.mark.parametrize("act", sorted(line_words.ACT))
def test_every_act_is_said_in_words(act):
    assert line_words.act_said(act) != act


def test_every_act_that_a_kiosk_records_has_words():
    source = "".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "kiosk").rglob("*.py")))
    recorded = set(re.findall(r'(?:Audit|recorder\.enter)\(\s*"([a-z-]+)"', source))
    assert {"signed-in", "unlocked", "answer-changed", "released"} <= recorded
    assert recorded - set(line_words.ACT) == set()


@pytest.mark.parametrize("code", sorted({*get_args(Stage), *get_args(Seer)}))
def test_what_was_signed_for_at_a_home_and_who_saw_a_cross_is_said_in_words(code):
    assert line_words.detail_said("custody-signed", code) != code


@pytest.mark.parametrize("why", sorted({*get_args(WhyEnded), *get_args(WhyOver), *get_args(Ground)}))
def test_why_something_ended_is_said_in_words(why):
    assert line_words.detail_said("lease-ended", why) != why


def test_codes_beside_an_act_are_said_in_words_and_questions_as_they_are():
    said = line_words.detail_said
    assert said("consent-given", "helper-sees") == "Cho người hỗ trợ xem và làm giúp"
    assert said("override", "off-shift:urgent") == "ngoài ca, việc gấp"
    assert said("absent-opened", "neighbour.neighbour.none") == "hàng xóm, chưa có ủy quyền"
    assert said("custody-signed", "papers:cross:relative") == "giấy tờ, làm dấu vì không viết được, người nhà"
    assert said("answer-changed", "child_name") == "child_name"
    assert line_words.act_said("unheard-of") == "unheard-of"
