"""Calls for help at the desk: from kiosks by signed messages, answered on helpers' own telephones."""

import json
import re

import msgspec
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kiosk.desk import calls, models, people, words
from kiosk.dossier.draft_words import sign_asking
from kiosk.takeover.badge import badge_digest, new_badge
from kiosk.takeover.pin import PinCost, hash_pin
from kiosk.wire.calls import LIVES_SECONDS, PATHS, CallAsk, CallOpened, CallOver, CallReply, CallsAsk
from kiosk.wire.messages import CONTENT_TYPE

CHEAP = PinCost(memory_kib=64, passes=1, lanes=1)
PIN = "246813"


@pytest.fixture
def person(ward):
    """Makes somebody with a badge and a PIN; returns them and the badge's digits."""

    def make(name="Chị Lan", **more):
        badge = new_badge(ward.site.ids.random_bytes)
        pin = hash_pin(PIN, badge, random_bytes=ward.site.ids.random_bytes, cost=CHEAP)
        team, _ = models.Team.objects.get_or_create(ward=ward.site.ward, name="Tổ 1")
        made = models.Person.objects.create(
            ward=ward.site.ward,
            helper_id=ward.site.ids.new(),
            name="Lê Thị Ví Dụ",
            shown_name=name,
            team=team,
            portrait="young-woman",
            badge_digest=badge_digest(badge),
            pin_salt=pin.salt,
            pin_digest=pin.digest,
            pin_memory_kib=CHEAP.memory_kib,
            pin_passes=CHEAP.passes,
            pin_lanes=CHEAP.lanes,
            **more,
        )
        return made, badge.digits

    return make


@pytest.fixture
def phone(person):
    """Makes a telephone whose owner is signed in."""

    def make(name="Chị Lan"):
        _, badge = person(name)
        return try_in(badge)[0]

    return make


@pytest.fixture
def tell(ward):
    """Sends a message about calls as a kiosk does; returns the desk's word, or the status of its refusal."""

    def told(kind, signer=None, at=None, **fields):
        message = sign_asking(kind, signer or ward.known, at or ward.clock.now(), **fields)
        client = Client(headers={"host": "localhost"})
        response = client.post(PATHS[kind], msgspec.msgpack.encode(message), content_type=CONTENT_TYPE)
        if response.status_code != 200:
            return response.status_code
        return msgspec.msgpack.decode(response.content, type=CallReply)

    return told


@pytest.fixture
def call(ward, tell):
    """Opens a call; returns its id."""

    def opened(waited=60, point="Khu phố 46"):
        call_id = ward.site.ids.new()
        assert tell(CallOpened, call_id=call_id, point=point, waited=waited).state == "open"
        return call_id

    return opened


def try_in(badge, pin=PIN):
    client = Client(headers={"host": "localhost"})
    return client, client.post("/truc/vao/", {"badge": badge, "pin": pin})


def seen(client):
    return client.get("/truc/").content.decode()


def test_a_call_appears_on_every_telephone_with_its_point(phone, call):
    one, other = phone("Chị Lan"), phone("Anh Tài")
    call()
    assert "Khu phố 46" in seen(one)
    assert "Khu phố 46" in seen(other)


def test_the_first_tap_wins_and_the_others_see_who(phone, call, tell):
    one, other = phone("Chị Lan"), phone("Anh Tài")
    call_id = call()
    first = one.post(f"/truc/{call_id}/nhan/", follow=True).content.decode()
    second = other.post(f"/truc/{call_id}/nhan/", follow=True).content.decode()
    assert words.CALL_TOLD["nhan"] in first
    assert words.CALL_TOLD["tre"] in second
    assert "Chị Lan đang tới" in second
    told = tell(CallAsk, call_id=call_id)
    assert (told.state, told.name, told.portrait) == ("taken", "Chị Lan", "young-woman")


def test_of_two_taps_at_the_same_moment_one_wins(ward, person, call, at_once):
    people, call_id = [person(name)[0] for name in ("Chị Lan", "Anh Tài")], call()
    done = at_once(*(lambda who=who: calls.take(ward.site, call_id, who) for who in people))
    assert sorted(done) == [False, True]


def test_whoever_cannot_come_gives_it_back_to_everybody(phone, call, tell):
    one, call_id = phone(), call()
    one.post(f"/truc/{call_id}/nhan/")
    assert "Tôi không tới được" in seen(one)
    one.post(f"/truc/{call_id}/tra/")
    assert tell(CallAsk, call_id=call_id).state == "open"


def test_nobody_gives_back_what_another_has_taken(phone, call, tell):
    one, other, call_id = phone("Chị Lan"), phone("Anh Tài"), call()
    one.post(f"/truc/{call_id}/nhan/")
    other.post(f"/truc/{call_id}/tra/")
    assert tell(CallAsk, call_id=call_id).name == "Chị Lan"


def test_a_call_that_is_over_leaves_the_telephones(phone, call, tell):
    one, call_id = phone(), call()
    tell(CallOver, call_id=call_id, why="stopped")
    assert "Khu phố 46" not in seen(one)
    late = one.post(f"/truc/{call_id}/nhan/", follow=True).content.decode()
    assert words.CALL_TOLD["tre"] in late


def test_a_call_dies_after_ten_minutes(ward, phone, call, tell):
    one, call_id = phone(), call(waited=0)
    ward.clock.advance(LIVES_SECONDS + 1)
    assert tell(CallAsk, call_id=call_id).state == "over"
    assert "Khu phố 46" not in seen(one)


def test_after_a_day_nothing_of_it_is_left(ward, call):
    old = call()
    ward.clock.advance(86_401)
    call()
    assert not models.HelpCall.objects.filter(call_id=old).exists()


def test_a_kiosk_learns_of_every_open_call_and_who_is_coming(phone, call, tell):
    call_id = call(point="Khu phố 45")
    call(point="Khu phố 46")
    phone("Chị Lan").post(f"/truc/{call_id}/nhan/")
    told = tell(CallsAsk)
    assert {(line.point, line.name) for line in told.calls} == {("Khu phố 45", "Chị Lan"), ("Khu phố 46", "")}


@pytest.mark.parametrize("signer", ["revoked", "stranger"])
def test_only_a_known_kiosk_calls(ward, tell, signer):
    given = {"call_id": ward.site.ids.new(), "point": "Khu phố 46", "waited": 60}
    assert tell(CallOpened, getattr(ward, signer), **given) == 403
    assert not models.HelpCall.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"call_id": "x"},
        {"waited": -1},
        {"waited": LIVES_SECONDS + 1},
        {"point": ""},
        {"point": "x" * 65},
        {"point": "a\0b"},
    ],
)
def test_what_no_kiosk_of_ours_says_is_refused(ward, tell, wrong):
    given = {"call_id": ward.site.ids.new(), "point": "Khu phố 46", "waited": 60} | wrong
    assert tell(CallOpened, **given) == 400


def test_the_stream_tells_once_what_is_open_and_then_only_what_has_changed(phone, call):
    one, call_id = phone(), call()
    first = one.get("/truc/goi/")
    said = first.content.decode()
    assert first.headers["Content-Type"].startswith("text/event-stream")
    assert said.startswith("retry: ")
    mark = re.search(r"^id: (\w+)$", said, re.MULTILINE).group(1)
    told = json.loads(re.search(r"^data: (.*)$", said, re.MULTILINE).group(1))
    assert told["free"] == 1
    assert "Khu phố 46" in told["page"]
    again = one.get("/truc/goi/", headers={"Last-Event-ID": mark}).content.decode()
    assert "data:" not in again
    one.post(f"/truc/{call_id}/nhan/")
    assert "data:" in one.get("/truc/goi/", headers={"Last-Event-ID": mark}).content.decode()


def test_looking_again_and_again_writes_nothing(phone, call):
    one = phone()
    call()
    with CaptureQueriesContext(connection) as asked:
        one.get("/truc/goi/")
    assert {query["sql"].split()[0] for query in asked} == {"SELECT"}


def test_a_wrong_pin_lets_nobody_in_and_a_guesser_waits_and_is_locked_out(ward, person):
    made, badge = person()
    for _ in range(5):
        assert try_in(badge, "000000")[1].status_code == 403
    assert try_in(badge)[1].status_code == 429
    ward.clock.advance(16)
    assert try_in(badge)[1].status_code == 302
    made.refresh_from_db()
    assert made.pin_misses == 0
    models.Person.objects.filter(pk=made.pk).update(pin_misses=15, pin_missed_at=ward.clock.now())
    ward.clock.advance(86_400)
    assert words.DUTY_LOCKED in try_in(badge)[1].content.decode()


def test_whoever_is_let_in_ends_the_waiting_for_the_mistypings_of_an_office(ward, person):
    _, badge = person()
    for _ in range(29):
        try_in("mistyped")
    assert try_in(badge)[1].status_code == 302
    try_in("mistyped")
    assert try_in(badge)[1].status_code == 302


def test_whoever_is_revoked_is_not_on_the_way_any_more(ward, person, call, tell):
    made, badge = person()
    call_id = call()
    try_in(badge)[0].post(f"/truc/{call_id}/nhan/")
    people.revoke(ward.site, models.Officer.objects.get(role="it"), made, "Mất thẻ")
    assert tell(CallAsk, call_id=call_id).state == "open"


def test_the_session_ends_with_the_day(ward, phone):
    one = phone()
    ward.clock.advance(3600)
    assert one.get("/truc/").status_code == 200
    ward.clock.advance(15 * 3600)
    assert one.get("/truc/").headers["Location"] == "/truc/vao/"


@pytest.mark.parametrize("change", [{"revoked": True}, {"pin_digest": b"another"}, {"role": "it"}])
def test_whoever_is_revoked_or_has_a_new_pin_or_role_is_out_at_once(ward, person, change):
    made, badge = person()
    one, _ = try_in(badge)
    if change.pop("revoked", False):
        change["revoked_at"] = ward.clock.now()
    models.Person.objects.filter(pk=made.pk).update(**change)
    assert one.get("/truc/").status_code == 302
    assert one.get("/truc/goi/").status_code == 302


def test_ward_it_takes_no_calls(person):
    _, badge = person(role="it")
    assert words.DUTY_NOT_IT in try_in(badge)[1].content.decode()


def test_strangers_see_and_take_nothing(ward, client, call):
    call_id = call()
    assert client.get("/truc/").status_code == 302
    client.cookies["truc"] = "made:up"
    assert client.get("/truc/goi/").status_code == 302
    assert client.post(f"/truc/{call_id}/nhan/").status_code == 302
    assert models.HelpCall.objects.get().taken_by is None


def test_from_a_page_that_is_too_old_the_way_leads_back_to_the_telephones_own(ward):
    strict = Client(headers={"host": "localhost"}, enforce_csrf_checks=True)
    for answer in (strict.post("/truc/vao/", {"badge": "x", "pin": "1"}), strict.get("/truc/khac/")):
        page = answer.content.decode()
        assert page.count('href="/truc/"') == 2
        assert 'href="/"' not in page


def test_signing_out_forgets_whose_telephone_it_is(phone):
    one = phone()
    one.post("/truc/ra/")
    assert one.get("/truc/").status_code == 302


def test_scripts_come_from_the_desk_itself_alone(phone):
    policy = phone().get("/truc/").headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
